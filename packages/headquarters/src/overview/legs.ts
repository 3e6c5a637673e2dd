import type { Leg, LegName } from '@counterfoil/contracts/administration/overview';
import { backlogCountMax } from '../doctor/check-backlog.ts';
import type { KeptReport } from '../exchange/scale-unit-reports.ts';
import type { OverviewFacts } from './overview-facts.ts';
import { unpackedCountMax } from './read-way-back.ts';

/** What waits on every leg of a customer's way, in the order of that way. */
export function legsOf(facts: OverviewFacts): Leg[] {
  const { doctor, wayBack } = facts;
  const now = doctor.now.toISOString();
  const reports = reportsOfRegistered(facts);
  const told = (leg: LegName, waiting: readonly Waiting[]): Leg => legOf(leg, waiting, toldAt(facts, reports));
  return [
    told(
      'tillsToChannels',
      reports.flatMap(({ registers }) =>
        registers.map(({ undelivered, oldestRecordedAt }) => ({ count: undelivered, oldestAt: oldestRecordedAt })),
      ),
    ),
    told(
      'channelsToHeadquarters',
      reports.map(({ outbox }) => ({ count: outbox.undelivered, oldestAt: outbox.oldestRecordedAt })),
    ),
    legOf(
      'atHeadquarters',
      doctor.staged.map(({ count, oldestReceivedAt }) => ({ count, oldestAt: oldestReceivedAt })),
      now,
      backlogCountMax,
    ),
    legOf(
      'headquartersToChannels',
      wayBack.flatMap(({ packedCount, oldestPackedAt, unpackedCount, oldestUnpackedAt }) => [
        { count: packedCount, oldestAt: oldestPackedAt },
        { count: unpackedCount, oldestAt: oldestUnpackedAt, isAtLeast: unpackedCount >= unpackedCountMax },
      ]),
      now,
    ),
    told(
      'channelsToTills',
      reports.map(({ behind }) => ({ count: behind?.changes ?? 0, oldestAt: behind?.oldestRecordedAt ?? null })),
    ),
  ];
}

interface Waiting {
  readonly count: number;
  readonly oldestAt: string | null;
  readonly isAtLeast?: boolean;
}

function legOf(leg: LegName, waiting: readonly Waiting[], knownAt: string | null, countMax = Infinity): Leg {
  const waitingCount = waiting.reduce((sum, { count }) => sum + count, 0);
  const times = waiting.flatMap(({ count, oldestAt }) => (count > 0 && oldestAt !== null ? [oldestAt] : []));
  return {
    leg,
    waitingCount,
    isAtLeast: waitingCount >= countMax || waiting.some(({ isAtLeast = false }) => isAtLeast),
    oldestAt: earliest(times),
    knownAt,
  };
}

function reportsOfRegistered({ databases, reports }: OverviewFacts): KeptReport[] {
  const registered = new Set(databases.filter((one) => one.registered).map((one) => one.channelDatabaseId));
  return reports.filter(({ channelDatabaseId }) => registered.has(channelDatabaseId));
}

/** As old as what is known of the scale unit that was silent longest; null while one of them has told nothing. */
function toldAt({ databases }: OverviewFacts, reports: readonly KeptReport[]): string | null {
  const registeredCount = databases.filter(({ registered }) => registered).length;
  if (reports.length < registeredCount) return null;
  return earliest(reports.map(({ receivedAt }) => receivedAt));
}

/** The earliest of instants in ISO 8601; null of none. */
export function earliest(times: readonly string[]): string | null {
  return times.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null;
}
