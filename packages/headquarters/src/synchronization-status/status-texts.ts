import type { OperationKind, Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import type { SynchronizationStatusEntry } from './customer-synchronization-status.ts';
import type { StagedStatus } from './status-filter.ts';

type Sentence = Readonly<Record<Language, string>>;

const kinds: Readonly<Record<OperationKind, Sentence>> = {
  create: { en: 'Creation of the customer', fr: 'Création du client' },
  update: { en: 'Change', fr: 'Modification' },
  deactivate: { en: 'Deactivation of the customer', fr: 'Désactivation du client' },
};

const places: Readonly<Record<'channel' | 'headquarters', Sentence>> = {
  channel: { en: ' at {channel}', fr: ' à {channel}' },
  headquarters: { en: ' at headquarters', fr: ' au siège' },
};

const fates: Readonly<Record<StagedStatus, Sentence>> = {
  uploaded: {
    en: 'waits for the job Synchronize customers',
    fr: 'attend la tâche de synchronisation des clients',
  },
  completed: { en: 'done', fr: 'effectuée' },
  refused: { en: 'refused', fr: 'refusée' },
  failed: { en: 'failed', fr: 'en échec' },
};

const statuses: Readonly<Record<StagedStatus, Sentence>> = {
  uploaded: { en: 'Waiting', fr: 'En attente' },
  completed: { en: 'Completed', fr: 'Terminé' },
  refused: { en: 'Refused', fr: 'Refusé' },
  failed: { en: 'Failed', fr: 'En échec' },
};

/** Labels that a description names; more become an ellipsis. */
const namedCountMax = 5;

/** The *Customer sync status* as people read it. */
export function statusText(status: StagedStatus, language: Language): string {
  return statuses[status][language];
}

/** What the operation is and what became of it: the *change description* of the audit page. */
export function descriptionOf(entry: SynchronizationStatusEntry, language: Language): string {
  const kind = kinds[entry.kind][language];
  const colon = language === 'fr' ? ' :' : ':';
  const changed = entry.kind === 'update' ? changedLabels(entry, language) : '';
  const reason =
    entry.lastKnownError && entry.status !== 'completed' ? ` ${problemText(entry.lastKnownError, language)}` : '';
  return `${kind}${changed}${placeText(entry, language)}${colon} ${fates[entry.status][language]}.${reason}`;
}

function changedLabels({ values }: SynchronizationStatusEntry, language: Language): string {
  const labels = [...new Set(values.map(({ label }) => label[language]))];
  if (labels.length === 0) return '';
  const named = labels.slice(0, namedCountMax).join(', ');
  return ` (${labels.length > namedCountMax ? `${named}, …` : named})`;
}

function placeText(entry: SynchronizationStatusEntry, language: Language): string {
  const channel = entry.channelName ?? entry.channelId;
  if (channel !== null) return places.channel[language].replace('{channel}', () => channel);
  return entry.madeAtHeadquarters ? places.headquarters[language] : '';
}

/** The sentence of a problem, without any identifier (R3). */
export function problemText({ code, parameters }: Problem, language: Language): string {
  const text = isErrorCode(code) ? messageOf(code, language, parameters) : messageOf('internal_error', language);
  return text.replace(uuidPattern, '…');
}
