import { prepared, type Tx } from '@counterfoil/database/database';
import { numberSequences } from '../numbers/number-sequences.ts';
import { eventSubscriptions } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import type { DatabaseFacts } from './check-database.ts';
import type { SequenceFacts } from './check-number-sequences.ts';
import { reviewCountMax, type ReviewFacts } from './check-reviews.ts';
import type { OutsideFacts } from './check-outside.ts';

const selectDatabase = prepared(
  'select-database-for-doctor',
  `SELECT current_setting('server_version') AS version,
     current_setting('server_version_num')::integer AS "versionNumber",
     pg_database_size(current_database())::text AS "byteCount"`,
);

/** Version of the server and size of the database. */
export async function readDatabaseFacts(tx: Tx): Promise<DatabaseFacts> {
  const [row] = await tx.query<Omit<DatabaseFacts, 'byteCount'> & { byteCount: string }>(selectDatabase);
  if (!row) throw new Error('the database server does not tell its version');
  return { ...row, byteCount: Number(row.byteCount) };
}

const selectLegalEntities = prepared(
  'select-legal-entities-for-doctor',
  `SELECT legal_entity AS "legalEntity",
     EXISTS (SELECT FROM channels WHERE channels.legal_entity = legal_entities.legal_entity) AS "hasChannels"
   FROM legal_entities ORDER BY legal_entity`,
);

/* Identifiers of customers begin with the time of their creation. */
const countCustomersSince = prepared(
  'count-customers-since',
  'SELECT legal_entity, count(*)::integer AS count FROM customers WHERE customer_id >= $1 GROUP BY legal_entity',
);

const weekMs = 7 * 24 * 60 * 60 * 1_000;
const timestampDigitCount = 12;

/** The sequences, the legal entities, and the customers of the last week where a sequence comes to its end. */
export async function readSequenceFacts(tx: Tx, now: Date): Promise<SequenceFacts> {
  const sequences = await numberSequences(tx);
  const legalEntities = await tx.query<SequenceFacts['legalEntities'][number]>(selectLegalEntities);
  const isAnyScarce = sequences.some(({ kind, state }) => kind === 'customerAccount' && state === 'nearExhaustion');
  const rows = isAnyScarce
    ? await tx.query<{ legal_entity: string; count: number }>(countCustomersSince, [firstIdentifierOf(now, weekMs)])
    : [];
  return { sequences, legalEntities, customersOfLastWeek: new Map(rows.map((row) => [row.legal_entity, row.count])) };
}

/** The smallest identifier that could have been made `agoMs` milliseconds before `now`. */
function firstIdentifierOf(now: Date, agoMs: number): string {
  const digits = (now.getTime() - agoMs).toString(16).padStart(timestampDigitCount, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}

const selectOutside = prepared(
  'select-outside-for-doctor',
  `SELECT
     (SELECT count(*)::integer FROM customer_notifications WHERE state = 'pending') AS pending,
     (SELECT count(*)::integer FROM customer_notifications WHERE state = 'parked') AS parked,
     ARRAY(SELECT event_subscription_id FROM event_deliveries WHERE suspended_at IS NOT NULL
           ORDER BY event_subscription_id) AS suspended`,
);

/** E-mails and event subscriptions. */
export async function readOutsideFacts(tx: Tx): Promise<OutsideFacts> {
  const subscriptions = await readSettings(tx, eventSubscriptions);
  const active = subscriptions.filter((subscription) => subscription.active).map((one) => one.eventSubscriptionId);
  const [row] = await tx.query<{ pending: number; parked: number; suspended: string[] }>(selectOutside);
  return {
    pendingMailCount: row?.pending ?? 0,
    parkedMailCount: row?.parked ?? 0,
    subscriptions: active,
    suspendedSubscriptions: (row?.suspended ?? []).filter((id) => active.includes(id)),
  };
}

const dayMs = 24 * 60 * 60 * 1_000;

/* Conflicts are numbered in the order of their time: the newest are looked at from the end. */
const selectReviews = prepared(
  'select-reviews-for-doctor',
  `SELECT
     (SELECT count(*)::integer FROM (
        SELECT FROM duplicate_reviews WHERE dismissed_at IS NULL LIMIT $1) AS open) AS "openCount",
     (SELECT count(*) FILTER (WHERE recorded_at >= $2)::integer FROM (
        SELECT recorded_at FROM merge_conflicts ORDER BY merge_conflict_id DESC LIMIT $1) AS newest) AS "conflictCount"`,
);

/** Duplicate reviews that are open, and conflicts of the last day. */
export async function readReviewFacts(tx: Tx, now: Date): Promise<ReviewFacts> {
  const since = new Date(now.getTime() - dayMs);
  const [row] = await tx.query<ReviewFacts>(selectReviews, [reviewCountMax, since]);
  return row ?? { openCount: 0, conflictCount: 0 };
}
