import type { JobWarning } from '@counterfoil/batch/job-status';
import type { PreviewNote, SwitchPreviewAnswer } from '@counterfoil/contracts/administration/switch-preview';
import { features, type FeatureId } from '@counterfoil/contracts/features';
import type { Sentence } from './configuration-sentences.ts';

type Option = SwitchPreviewAnswer['changes'][number]['option'];

/** Which way records go with an option on and off. */
const effects: Readonly<Record<Option, Readonly<Record<'on' | 'off', Sentence>>>> = {
  createCustomerInAsyncMode: {
    on: {
      en: 'A new customer is saved in the channel at once and gets the account number later, from the three jobs.',
      fr: 'Un nouveau client est enregistré aussitôt dans le canal et reçoit son numéro de compte plus tard, par les trois tâches.',
    },
    off: {
      en: 'A new customer waits at the till for headquarters, and falls back to the asynchronous way when it does not answer.',
      fr: 'Un nouveau client attend le siège à la caisse, et passe en mode asynchrone quand le siège ne répond pas.',
    },
  },
  createCustomerOrderInAsyncMode: {
    on: {
      en: 'Customer orders are saved in the channel at once and get their number later.',
      fr: 'Les commandes client sont enregistrées aussitôt dans le canal et reçoivent leur numéro plus tard.',
    },
    off: {
      en: 'Customer orders wait for headquarters.',
      fr: 'Les commandes client attendent le siège.',
    },
  },
  createCustomerOrderWithAsyncFallback: {
    on: {
      en: 'An order that headquarters does not answer in time is saved in the channel instead.',
      fr: 'Une commande à laquelle le siège ne répond pas à temps est enregistrée dans le canal.',
    },
    off: {
      en: 'An order that headquarters does not answer in time fails.',
      fr: 'Une commande à laquelle le siège ne répond pas à temps échoue.',
    },
  },
};

/** Which way records go with `option` as wanted. */
export function effectOf(option: Option, wanted: boolean): Sentence {
  return effects[option][wanted ? 'on' : 'off'];
}

/** What asynchronous customers lack without a feature. */
const limits: Partial<Record<FeatureId, Sentence>> = {
  enhancedAsyncCustomerCreation: {
    en: 'no title, no affiliation and no second e-mail address or phone number at the creation',
    fr: 'ni titre, ni affiliation, ni seconde adresse e-mail ou second téléphone à la création',
  },
  asyncAddressCreation: {
    en: 'one address at the creation, and none more until the account number is there',
    fr: "une seule adresse à la création, et aucune autre avant l'arrivée du numéro de compte",
  },
  asyncCustomerEditing: {
    en: 'no edit until the account number is there, and each edit still waits for headquarters',
    fr: "aucune modification avant l'arrivée du numéro de compte, et chacune attend encore le siège",
  },
  queueLoyaltyEnrollment: {
    en: 'no loyalty card until the account number is there',
    fr: "aucune carte de fidélité avant l'arrivée du numéro de compte",
  },
};

/** What the features that are off keep from asynchronous customers; one line says that nothing does. */
export function featureNotes(enabled: readonly string[]): PreviewNote[] {
  const missing = Object.entries(limits).filter(([featureId]) => !enabled.includes(featureId));
  if (missing.length === 0) {
    return [
      {
        tone: 'fine',
        about: 'features',
        text: {
          en: 'Every feature for asynchronous customers is on: titles, affiliations, addresses, edits and loyalty cards.',
          fr: 'Toutes les fonctionnalités des clients asynchrones sont activées : titres, affiliations, adresses, modifications et cartes de fidélité.',
        },
      },
    ];
  }
  return missing.map(([featureId, limit]) => {
    const { name } = features[featureId as FeatureId];
    return {
      tone: 'warning',
      about: `feature:${featureId}`,
      text: {
        en: `While "${name.en}" is off: ${limit.en}.`,
        fr: `Tant que « ${name.fr} » est désactivée : ${limit.fr}.`,
      },
    };
  });
}

/** A job that must be scheduled whatever the mode. */
export interface RequiredJob {
  readonly name: string;
  readonly title: Sentence;
  readonly recurrence: string;
  readonly warnings: readonly JobWarning[];
}

const complaints: Readonly<Record<JobWarning, Sentence>> = {
  missing: { en: 'has no recurrence', fr: "n'a pas de récurrence" },
  off: { en: 'is switched off', fr: 'est désactivée' },
  withheld: { en: 'is withheld', fr: 'est suspendue' },
  failing: { en: 'failed in its last run', fr: 'a échoué lors de sa dernière exécution' },
  late: { en: 'should have run by now', fr: 'aurait déjà dû être exécutée' },
};

/** With these a job brings nothing at all. */
const standstills: ReadonlySet<JobWarning> = new Set(['missing', 'off', 'withheld']);

/** Whether the three jobs that bring account numbers run; without them asynchronous customers stay pending for ever. */
export function jobNotes(jobs: readonly RequiredJob[]): PreviewNote[] {
  const notes = jobs.flatMap(({ name, title, warnings }) =>
    warnings.map((warning): PreviewNote => ({
      tone: standstills.has(warning) ? 'problem' : 'warning',
      about: `job:${name}`,
      text: {
        en: `${title.en} ${complaints[warning].en}: new customers get no account number until it runs.`,
        fr: `${title.fr} ${complaints[warning].fr} : les nouveaux clients n'ont pas de numéro de compte avant qu'elle s'exécute.`,
      },
    })),
  );
  if (notes.length > 0) return notes;
  return [
    {
      tone: 'fine',
      about: 'jobs',
      text: {
        en: 'The three jobs that bring account numbers are scheduled and run.',
        fr: 'Les trois tâches qui apportent les numéros de compte sont planifiées et s’exécutent.',
      },
    },
  ];
}

/** *Allow certain UI elements to be unmodifiable by an async customer*. */
export function lockedFieldsNote(): PreviewNote {
  return {
    tone: 'warning',
    about: 'lockedFields',
    text: {
      en: 'This profile locks fields of asynchronous customers at the till until their account number is there.',
      fr: "Ce profil verrouille à la caisse des champs des clients asynchrones jusqu'à l'arrivée de leur numéro de compte.",
    },
  };
}

/** Channels that were not in contact lately take the change later. */
export function awayNote(names: readonly string[]): PreviewNote | null {
  if (names.length === 0) return null;
  const listed = names.join(', ');
  return {
    tone: 'warning',
    about: 'away',
    text: {
      en: `Not in contact now: ${listed}. They act on the change once they are back.`,
      fr: `Pas en contact actuellement : ${listed}. Ils appliqueront le changement à leur retour.`,
    },
  };
}

/** What a return to synchronous creation means for the customers who still wait. */
export function returnNote(pendingCount: number): PreviewNote {
  return {
    tone: pendingCount > 0 ? 'warning' : 'fine',
    about: 'pending',
    text: {
      en: `Customers who wait for a number now: ${pendingCount}. They get it from the three jobs all the same: keep these scheduled.`,
      fr: `Clients qui attendent un numéro : ${pendingCount}. Ils le recevront quand même par les trois tâches : laissez-les planifiées.`,
    },
  };
}
