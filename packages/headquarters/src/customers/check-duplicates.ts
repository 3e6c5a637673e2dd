import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { readEpoch } from '@counterfoil/data-exchange/epochs';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';

/** The name of the job. */
export const duplicateCheckJob = 'duplicate-check';

/** Rows of the change feed that are looked at in one transaction. */
const rowCountMax = 1_000;
/** A key that more customers have is that of a shop or an invention, and tells nothing about who is who. */
const holderCountMax = 50;
/** A phone number of fewer digits is an extension or a slip. */
const phoneDigitCountMin = 7;
/** Share of the trigrams of two names that are the same, from which on the names are similar. */
const nameSimilarityMin = 0.4;
/*
 * Rows above a transaction that still runs can't be read yet (R7): waited for this long, in milliseconds, then left to
 * the next run.
 */
const horizonWaitMs = 2_000;
const horizonPollMs = 10;

/** What one run of the job did. */
export interface DuplicateCheckResult {
  /** Rows of the change feed. */
  readonly rows: number;
  /** Reviews that were recorded. */
  readonly reviews: number;
}

const lockPosition = prepared('lock-duplicate-check', 'SELECT position FROM duplicate_check FOR UPDATE');
const updatePosition = prepared('record-duplicate-check', 'UPDATE duplicate_check SET position = $1');

/*
 * In commit order, below the oldest transaction that still runs, as every reader of the feed. Of two customers the one
 * whose row comes later sees the other, so no pair is passed by. For each e-mail address or phone of a changed customer
 * the other holder with the lowest identifier is the partner, so a group of many makes one review for each further
 * customer and not one for every two; whoever is in a review with a holder already, dismissed or not, is in no new one.
 */
const recordReviews = prepared(
  'record-duplicate-reviews',
  `WITH page AS MATERIALIZED (
     SELECT epoch_number, xid, n, change_id, customer_id, decision
     FROM customer_changes
     WHERE (epoch_number, xid, n) > ($1::integer, $2::xid8, $3::bigint)
       AND (epoch_number < $4::integer OR xid < pg_snapshot_xmin(pg_current_snapshot()))
     ORDER BY epoch_number, xid, n
     LIMIT ${rowCountMax}
   ), subject AS MATERIALIZED (
     SELECT customer_id, legal_entity, name_key, email_key, phone_key
     FROM customers
     WHERE customer_id IN (SELECT customer_id FROM page WHERE decision = 'completed')
       AND NOT coalesce((document ->> 'deactivated')::boolean, false)
   ), subject_key AS MATERIALIZED (
     SELECT customer_id, 'email' AS field, email_key AS key FROM subject WHERE email_key IS NOT NULL
     UNION SELECT customer_id, 'phone', phone_key FROM subject WHERE length(phone_key) >= ${phoneDigitCountMin}
     UNION SELECT customer_id, kind, key FROM customer_search_keys
     WHERE customer_id IN (SELECT customer_id FROM subject)
       AND (kind = 'email' OR kind = 'phone' AND length(key) >= ${phoneDigitCountMin})
   ), match AS MATERIALIZED (
     SELECT DISTINCT subject.customer_id, other.customer_id AS other_id, subject_key.field
     FROM subject
     JOIN subject_key ON subject_key.customer_id = subject.customer_id
     CROSS JOIN LATERAL (
       (SELECT customer_id FROM customers
        WHERE subject_key.field = 'email' AND email_key = subject_key.key
        ORDER BY customer_id LIMIT ${holderCountMax})
       UNION (SELECT customer_id FROM customers
        WHERE subject_key.field = 'phone' AND phone_key = subject_key.key
        ORDER BY customer_id LIMIT ${holderCountMax})
       UNION (SELECT customer_id FROM customer_search_keys AS others
        WHERE others.kind = subject_key.field AND others.key = subject_key.key
        ORDER BY customer_id LIMIT ${holderCountMax})
     ) AS holder
     JOIN customers AS other ON other.customer_id = holder.customer_id
     WHERE other.customer_id <> subject.customer_id AND other.legal_entity = subject.legal_entity
       AND NOT coalesce((other.document ->> 'deactivated')::boolean, false)
       AND (other.name_key = subject.name_key
         OR similarity(other.name_key, subject.name_key) >= ${nameSimilarityMin})
   ), reviewed AS (
     SELECT DISTINCT match.customer_id, match.field
     FROM match JOIN duplicate_reviews AS reviews
       ON reviews.customer_id = least(match.customer_id, match.other_id)
       AND reviews.other_customer_id = greatest(match.customer_id, match.other_id)
   ), partner AS (
     SELECT DISTINCT ON (customer_id, field) customer_id, other_id, field
     FROM match
     WHERE NOT EXISTS (
       SELECT FROM reviewed WHERE reviewed.customer_id = match.customer_id AND reviewed.field = match.field)
     ORDER BY customer_id, field, other_id
   ), recorded AS (
     INSERT INTO duplicate_reviews (customer_id, other_customer_id, matched_fields, recorded_at)
     SELECT least(customer_id, other_id), greatest(customer_id, other_id),
       array_agg(DISTINCT field ORDER BY field), $5::timestamptz
     FROM partner
     GROUP BY least(customer_id, other_id), greatest(customer_id, other_id)
     ON CONFLICT ON CONSTRAINT duplicate_reviews_pair DO NOTHING
     RETURNING 1
   )
   SELECT epoch_number AS "epochNumber", xid::text AS xid, n::text AS n, change_id AS "changeId",
     (SELECT count(*) FROM page)::integer AS row_count, (SELECT count(*) FROM recorded)::integer AS review_count
   FROM page
   ORDER BY epoch_number DESC, page.xid DESC, page.n DESC
   LIMIT 1`,
);

