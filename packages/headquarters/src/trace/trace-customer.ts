import type { JobStatus } from '@counterfoil/batch/job-status';
import { displayName } from '@counterfoil/customer/display';
import { headquartersNode } from '@counterfoil/customer/merge/merge-policy';
import { emptyCustomerFields } from '@counterfoil/customer/merge/empty-customer';
import type {
  nextActors,
  TracedOperation as ShownOperation,
} from '@counterfoil/contracts/administration/customer-trace';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { comparePositions } from '@counterfoil/data-exchange/feed-position';
import { permanentIdOf } from '../customers/customer-identifier.ts';
import type { Headquarters } from '../headquarters.ts';
import { registers } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { problemText } from '../synchronization-status/status-texts.ts';
import type { ChannelScope } from '../workspace/channel-scope.ts';
import { channelTrace, type ChannelTrace } from './trace-channels.ts';
import {
  tracedChannelDatabases,
  tracedCustomer,
  tracedOperations,
  typedFields,
  type TracedOperation,
} from './trace-facts.ts';
import { traceText, type TraceSentence } from './trace-sentences.ts';
import { stepsOf, type TraceStep } from './trace-steps.ts';
import { whyNotVisible } from './why-not-visible.ts';

/** What happens next, and when. */
export interface NextStep {
  readonly who: (typeof nextActors)[number];
  /** The job that does it. */
  readonly job: string | null;
  /** When it runs, ISO 8601; null when that isn't fixed. */
  readonly at: string | null;
  readonly text: string;
}

/** The way of one customer from till or channel to every channel, in plain words. */
export interface HeadquartersTrace {
  readonly name: string;
  readonly customerAccountNumber: string | null;
  readonly legalEntity: string | null;
  readonly steps: readonly TraceStep[];
  /** The same, operation by operation. */
  readonly operations: readonly ShownOperation[];
  /** Of its last change. */
  readonly feedPosition: FeedPosition | null;
  readonly channels: readonly ChannelTrace[];
  readonly next: NextStep;
}

/** Who asks, and what is known of the jobs. */
export interface TraceReader {
  readonly language: Language;
  readonly jobs: readonly JobStatus[];
  /** None: customers of all channels are traced. */
  readonly scope?: ChannelScope;
}

/**
 * Tells where a customer is, by permanent identifier or account number; also one that failed and never became a customer.
 * Error: `customer_not_at_headquarters`.
 */
export async function traceCustomer(
  headquarters: Headquarters,
  identifier: string,
  reader: TraceReader,
): Promise<HeadquartersTrace> {
  const { database } = headquarters;
  const customerId = await permanentIdOf(headquarters, identifier, {
    scope: reader.scope ?? null,
    unknown: 'customer_not_at_headquarters',
  });
  const [customer, operations] = await Promise.all([
    tracedCustomer(database, customerId),
    tracedOperations(database, customerId),
  ]);
  if (!customer && operations.length === 0) throw refuse('customer_not_at_headquarters');
  const named = customer ?? { ...emptyCustomerFields, ...(await typedFields(database, customerId)) };
  const last = lastChange(operations);
  const channels = customer && last ? await traceChannels(headquarters, customer, last, reader.language) : [];
  const accountNumber = customer?.customerAccountNumber ?? null;
  const shown = operations.map((operation) => shownOperation(operation, accountNumber, reader.language));
  return {
    name: displayName(named),
    customerAccountNumber: accountNumber,
    legalEntity: customer?.legalEntity ?? null,
    steps: shown.flatMap(({ steps }) => steps),
    operations: shown,
    feedPosition: last?.position ?? null,
    channels,
    next: nextStep(operations, channels, reader),
  };
}

function shownOperation(operation: TracedOperation, accountNumber: string | null, language: Language): ShownOperation {
  const { operationId, kind, status, channelDatabaseId, channelName, till, upload, lastKnownError } = operation;
  const { recordedAt, receivedAt, decidedAt } = operation;
  const isUndone = status === 'failed' || status === 'refused';
  return {
    operationId,
    kind,
    status,
    madeAtHeadquarters: channelDatabaseId === headquartersNode,
    place: channelName ?? (channelDatabaseId === headquartersNode ? '' : channelDatabaseId),
    till,
    recordedAt,
    receivedAt,
    decidedAt,
    uploadSessionId: upload?.uploadSessionId ?? null,
    problem: isUndone && lastKnownError ? problemText(lastKnownError, language) : null,
    steps: stepsOf(operation, accountNumber, language),
  };
}

