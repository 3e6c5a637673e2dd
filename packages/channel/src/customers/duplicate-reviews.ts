import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import { localCustomers, type LocalCustomer } from './local-customers.ts';

/** Customers of one e-mail address, of whom somebody says which are one person (WD-20). */
export interface DuplicateReview {
  readonly reviewId: string;
  /** The customer that was created for a shopper. */
  readonly customer: LocalCustomer;
  /** The others with the address that are still here. */
  readonly candidates: readonly LocalCustomer[];
  readonly recordedAt: string;
}

const insertReview = prepared(
  'insert-duplicate-review',
  `INSERT INTO duplicate_reviews (review_id, legal_entity, customer_id, candidate_ids, recorded_at)
   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (review_id) DO NOTHING`,
);

/**
 * Records a review before its customer is created: a crash in between leaves a review without a customer, which is not
 * listed, and never a duplicate that nobody reviews.
 */
export async function recordDuplicateReview(
  database: Database,
  review: { reviewId: string; legalEntity: string; customerId: string; candidateIds: readonly string[]; now: Date },
): Promise<void> {
  const { reviewId, legalEntity, customerId, candidateIds, now } = review;
  const values = [reviewId, legalEntity, customerId, candidateIds, now];
  await database.execute('record duplicate review', insertReview, values);
}

/** Most reviews of one answer. */
export const duplicateReviewCountMax = 100;

const selectReviews = prepared(
  'select-duplicate-reviews',
  `SELECT review_id, customer_id, candidate_ids, recorded_at
   FROM duplicate_reviews
   WHERE EXISTS (SELECT FROM customers WHERE customers.customer_id = duplicate_reviews.customer_id)
   ORDER BY recorded_at, review_id
   LIMIT $1`,
);

interface ReviewRow {
  review_id: string;
  customer_id: string;
  candidate_ids: string[];
  recorded_at: string;
}

/** The reviews, oldest first. */
export async function duplicateReviews(tx: Tx): Promise<DuplicateReview[]> {
  const rows = await tx.query<ReviewRow>(selectReviews, [duplicateReviewCountMax]);
  const ids = [...new Set(rows.flatMap((row) => [row.customer_id, ...row.candidate_ids]))];
  const customers = new Map((await localCustomers(tx, ids)).map((local) => [local.document.customerId, local]));
  return rows.flatMap((row) => {
    const customer = customers.get(row.customer_id);
    const candidates = row.candidate_ids.map((id) => customers.get(id)).filter((local) => local !== undefined);
    return customer ? [{ reviewId: row.review_id, customer, candidates, recordedAt: row.recorded_at }] : [];
  });
}