interface RecordedRow extends FeedPosition {
  row_count: number;
  review_count: number;
}

const selectUnchecked = prepared(
  'select-has-unchecked-changes',
  `SELECT EXISTS (
     SELECT FROM customer_changes, duplicate_check
     WHERE (epoch_number, xid, n) > (
       (position ->> 'epochNumber')::integer, (position ->> 'xid')::xid8, (position ->> 'n')::bigint)) AS unchecked`,
);

/**
 * The job *Duplicate check* (BX-04): records a review for two customers of a legal entity with the same e-mail address
 * or phone, those of contacts too, and the same or a similar name. Nobody is merged. It follows the change feed by a
 * place of its own, apart from the conversion; running it again records nothing twice.
 */
export async function checkDuplicates(headquarters: Headquarters, signal?: AbortSignal): Promise<DuplicateCheckResult> {
  const { database, seams } = headquarters;
  const giveUpAtMs = seams.clock.monotonicMs() + horizonWaitMs;
  const total = { rows: 0, reviews: 0 };
  while (!signal?.aborted) {
    const page = await database.transaction('look for duplicates', (tx) => checkNext(tx, seams.clock.now()));
    total.rows += page.rows;
    total.reviews += page.reviews;
    if (page.rows > 0) continue;
    if (seams.clock.monotonicMs() >= giveUpAtMs || !(await hasUnchecked(database))) break;
    await seams.clock.sleep(horizonPollMs, signal);
  }
  return total;
}

/** Reviews and place are written together: neither a crash nor a second worker can part them. */
async function checkNext(tx: Tx, now: Date): Promise<DuplicateCheckResult> {
  const [held] = await tx.query<{ position: FeedPosition }>(lockPosition);
  if (!held) throw new Error('the duplicate check has lost its place');
  const { epochNumber, xid, n } = held.position;
  const { number } = await readEpoch(tx);
  const [last] = await tx.query<RecordedRow>(recordReviews, [epochNumber, xid, n, number, now]);
  if (!last) return { rows: 0, reviews: 0 };
  const { row_count: rows, review_count: reviews, ...position } = last;
  await tx.query(updatePosition, [JSON.stringify(position)]);
  return { rows, reviews };
}

async function hasUnchecked(tx: Tx): Promise<boolean> {
  return (await tx.query<{ unchecked: boolean }>(selectUnchecked))[0]?.unchecked === true;
}
