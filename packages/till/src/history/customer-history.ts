import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import type { OfflineEntryStatus } from '../offline-outbox.ts';
import type { CustomerHistory, HistoryStep } from '../service/till-service.ts';
import { momentText } from './moment-text.ts';
import { sentences, type SentenceName } from './sentences.ts';

/** One thing that was recorded on this till about a customer, as far as its way is concerned. */
export interface HistoryEntry {
  readonly kind: 'create' | 'update' | 'deactivate';
  readonly status: OfflineEntryStatus;
  /** ISO 8601. */
  readonly recordedAt: string;
  /** ISO 8601; null while nothing is decided. */
  readonly decidedAt: string | null;
  readonly problem: Problem | null;
}

/** What the scale unit told of a creation; times are ISO 8601. */
export interface CreationTrace {
  /** When it was recorded there. */
  readonly recordedAt: string | null;
  readonly isSent: boolean;
  /** Null: headquarters has not processed it, or nobody knows when. */
  readonly processedAt: string | null;
  /** When the account number was known in the store. */
  readonly numberAt: string | null;
}

/** What is known of a customer's way. */
export interface CustomerWay {
  readonly customerAccountNumber: string | null;
  /** In the order in which they were recorded. */
  readonly entries: readonly HistoryEntry[];
  readonly isOffline: boolean;
  /** Customers of this till that wait for the network, this one included. */
  readonly queuedCustomers: number;
  /** Null: the scale unit hasn't told anything. */
  readonly trace: CreationTrace | null;
}

/** Who reads, and when. */
export interface HistoryReader {
  readonly language: Language;
  readonly now: Date;
  /** IANA name; that of the machine when left out. */
  readonly timeZone?: string | undefined;
}

/** The way of a customer in plain words, and what comes next (BX-05). */
export function customerHistory(way: CustomerWay, reader: HistoryReader): CustomerHistory {
  const say = sayFor(reader);
  const steps = way.entries.flatMap((entry) => stepsOf(entry, way, say));
  const createdHere = way.entries.some(({ kind }) => kind === 'create');
  const arrived = createdHere ? [] : arrivalElsewhere(way, say);
  return { steps: [...arrived, ...steps], next: nextOf(way, say) };
}

interface Say {
  readonly language: Language;
  readonly sentence: (name: SentenceName, values?: SentenceValues) => string;
}

type SentenceValues = Readonly<Partial<Record<'at' | 'reason' | 'number', string | null> & { count: number }>>;

function sayFor({ language, now, timeZone }: HistoryReader): Say {
  return {
    language,
    sentence(name, { at, ...values } = {}) {
      const time = at ? momentText(at, { language, now, timeZone }) : '';
      const known: Readonly<Record<string, string | number | null | undefined>> = { ...values, time };
      return sentences[name][language].replaceAll(/\{(\w+)\}/gu, (_, key: string) => String(known[key] ?? ''));
    },
  };
}

function stepsOf(entry: HistoryEntry, way: CustomerWay, say: Say): HistoryStep[] {
  const { kind, recordedAt } = entry;
  const name = kind === 'create' ? 'recorded' : kind === 'update' ? 'changeRecorded' : 'deactivationRecorded';
  return [done(say.sentence(name), recordedAt), ...fateOf(entry, way, say)];
}

const done = (text: string, at: string | null): HistoryStep => ({ text, at, state: 'done' });

function fateOf(entry: HistoryEntry, way: CustomerWay, say: Say): HistoryStep[] {
  const { status, kind } = entry;
  const delivered = done(say.sentence('delivered'), kind === 'create' ? (way.trace?.recordedAt ?? null) : null);
  if (status === 'pending') return pendingSteps(entry, way, say);
  if (status === 'delivered') return [delivered, awaited(entry, way, say)];
  if (status === 'completed') return [delivered, ...completed(entry, way, say)];
  const name = status === 'failed' ? 'needsAttention' : status === 'refused' ? 'refused' : 'rejected';
  const problem: HistoryStep = {
    text: say.sentence(name, { reason: reasonOf(entry.problem, say) }),
    at: entry.decidedAt,
    state: 'problem',
  };
  return status === 'rejected' ? [problem] : [delivered, problem];
}

function pendingSteps(entry: HistoryEntry, way: CustomerWay, say: Say): HistoryStep[] {
  const waiting: HistoryStep = { text: waitingText(entry, way, say), at: null, state: 'now' };
  const later: HistoryStep = { text: say.sentence('numberFollows'), at: null, state: 'later' };
  return entry.kind === 'create' ? [waiting, later] : [waiting];
}

function waitingText({ recordedAt }: HistoryEntry, { isOffline, queuedCustomers }: CustomerWay, say: Say): string {
  if (!isOffline) return say.sentence('sending');
  const queue = say.sentence(queuedCustomers === 1 ? 'oneQueued' : 'manyQueued', { count: queuedCustomers });
  return `${say.sentence('waitingForNetwork', { at: recordedAt })}${queue}`;
}

function awaited({ kind }: HistoryEntry, { trace }: CustomerWay, say: Say): HistoryStep {
  const atHeadquarters = trace?.isSent === false ? 'waitingForUpload' : 'waitingForNumber';
  const text = say.sentence(kind === 'create' ? atHeadquarters : 'waitingForHeadquarters');
  return { text, at: null, state: 'now' };
}

function completed(entry: HistoryEntry, { customerAccountNumber, trace }: CustomerWay, say: Say): HistoryStep[] {
  const { kind, decidedAt } = entry;
  if (kind !== 'create') return [done(say.sentence('processedKnownHere'), decidedAt)];
  const processedAt = trace?.processedAt ?? null;
  const processed = processedAt === null ? [] : [done(say.sentence('processed'), processedAt)];
  if (customerAccountNumber === null) {
    return [...processed, { text: say.sentence('numberOnItsWay'), at: null, state: 'now' }];
  }
  return [...processed, done(say.sentence('number', { number: customerAccountNumber }), decidedAt)];
}

/** Nothing of the creation is known on this till: it was made elsewhere, or long ago. */
function arrivalElsewhere({ customerAccountNumber, trace }: CustomerWay, say: Say): HistoryStep[] {
  const at = trace?.recordedAt ?? null;
  const recorded = at === null ? [] : [done(say.sentence('recordedInStore'), at)];
  if (customerAccountNumber !== null) {
    return [...recorded, done(say.sentence('number', { number: customerAccountNumber }), trace?.numberAt ?? null)];
  }
  const name = trace?.isSent === false ? 'waitingForUpload' : 'waitingForNumber';
  return [...recorded, { text: say.sentence(name), at: null, state: 'now' }];
}

/* A sentence of the register or none: what a database said is not for people. */
function reasonOf(problem: Problem | null, say: Say): string {
  if (!problem || !isErrorCode(problem.code)) return say.sentence('unknownReason');
  return messageOf(problem.code, say.language, problem.parameters);
}

function nextOf(way: CustomerWay, say: Say): string {
  const isIn = (status: OfflineEntryStatus): boolean => way.entries.some((entry) => entry.status === status);
  if (isIn('failed')) return say.sentence('nextCorrection');
  if (isIn('rejected')) return say.sentence('nextRejected');
  const waiting = way.entries.find(({ status }) => status === 'pending');
  if (waiting) return waitingText(waiting, way, say);
  if (way.customerAccountNumber === null) {
    return say.sentence(way.trace?.isSent === false ? 'nextUpload' : 'nextNumber');
  }
  return isIn('delivered') ? say.sentence('nextProcessing') : say.sentence('nextNothing');
}
