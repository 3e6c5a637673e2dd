import { feedPositionSchema, type FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { knowsPosition } from '@counterfoil/data-exchange/change-feed';
import { readEpoch } from '@counterfoil/data-exchange/epochs';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { CustomerEvent, EventType } from './event-types.ts';

/** Events in commit order, and the place behind them. */
export interface EventPage {
  readonly events: readonly CustomerEvent[];
  /** Behind the last row that was read, whether or not it gave an event. */
  readonly position: FeedPosition;
  /** Rows of the change feed that were read. */
  readonly rowCount: number;
}

interface EventRow {
  epoch_number: number;
  xid: string;
  n: string;
  change_id: string;
  customer_id: string;
  operation_id: string;
  decision: string;
  legal_entity: string | null;
  account_number: string | null;
  kind: string | null;
  decided_at: string | null;
  channel_id: string | null;
  changed: string[] | null;
}

/*
 * The change feed in commit order, below the oldest transaction that still runs: whatever commits later has a higher
 * place, so nothing is passed by (R7). What a row says never changes once it can be read: account number and legal
 * entity are for ever, and the rest is the operation's.
 */
const selectRows = prepared(
  'select-event-rows',
  `SELECT changes.epoch_number, changes.xid::text AS xid, changes.n::text AS n, changes.change_id, changes.customer_id,
     changes.operation_id, changes.decision, customers.legal_entity, customers.account_number, staged.kind,
     staged.decided_at, staged.operation -> 'origin' ->> 'channelId' AS channel_id, touched.changed
   FROM (
     SELECT epoch_number, xid, n, change_id, customer_id, operation_id, decision
     FROM customer_changes
     WHERE (epoch_number, xid, n) > ($1::integer, $2::xid8, $3::bigint)
       AND (epoch_number < $4::integer OR xid < pg_snapshot_xmin(pg_current_snapshot()))
     ORDER BY epoch_number, xid, n
     LIMIT $5
   ) AS changes
   LEFT JOIN customers ON customers.customer_id = changes.customer_id
   LEFT JOIN staged_operations AS staged ON staged.operation_id = changes.operation_id
   LEFT JOIN LATERAL (
     SELECT array_agg(name ORDER BY name) AS changed
     FROM (
       SELECT jsonb_object_keys(staged.operation -> 'changes' -> 'fields') AS name
       UNION ALL
       SELECT list.key FROM jsonb_each(staged.operation -> 'changes') AS list
       WHERE jsonb_typeof(list.value) = 'array' AND list.value <> '[]'
     ) AS names
     WHERE staged.kind = 'update'
   ) AS touched ON true
   ORDER BY changes.epoch_number, changes.xid, changes.n`,
);

/**
 * The events of at most `rowCountMax` rows of the change feed behind `after`, in commit order. A creation gives two:
 * created, and mapped to its account number. Error `event_cursor_unknown` for a place that this database never had.
 */
export async function readEventPage(tx: Tx, after: FeedPosition, rowCountMax: number): Promise<EventPage> {
  if (!(await knowsPosition(tx, after))) throw refuse('event_cursor_unknown', 'after');
  const { number } = await readEpoch(tx);
  const rows = await tx.query<EventRow>(selectRows, [after.epochNumber, after.xid, after.n, number, rowCountMax]);
  const last = rows.at(-1);
  const position = last
    ? { epochNumber: last.epoch_number, xid: last.xid, n: last.n, changeId: last.change_id }
    : after;
  return { events: rows.flatMap(eventsOf), position, rowCount: rows.length };
}

const typesOfKind: Readonly<Record<string, readonly EventType[]>> = {
  create: ['counterfoil.customer.created', 'counterfoil.customer.mapped'],
  update: ['counterfoil.customer.updated'],
  deactivate: ['counterfoil.customer.deactivated'],
  merge: ['counterfoil.customer.merged'],
  erase: ['counterfoil.customer.erased'],
};

/** Rows that only tell an origin about a failure are no events of the customer. */
function eventsOf(row: EventRow): CustomerEvent[] {
  if (row.decision !== 'completed' || row.legal_entity === null) return [];
  return (typesOfKind[row.kind ?? ''] ?? []).map((type, index) => ({
    specversion: '1.0',
    id: index === 0 ? row.change_id : `${row.change_id}-${type.slice(type.lastIndexOf('.') + 1)}`,
    source: '/counterfoil/headquarters',
    type,
    subject: row.customer_id,
    time: row.decided_at ?? '1970-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    data: {
      customerId: row.customer_id,
      legalEntity: row.legal_entity ?? '',
      customerAccountNumber: row.account_number ?? '',
      operationId: row.operation_id,
      channelId: row.channel_id ?? '',
      changed: row.changed ?? [],
    },
  }));
}

const selectEnd = prepared(
  'select-end-of-feed',
  `SELECT epoch_number AS "epochNumber", xid::text AS xid, n::text AS n, change_id AS "changeId"
   FROM customer_changes
   WHERE epoch_number < $1::integer OR xid < pg_snapshot_xmin(pg_current_snapshot())
   ORDER BY epoch_number DESC, customer_changes.xid DESC, customer_changes.n DESC
   LIMIT 1`,
);

/** The last place that can be read now; null while nothing ever happened. */
export async function endOfEvents(tx: Tx): Promise<FeedPosition | null> {
  const { number } = await readEpoch(tx);
  return (await tx.query<FeedPosition>(selectEnd, [number]))[0] ?? null;
}

/** A place as callers carry it; what stands in it is nobody's business, and no identifier shows (R3). */
export function cursorOf({ epochNumber, xid, n, changeId }: FeedPosition): string {
  return Buffer.from([epochNumber, xid, n, changeId ?? ''].join('.')).toString('base64url');
}

/** The place that a cursor names. Error `event_cursor_unknown` for anything that is none. */
export function positionOf(cursor: string): FeedPosition {
  const [epochNumber = '', xid, n, changeId, ...more] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  const parsed = feedPositionSchema.safeParse({
    epochNumber: /^\d{1,9}$/u.test(epochNumber) ? Number(epochNumber) : null,
    xid,
    n,
    changeId: changeId === '' ? null : changeId,
  });
  if (!parsed.success || more.length > 0) throw refuse('event_cursor_unknown', 'after');
  return parsed.data;
}
