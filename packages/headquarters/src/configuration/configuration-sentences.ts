import type { Language } from '@counterfoil/contracts/error-register';
import type { ConfigurationStatus } from './configuration-status.ts';

/** A sentence in each language of the product. */
export type Sentence = Readonly<Record<Language, string>>;

/** What a sentence about the way of settings needs beside their status. */
export interface SentenceFacts {
  /** Of the job that carries them; `off` or missing: it runs only by hand. */
  readonly recurrence: string | undefined;
  readonly now: Date;
}

/** A connected scale unit gives a sign of life every few seconds; after this silence it counts as away, in milliseconds. */
export const awayAfterMs = 60_000;

/** Where the settings of a job are on their way to a channel database, and what to do (LK-28, pain 2). */
export function configurationSentence(status: ConfigurationStatus, facts: SentenceFacts): Sentence {
  if (status.publishedVersion === 0) return firstContactSentence(status);
  if (status.onItsWay === 'notPublished') return notPublishedSentence(status, facts.recurrence);
  if (status.onItsWay === 'notFetched') return notFetchedSentence(status, facts.now);
  if (status.settingsVersion === status.publishedVersion) return { en: 'Up to date.', fr: 'À jour.' };
  return {
    en: `Up to date: what changed since version ${status.publishedVersion} does not concern this channel database.`,
    fr: `À jour : ce qui a changé depuis la version ${status.publishedVersion} ne concerne pas cette base de canal.`,
  };
}

function firstContactSentence({ channelDatabaseId: id, lastContactAt }: ConfigurationStatus): Sentence {
  if (lastContactAt !== null) {
    return {
      en: 'Never fetched: the channel database gets all settings when it next asks for them.',
      fr: 'Jamais récupéré : la base de canal recevra tous les paramètres à sa prochaine demande.',
    };
  }
  return {
    en: `Never in contact: it gets all settings at its first contact. Register its scale unit: counterfoil scale-unit code ${id}`,
    fr: `Jamais en contact : elle recevra tous les paramètres au premier contact. Enregistrez son unité d'échelle : counterfoil scale-unit code ${id}`,
  };
}

function notPublishedSentence(
  { job, settingsVersion: version, served }: ConfigurationStatus,
  recurrence: string | undefined,
): Sentence {
  if (!served) {
    return {
      en: `Version ${version} waits at headquarters: no active distribution schedule brings job ${job} to the group of this channel database. Activate one.`,
      fr: `La version ${version} attend au siège : aucun planning de distribution actif n'apporte la tâche ${job} au groupe de cette base de canal. Activez-en un.`,
    };
  }
  if (recurrence === undefined || recurrence === 'off') {
    return {
      en: `Version ${version} waits at headquarters: job ${job} is off. Run it: counterfoil job run ${job}`,
      fr: `La version ${version} attend au siège : la tâche ${job} est désactivée. Lancez-la : counterfoil job run ${job}`,
    };
  }
  if (recurrence === 'continuous') {
    return {
      en: `Job ${job} is publishing version ${version}. If it stays like this, see why: counterfoil job history ${job}`,
      fr: `La tâche ${job} publie la version ${version}. Si cela dure, voyez pourquoi : counterfoil job history ${job}`,
    };
  }
  return {
    en: `Version ${version} goes out at the next run of job ${job} (${recurrence}). Sooner: counterfoil job run ${job}`,
    fr: `La version ${version} part à la prochaine exécution de la tâche ${job} (${recurrence}). Plus tôt : counterfoil job run ${job}`,
  };
}

function notFetchedSentence({ publishedVersion: version, lastContactAt }: ConfigurationStatus, now: Date): Sentence {
  if (lastContactAt !== null && now.getTime() - Date.parse(lastContactAt) <= awayAfterMs) {
    return {
      en: `Version ${version} is published; the channel database fetches it within seconds.`,
      fr: `La version ${version} est publiée ; la base de canal la récupère dans les secondes qui viennent.`,
    };
  }
  return {
    en: `Version ${version} is published; the channel database, last in contact ${lastContactAt ?? 'never'}, fetches it at its next contact. Check its scale unit and its line.`,
    fr: `La version ${version} est publiée ; la base de canal, dernier contact ${lastContactAt ?? 'jamais'}, la récupère au prochain contact. Vérifiez son unité d'échelle et sa ligne.`,
  };
}
