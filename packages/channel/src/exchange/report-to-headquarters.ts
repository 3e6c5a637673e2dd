import { reportedRegisterCountMax, type ScaleUnitReport } from '@counterfoil/contracts/agreement';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';

const selectOutbox = prepared(
  'select-undelivered-for-report',
  `SELECT count(*)::integer AS undelivered, min(recorded_at) AS oldest_recorded_at
   FROM customer_operations WHERE NOT delivered`,
);

/* Registers that keep what they recorded first, then those that were silent longest. */
const selectRegisters = prepared(
  'select-registers-for-report',
  `SELECT register_id, undelivered, oldest_recorded_at, last_exchange_at FROM offline_databases
   ORDER BY undelivered > 0 DESC, oldest_recorded_at, last_exchange_at, register_id
   LIMIT $1`,
);

/** A till that is further behind is simply far behind. */
const changesBehindMax = 1_000;

/* A till that has yet to begin, or loads everything anew, has no place that could be compared: it isn't counted. */
const selectBehind = prepared(
  'select-registers-behind-for-report',
  `SELECT count(*) FILTER (WHERE changes.count > 0)::integer AS registers,
     coalesce(sum(changes.count), 0)::integer AS changes, min(changes.oldest_recorded_at) AS oldest_recorded_at
   FROM offline_databases CROSS JOIN LATERAL (
     SELECT count(*)::integer AS count, min(waiting.recorded_at) AS oldest_recorded_at FROM (
       SELECT recorded_at FROM offline_changes
       WHERE (epoch_number, xid, n) > (
         (cursor -> 'position' ->> 'epochNumber')::integer, (cursor -> 'position' ->> 'xid')::xid8,
         (cursor -> 'position' ->> 'n')::bigint)
       ORDER BY epoch_number, xid, n LIMIT $2
     ) AS waiting
   ) AS changes
   WHERE register_id = ANY($1::text[])`,
);

interface BehindRow {
  registers: number;
  changes: number;
  oldest_recorded_at: string | null;
}

interface OutboxRow {
  undelivered: number;
  oldest_recorded_at: string | null;
}

interface RegisterRow extends OutboxRow {
  register_id: string;
  last_exchange_at: string | null;
}

/** What was told last, by channel. */
const lastReports = new WeakMap<Channel, ScaleUnitReport>();

/** What this scale unit tells headquarters of itself, for display only: its clock, its outbox and its tills. */
export async function reportToHeadquarters(channel: Channel): Promise<ScaleUnitReport> {
  const report = await readReport(channel);
  lastReports.set(channel, report);
  return report;
}

/** Whether something waits now where nothing did when headquarters was told last, or the other way round. */
export async function hasReportAged(channel: Channel): Promise<boolean> {
  const told = lastReports.get(channel);
  return told === undefined || waitingIn(told) !== waitingIn(await readReport(channel));
}

function waitingIn({ outbox, registers, behind }: ScaleUnitReport): string {
  const isAtTills = registers.some(({ undelivered }) => undelivered > 0);
  return [outbox.undelivered > 0, isAtTills, (behind?.changes ?? 0) > 0].join(' ');
}

async function readReport({ database, seams, configuration }: Channel): Promise<ScaleUnitReport> {
  const tills = configuration.registers.filter(({ supportOffline }) => supportOffline);
  const [behind] = await database.query<BehindRow>(selectBehind, [
    tills.map(({ registerId }) => registerId),
    changesBehindMax,
  ]);
  const outbox = (await database.query<OutboxRow>(selectOutbox))[0];
  const registers = await database.query<RegisterRow>(selectRegisters, [reportedRegisterCountMax]);
  return {
    reportedAt: seams.clock.now().toISOString(),
    outbox: { undelivered: outbox?.undelivered ?? 0, oldestRecordedAt: outbox?.oldest_recorded_at ?? null },
    registers: registers.map((row) => ({
      registerId: row.register_id,
      undelivered: row.undelivered,
      oldestRecordedAt: row.oldest_recorded_at,
      lastExchangeAt: row.last_exchange_at,
    })),
    behind: {
      registers: behind?.registers ?? 0,
      changes: behind?.changes ?? 0,
      oldestRecordedAt: behind?.oldest_recorded_at ?? null,
    },
  };
}
