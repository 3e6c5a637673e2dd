import type { ChannelTraceState } from '@counterfoil/contracts/administration/customer-trace';
import type { FeedPosition } from '@counterfoil/contracts/exchange';
import type { Language } from '@counterfoil/contracts/error-register';
import { comparePositions } from '@counterfoil/data-exchange/feed-position';
import type { TracedChannelDatabase } from './trace-facts.ts';
import { traceText, type TraceSentence } from './trace-sentences.ts';
import type { InvisibilityReason } from './why-not-visible.ts';

/** A till of one of its channels. */
export interface TracedRegister {
  readonly registerId: string;
  readonly channelId: string;
  readonly name: string;
  readonly supportOffline: boolean;
}

/** One channel database in a trace. */
export interface ChannelTrace {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly channels: readonly { readonly channelId: string; readonly name: string }[];
  readonly state: ChannelTraceState;
  /** When the session that carries it was made, ISO 8601. */
  readonly publishedAt: string | null;
  /** When the channel database had applied it. */
  readonly appliedAt: string | null;
  /** The session that carries it, or the suspended one that holds it up. */
  readonly downloadSessionId: string | null;
  readonly lastContactAt: string | null;
  readonly registers: readonly TracedRegister[];
  readonly text: string;
}

/** What a channel database is asked about. */
export interface ChannelQuestion {
  readonly position: FeedPosition;
  readonly reason: InvisibilityReason | undefined;
  readonly registers: readonly TracedRegister[];
}

/** Where the change at `position` is, seen from `database`. */
export function channelTrace(
  database: TracedChannelDatabase,
  question: ChannelQuestion,
  language: Language,
): ChannelTrace {
  const { session, channels, name, channelDatabaseId, lastContactAt } = database;
  const state = stateOf(database, question);
  const own = new Set(channels.map(({ channelId }) => channelId));
  const registers = question.registers.filter(({ channelId }) => own.has(channelId));
  const holdsUp = state === 'suspended' ? database.suspendedSessionId : null;
  const downloadSessionId = holdsUp ?? session?.downloadSessionId ?? null;
  const values = { database: name, session: downloadSessionId ?? '', reason: question.reason?.[language] ?? '' };
  const tills = state === 'applied' ? tillsText(registers, language) : '';
  return {
    channelDatabaseId,
    name,
    channels,
    state,
    publishedAt: session?.createdAt ?? null,
    appliedAt: state === 'applied' && session?.state === 'applied' ? session.endedAt : null,
    downloadSessionId,
    lastContactAt,
    registers,
    text: `${traceText(sentences[state], language, values)}${tills}`,
  };
}

const sentences: Readonly<Record<ChannelTraceState, TraceSentence>> = {
  applied: 'channelApplied',
  waiting: 'channelWaiting',
  suspended: 'channelSuspended',
  notPacked: 'channelNotPacked',
  notAgreed: 'channelNotAgreed',
  notRegistered: 'channelNotRegistered',
  notVisible: 'channelNotVisible',
};

function stateOf(database: TracedChannelDatabase, { position, reason }: ChannelQuestion): ChannelTraceState {
  const { publishedPosition, appliedPosition, suspendedSessionId, registered } = database;
  if (reason) return 'notVisible';
  if (appliedPosition && comparePositions(appliedPosition, position) >= 0) return 'applied';
  if (!publishedPosition) return registered ? 'notAgreed' : 'notRegistered';
  if (suspendedSessionId !== null) return 'suspended';
  return comparePositions(publishedPosition, position) >= 0 ? 'waiting' : 'notPacked';
}

function tillsText(registers: readonly TracedRegister[], language: Language): string {
  if (registers.length === 0) return '';
  const offline = registers.filter(({ supportOffline }) => supportOffline).map(({ name }) => name);
  const read = traceText('tillsRead', language);
  return offline.length === 0 ? read : `${read}${traceText('tillsOffline', language, { tills: offline.join(', ') })}`;
}
