import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { CommunicationException } from '@counterfoil/http/client';
import type { Clock } from '@counterfoil/platform/clock';
import { ask, RefusedByProduct } from '../ask.ts';
import type { Person } from './read-people.ts';
import { settleAll } from './settle-all.ts';
import type { ShownTexts } from './shown-texts.ts';
import { wayNames, type JourneyChannel, type WayName } from './ways.ts';

/** A customer that a store has acknowledged. */
export interface CreatedCustomer {
  readonly customerId: string;
  readonly way: WayName;
  /** The channel database of its own store. */
  readonly channelDatabaseId: string;
  /** When *Save* was pressed, on the monotonic clock. */
  readonly savedAtMs: number;
  /** Whether the store showed *Pending synchronization* instead of a number. */
  readonly seenPending: boolean;
}

/** What creating people came to. */
export interface CreationTally {
  /** Repeated requests that were answered as repetitions. */
  replayedCount: number;
  /** Repeated requests that were answered with another customer. */
  doubledCount: number;
  readonly refused: { readonly line: number; readonly reason: string }[];
  /** People for whom no answer came, however often it was asked. */
  readonly unanswered: { readonly line: number; readonly reason: string }[];
}

/** How people are created. */
export interface CreationOptions {
  readonly way: WayName;
  readonly channels: readonly JourneyChannel[];
  /** Begins the Idempotency-Key of every request. */
  readonly keyPrefix: string;
  readonly clock: Clock;
  readonly texts: ShownTexts;
  readonly tally: CreationTally;
  readonly stopping: AbortSignal;
  created(customer: CreatedCustomer): void;
}

interface CreationAnswer {
  readonly customer: ShownCustomer;
  readonly replayed: boolean;
}

const requestsUnderWayMax = 32;
const repeatedEvery = 10;
const attemptCountMax = 8;
const retryDelayMs = 200;

/** Creates all `people`, a bounded number at a time; after an unforeseen error nobody begins another one. */
export async function createPeople(people: AsyncIterator<Person>, options: CreationOptions): Promise<void> {
  const failed = new AbortController();
  const stopping = AbortSignal.any([options.stopping, failed.signal]);
  const work = async (): Promise<void> => {
    while (!stopping.aborted) {
      const next = await people.next();
      if (next.done) return;
      await createPerson(next.value, options);
    }
  };
  await settleAll(Array.from({ length: requestsUnderWayMax }, work), failed);
}

async function createPerson(person: Person, options: CreationOptions): Promise<void> {
  const { texts, tally } = options;
  try {
    await sendAndRepeat(person, options);
  } catch (error) {
    if (error instanceof RefusedByProduct) {
      if (error.body) texts.error(error.body);
      // The field tells which column of the file it is about.
      const reason = error.field ? `${error.message} (${error.field})` : error.message;
      tally.refused.push({ line: person.line, reason });
    } else if (error instanceof CommunicationException) {
      tally.unanswered.push({ line: person.line, reason: error.message });
    } else throw error;
  }
}

/** Every tenth request is sent twice, as a till does that didn't hear the answer: by turns beside the first and after it. */
async function sendAndRepeat(person: Person, options: CreationOptions): Promise<void> {
  const turn = Math.floor(person.ordinal / wayNames.length);
  const channel = channelOfTurn(turn, options.channels);
  const key = `${options.keyPrefix}-${person.line}`;
  const send = (): Promise<CreationAnswer> => sendUntilAnswered(person, channel, key, options.clock);
  const repetition = repetitionOf(turn);
  const savedAtMs = options.clock.monotonicMs();
  const answers = repetition === 'beside' ? await Promise.all([send(), send()]) : [await send()];
  noteCreated(answers, channel, savedAtMs, options);
  if (repetition === 'after') answers.push(await send());
  noteAnswers(answers, options);
}

function repetitionOf(turn: number): 'none' | 'beside' | 'after' {
  if (turn % repeatedEvery !== repeatedEvery - 1) return 'none';
  return turn % (2 * repeatedEvery) === repeatedEvery - 1 ? 'beside' : 'after';
}

/** Channels take turns, with a shift at every repetition, so that each of them gets repetitions of both kinds. */
function channelOfTurn(turn: number, channels: readonly JourneyChannel[]): JourneyChannel {
  const shift = Math.floor(turn / repeatedEvery) + Math.floor(turn / (2 * repeatedEvery));
  const channel = channels[(turn + shift) % channels.length];
  if (!channel) throw new Error('a way without a channel');
  return channel;
}

/** Asks again after an outage, with the same key, as every client of the product is to do. */
async function sendUntilAnswered(
  { customer }: Person,
  { channelId, scaleUnit }: JourneyChannel,
  key: string,
  clock: Clock,
): Promise<CreationAnswer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const body = { channelId, customer };
      return await ask(scaleUnit.application, 'POST', '/customers', body, { headers: { 'idempotency-key': key } });
    } catch (error) {
      const mayPass = error instanceof CommunicationException || (error as RefusedByProduct).status === 429;
      if (!mayPass || attempt === attemptCountMax) throw error;
      await clock.sleep(retryDelayMs * attempt);
    }
  }
}

function noteCreated(
  answers: readonly CreationAnswer[],
  { scaleUnit }: JourneyChannel,
  savedAtMs: number,
  { way, created }: CreationOptions,
): void {
  const [first] = answers;
  if (!first) throw new Error('a creation without an answer');
  created({
    customerId: first.customer.customerId,
    way,
    channelDatabaseId: scaleUnit.channelDatabaseId,
    savedAtMs,
    seenPending: answers.some(({ customer }) => customer.customerAccountNumber === null),
  });
}

function noteAnswers(answers: readonly CreationAnswer[], { tally, texts }: CreationOptions): void {
  for (const { customer } of answers) texts.customer(customer);
  const customerIds = new Set(answers.map(({ customer }) => customer.customerId));
  tally.doubledCount += customerIds.size - 1;
  tally.replayedCount += answers.filter(({ replayed }) => replayed).length;
}
