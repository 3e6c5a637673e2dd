import { features, type FeatureId } from '@counterfoil/contracts/features';
import type { Sentence } from './configuration-sentences.ts';

/** How a channel creates customers: while headquarters decides, or for later. */
export type CreationMode = 'sync' | 'async';

/** What the sentence about a channel's mode is made of. */
export interface ModeFacts {
  readonly name: string;
  readonly functionalityProfileId: string | null;
  readonly settings: CreationMode | null;
  readonly acting: CreationMode | null;
}

const modeNames = { async: { en: 'Yes', fr: 'Oui' }, sync: { en: 'No', fr: 'Non' } } as const;

/** Why a channel calls the Real-time Service or doesn't; `way` is where its settings are. */
export function modeSentence(
  { name, functionalityProfileId: profile, settings, acting }: ModeFacts,
  way: Sentence,
): Sentence {
  if (settings === null) {
    return {
      en: `${name} has no functionality profile, so it creates customers synchronously. Give it one, then run job 1070.`,
      fr: `${name} n'a pas de profil de fonctionnalité et crée donc ses clients en mode synchrone. Donnez-lui-en un, puis lancez la tâche 1070.`,
    };
  }
  const setting = modeNames[settings];
  const en = `"Create customer in async mode" is ${setting.en} in the functionality profile ${profile}`;
  const fr = `« Créer le client en mode asynchrone » vaut ${setting.fr} dans le profil de fonctionnalité ${profile}`;
  if (acting === null) {
    return {
      en: `${en}, and ${name} has not said yet what it acts on. ${way.en}`,
      fr: `${fr}, et ${name} n'a pas encore dit ce qu'il applique. ${way.fr}`,
    };
  }
  if (acting !== settings) {
    const held = modeNames[acting];
    return {
      en: `${en}, but ${name} still acts on ${held.en}. ${way.en}`,
      fr: `${fr}, mais ${name} applique encore ${held.fr}. ${way.fr}`,
    };
  }
  if (acting === 'async') {
    return {
      en: `${en}, and ${name} acts on it: creating a customer does not call the Real-time Service.`,
      fr: `${fr}, et ${name} l'applique : créer un client n'appelle pas le Real-time Service.`,
    };
  }
  return {
    en: `${en}, so ${name} calls the Real-time Service. To change that, set it to Yes and run job 1070.`,
    fr: `${fr} ; ${name} appelle donc le Real-time Service. Pour changer cela, mettez-le à Oui et lancez la tâche 1070.`,
  };
}

/** Features without which something else than a creation still waits for headquarters. */
const featuresAgainstCalls: readonly FeatureId[] = ['asyncAddressCreation', 'asyncCustomerEditing'];

/** One sentence for each feature that the channel lacks, so that something still waits for headquarters. */
export function featureSentences(enabled: readonly string[], acting: readonly string[], way: Sentence): Sentence[] {
  return featuresAgainstCalls
    .filter((featureId) => !acting.includes(featureId))
    .map((featureId) => {
      const { name } = features[featureId];
      return enabled.includes(featureId)
        ? {
            en: `The feature "${name.en}" is on at headquarters, but the channel does not act on it. ${way.en}`,
            fr: `La fonctionnalité « ${name.fr} » est activée au siège, mais le canal ne l'applique pas. ${way.fr}`,
          }
        : {
            en: `The feature "${name.en}" is off: what it covers still calls the Real-time Service. Enable it in feature management, then run job 1110.`,
            fr: `La fonctionnalité « ${name.fr} » est désactivée : ce qu'elle couvre appelle encore le Real-time Service. Activez-la dans la gestion des fonctionnalités, puis lancez la tâche 1110.`,
          };
    });
}
