import type { JobStatus } from '@counterfoil/batch/job-status';
import { configurationSentence } from '../configuration/configuration-sentences.ts';
import type { ConfigurationStatus } from '../configuration/configuration-status.ts';
import { figure } from './figures.ts';
import { attention, bounded, fine, type Finding } from './finding.ts';

/** Settings may be on their way for so long before anybody has to look, in milliseconds. */
export const travelTimeMs = 60_000;

/** Channels that act on older settings than those of headquarters (LK-28, pain 2). */
export function checkConfiguration(
  lines: readonly ConfigurationStatus[],
  jobs: readonly JobStatus[],
  now: Date,
): Finding[] {
  const recurrences = new Map(jobs.map((job) => [job.name, job.recurrence]));
  const findings = lines
    .filter((line) => isBehind(line, now))
    .map((line) => {
      const { channelDatabaseId, name, job } = line;
      return attention(
        `configuration/${channelDatabaseId}/${job}`,
        {
          en: `${name} does not act on the latest settings of job ${job}.`,
          fr: `${name} n'applique pas les derniers paramètres de la tâche ${job}.`,
        },
        configurationSentence(line, { recurrence: recurrences.get(job), now }),
      );
    });
  if (findings.length > 0) return bounded('configuration', findings);
  const told = new Set(lines.filter(({ actingVersion }) => actingVersion > 0).map((line) => line.channelDatabaseId));
  const count = figure(told.size);
  return [
    fine('configuration', {
      en: `The channel databases that said what they act on (${count.en}) act on the latest settings of every job.`,
      fr: `Les bases de canal qui ont dit ce qu'elles appliquent (${count.fr}) appliquent les derniers paramètres de chaque tâche.`,
    }),
  ];
}

/** A channel database that was never in contact has no settings at all, which is told of elsewhere. */
function isBehind({ onItsWay, publishedVersion, changedAt, publishedAt }: ConfigurationStatus, now: Date): boolean {
  if (onItsWay === 'none' || publishedVersion === 0) return false;
  const since = onItsWay === 'notPublished' ? changedAt : publishedAt;
  return since === null || now.getTime() - Date.parse(since) > travelTimeMs;
}
