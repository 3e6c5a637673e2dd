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

interface OutboxRow {
  undelivered: number;
  oldest_recorded_at: string | null;
}

interface RegisterRow extends OutboxRow {
  register_id: string;
  last_exchange_at: string | null;
}

/** What this scale unit tells headquarters of itself, for display only: its clock, its outbox and its tills. */
export async function reportToHeadquarters({ database, seams }: Channel): Promise<ScaleUnitReport> {
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
  };
}
