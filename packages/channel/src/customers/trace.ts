import type { Language } from '@counterfoil/contracts/error-register';
import type { LocalCustomer } from './local-customers.ts';
import type { OutboxEntry } from '../exchange/outbox.ts';
import { problemText } from './show-customer.ts';

/** The steps of a customer's way, as a person reads them. */
export const traceStepNames = [
  'recorded',
  'headquartersUnreachable',
  'sent',
  'processed',
  'refused',
  'needsAttention',
  'accountNumberArrived',
] as const;
export type TraceStepName = (typeof traceStepNames)[number];

/** One step that has happened. */
export interface TraceStep {
  readonly step: TraceStepName;
  /** ISO 8601, for display only; null where the moment isn't kept. */
  readonly at: string | null;
  /** In the reader's language, without any identifier (R3). */
  readonly text: string;
}

/** The way of one customer from *Save* to its account number, and what comes next. */
export interface CustomerTrace {
  readonly steps: readonly TraceStep[];
  readonly next: { readonly text: string };
}

/** Who reads, and what the channels are called. */
export interface TraceReader {
  readonly language: Language;
  readonly channelName: (channelId: string) => string;
}

type Sentence = Record<Language, string>;

const sentences = {
  created: { en: 'Recorded at {channel}.', fr: 'Enregistré à {channel}.' },
  changed: { en: 'Change recorded at {channel}.', fr: 'Modification enregistrée à {channel}.' },
  deactivated: { en: 'Deactivated at {channel}.', fr: 'Désactivé à {channel}.' },
  headquartersUnreachable: {
    en: 'Headquarters could not be reached; it goes with the next upload instead.',
    fr: "Le siège était injoignable ; l'envoi se fait avec le prochain chargement.",
  },
  sent: { en: 'Sent to headquarters.', fr: 'Envoyé au siège.' },
  processed: { en: 'Processed by headquarters.', fr: 'Traité par le siège.' },
  refused: { en: 'Refused by headquarters: {reason}', fr: 'Refusé par le siège : {reason}' },
  needsAttention: {
    en: 'Headquarters could not process it: {reason}',
    fr: "Le siège n'a pas pu le traiter : {reason}",
  },
  accountNumberArrived: { en: 'Account number {number} arrived.', fr: 'Le numéro de compte {number} est arrivé.' },
} as const satisfies Record<string, Sentence>;

const nextSentences = {
  correction: {
    en: 'Somebody at headquarters corrects it and synchronizes it again.',
    fr: "Quelqu'un au siège le corrige et le synchronise à nouveau.",
  },
  upload: { en: 'It is sent to headquarters by the next P-job.', fr: "Le prochain P-job l'envoie au siège." },
  conversion: {
    en: 'Headquarters processes it with its next job and issues the account number.',
    fr: 'Le siège le traite avec sa prochaine tâche et attribue le numéro de compte.',
  },
  processing: {
    en: 'Headquarters processes the change with its next job.',
    fr: 'Le siège traite la modification avec sa prochaine tâche.',
  },
  download: {
    en: 'The account number comes with the next download (job 1010).',
    fr: 'Le numéro de compte arrive avec le prochain téléchargement (tâche 1010).',
  },
  nothing: { en: 'Nothing more to do.', fr: 'Plus rien à faire.' },
} as const satisfies Record<string, Sentence>;

/** Tells the way of a customer from its entries in the outbox, in the order of their recording. */
export function traceCustomer(
  local: LocalCustomer,
  entries: readonly OutboxEntry[],
  reader: TraceReader,
): CustomerTrace {
  const steps = entries.flatMap((entry) => [
    ...stepsOf(entry, reader),
    ...(entry.operation.kind === 'create' ? arrivalOf(local, reader.language) : []),
  ]);
  const createdHere = entries.some((entry) => entry.operation.kind === 'create');
  return {
    steps: createdHere ? steps : [...arrivalOf(local, reader.language), ...steps],
    next: { text: nextOf(local, entries)[reader.language] },
  };
}

function stepsOf(entry: OutboxEntry, { language, channelName }: TraceReader): TraceStep[] {
  const { operation, way, status, recordedAt, decidedAt, lastKnownError } = entry;
  const recorded = sentences[recordedSentence[operation.kind]][language];
  const reason = lastKnownError ? problemText(lastKnownError, language) : '';
  const step = (name: Exclude<TraceStepName, 'recorded'>, at: string | null): TraceStep => ({
    step: name,
    at,
    text: filled(sentences[name][language], { reason }),
  });
  const channel = channelName(operation.origin.channelId);
  const steps: TraceStep[] = [{ step: 'recorded', at: recordedAt, text: filled(recorded, { channel }) }];
  if (way === 'fallback') steps.push(step('headquartersUnreachable', null));
  if (status !== 'pending') steps.push(step('sent', null));
  const fate = fates[status];
  if (fate) steps.push(step(fate, decidedAt));
  return steps;
}

const recordedSentence = { create: 'created', update: 'changed', deactivate: 'deactivated' } as const;

const fates = {
  pending: null,
  uploaded: null,
  completed: 'processed',
  refused: 'refused',
  failed: 'needsAttention',
} as const satisfies Record<OutboxEntry['status'], TraceStepName | null>;

function arrivalOf(local: LocalCustomer, language: Language): TraceStep[] {
  const number = local.document.customerAccountNumber;
  if (number === null) return [];
  const text = filled(sentences.accountNumberArrived[language], { number });
  return [{ step: 'accountNumberArrived', at: local.accountNumberAt, text }];
}

function nextOf(local: LocalCustomer, entries: readonly OutboxEntry[]): Sentence {
  const isIn = (status: OutboxEntry['status']): boolean => entries.some((entry) => entry.status === status);
  if (isIn('failed')) return nextSentences.correction;
  if (isIn('pending')) return nextSentences.upload;
  const hasNumber = local.document.customerAccountNumber !== null;
  if (isIn('uploaded')) return hasNumber ? nextSentences.processing : nextSentences.conversion;
  return hasNumber ? nextSentences.nothing : nextSentences.download;
}

function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}
