import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { LocalTx } from '../local-database.ts';
import type { OfflineEntryStatus } from '../offline-outbox.ts';
import type { HistoryEntry } from './customer-history.ts';

interface Row {
  kind: HistoryEntry['kind'] | null;
  status: OfflineEntryStatus;
  recorded_at: string;
  decided_at: string | null;
  last_known_error: string | null;
}

const selectEntries = `SELECT operation ->> '$.kind' AS kind, status, recorded_at, decided_at, last_known_error
  FROM outbox WHERE customer_id = ? ORDER BY n`;

/** What was recorded on this till about a customer, as long as the outbox keeps it. */
export async function historyEntries(tx: Pick<LocalTx, 'all'>, customerId: string): Promise<HistoryEntry[]> {
  const rows = await tx.all<Row>(selectEntries, [customerId]);
  return rows.map((row) => ({
    kind: row.kind ?? 'update',
    status: row.status,
    recordedAt: row.recorded_at,
    decidedAt: row.decided_at,
    problem: row.last_known_error === null ? null : (JSON.parse(row.last_known_error) as Problem),
  }));
}