interface LastChange {
  readonly position: FeedPosition;
  readonly at: string;
}

function lastChange(operations: readonly TracedOperation[]): LastChange | null {
  const changes = operations.flatMap(({ status, position, decidedAt, receivedAt }) =>
    status === 'completed' && position ? [{ position, at: decidedAt ?? receivedAt }] : [],
  );
  return changes.toSorted((a, b) => comparePositions(a.position, b.position)).at(-1) ?? null;
}

async function traceChannels(
  { database }: Headquarters,
  customer: Customer,
  { position, at }: LastChange,
  language: Language,
): Promise<ChannelTrace[]> {
  const databases = await tracedChannelDatabases(database, position, at);
  const ids = databases.map(({ channelDatabaseId }) => channelDatabaseId);
  const [reasons, tills] = await Promise.all([
    whyNotVisible(database, customer, ids),
    readSettings(database, registers),
  ]);
  const traced = tills.map(({ registerId, channelId, name, supportOffline }) => ({
    registerId,
    channelId,
    name,
    supportOffline,
  }));
  return databases.map((found) => {
    const reason = reasons.get(found.channelDatabaseId);
    return channelTrace(found, { position, reason, registers: traced }, language);
  });
}

function nextStep(
  operations: readonly TracedOperation[],
  channels: readonly ChannelTrace[],
  reader: TraceReader,
): NextStep {
  const isIn = (status: TracedOperation['status']): boolean => operations.some((one) => one.status === status);
  if (isIn('failed')) return byAdministrator('nextCorrection', reader.language);
  if (isIn('uploaded')) return byJob('synchronize-customers', reader);
  if (operations.length > 0 && operations.every(({ status }) => status === 'refused')) {
    return { who: 'nobody', job: null, at: null, text: traceText('nextRefused', reader.language) };
  }
  return nextOfChannels(channels, reader);
}

function nextOfChannels(channels: readonly ChannelTrace[], reader: TraceReader): NextStep {
  const { language } = reader;
  const first = (state: ChannelTrace['state']): ChannelTrace | undefined =>
    channels.find((channel) => channel.state === state);
  const suspended = first('suspended');
  if (suspended) {
    const values = { session: suspended.downloadSessionId ?? '', database: suspended.name };
    return byAdministrator('nextRetry', language, values);
  }
  if (first('notPacked')) return byJob('1010', reader);
  const waiting = first('waiting') ?? first('notAgreed');
  if (!waiting) return { who: 'nobody', job: null, at: null, text: traceText('nextNothing', language) };
  const sentence = waiting.lastContactAt === null ? 'nextFirstContact' : 'nextContact';
  const values = { database: waiting.name, at: shownTime(waiting.lastContactAt ?? '') };
  return { who: 'scaleUnit', job: null, at: null, text: traceText(sentence, language, values) };
}

function byAdministrator(
  sentence: TraceSentence,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): NextStep {
  return { who: 'administrator', job: null, at: null, text: traceText(sentence, language, values) };
}

function byJob(name: string, { jobs, language }: TraceReader): NextStep {
  const job = jobs.find((known) => known.name === name);
  const at = job?.nextRuns[0] ?? null;
  const when = traceText(whenSentence(job), language, { at: shownTime(at ?? '') });
  const text = traceText('nextJob', language, { job: job?.title[language] ?? name, when });
  return { who: job && whenSentence(job) === 'runsNever' ? 'administrator' : 'job', job: name, at, text };
}

function whenSentence(job: JobStatus | undefined): TraceSentence {
  if (job?.running) return 'runsNow';
  if (job?.recurrence === 'continuous') return 'runsContinuously';
  return job?.nextRuns[0] === undefined ? 'runsNever' : 'runsAt';
}

/** Minutes are enough; times are UTC, as everywhere. */
function shownTime(iso: string): string {
  return iso === '' ? '' : `${iso.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC`;
}
