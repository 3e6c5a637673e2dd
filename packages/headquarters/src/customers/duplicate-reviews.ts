import type { DuplicateReviewState, MatchedField } from '@counterfoil/contracts/administration/duplicate-reviews';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Customer } from '@counterfoil/contracts/customer';
import { displayName } from '@counterfoil/customer/display';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { isSeenCustomer, type SeenCustomers } from '../workspace/channel-scope.ts';

/** One of the two customers of a review, as it is now. */
export interface ReviewedCustomer {
  readonly customerId: string;
  readonly customerAccountNumber: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Two customers who may be one person. */
export interface RecordedDuplicateReview {
  readonly duplicateReviewId: string;
  readonly legalEntity: string;
  readonly state: DuplicateReviewState;
  readonly matchedFields: readonly MatchedField[];
  readonly customers: readonly [ReviewedCustomer, ReviewedCustomer];
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly dismissedAt: string | null;
  readonly dismissedBy: string | null;
}

/** What of a customer's document a review shows. */
type ShownDocument = Pick<
  Customer,
  'customerType' | 'firstName' | 'middleName' | 'lastName' | 'organizationName' | 'email' | 'phone'
>;

interface ReviewRow {
  id: string;
  legal_entity: string;
  matched_fields: MatchedField[];
  recorded_at: string;
  dismissed_at: string | null;
  dismissed_by: string | null;
  customer_id: string;
  account_number: string;
  document: ShownDocument;
  other_customer_id: string;
  other_account_number: string;
  other_document: ShownDocument;
}

/* Without the thumbnails, of which a page would be megabytes. */
const selectReviews = prepared(
  'list-duplicate-reviews',
  `SELECT duplicate_review_id AS id, one.legal_entity, matched_fields, recorded_at, dismissed_at, dismissed_by,
     one.customer_id, one.account_number, one.document - 'image' AS document,
     other.customer_id AS other_customer_id, other.account_number AS other_account_number,
     other.document - 'image' AS other_document
   FROM duplicate_reviews
   JOIN customers AS one ON one.customer_id = duplicate_reviews.customer_id
   JOIN customers AS other ON other.customer_id = duplicate_reviews.other_customer_id
   WHERE ($1::text IS NULL OR (dismissed_at IS NULL) = ($1 = 'open'))
     AND ($2::uuid IS NULL OR $2 IN (duplicate_reviews.customer_id, duplicate_reviews.other_customer_id))
     AND ($3::bigint IS NULL OR duplicate_review_id < $3)
     AND ${isSeenCustomer('one', '$5')} AND ${isSeenCustomer('other', '$5')}
   ORDER BY duplicate_review_id DESC
   LIMIT $4`,
);

/** Reviews before the place `before`, newest first. */
export async function listDuplicateReviews(
  tx: Tx,
  filter: {
    readonly state?: DuplicateReviewState | undefined;
    readonly customerId?: string | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
    /** Both customers are among those that may be seen. */
    readonly seen?: SeenCustomers;
  },
): Promise<RecordedDuplicateReview[]> {
  const { state = null, customerId = null, before = null, countMax, seen = null } = filter;
  const rows = await tx.query<ReviewRow>(selectReviews, [state, customerId, before, countMax, seen]);
  return rows.map((row) => ({
    duplicateReviewId: row.id,
    legalEntity: row.legal_entity,
    state: row.dismissed_at === null ? 'open' : 'dismissed',
    matchedFields: row.matched_fields,
    customers: [
      shown(row.customer_id, row.account_number, row.document),
      shown(row.other_customer_id, row.other_account_number, row.other_document),
    ],
    recordedAt: row.recorded_at,
    dismissedAt: row.dismissed_at,
    dismissedBy: row.dismissed_by,
  }));
}

function shown(customerId: string, customerAccountNumber: string, document: ShownDocument): ReviewedCustomer {
  const { email, phone } = document;
  return { customerId, customerAccountNumber, name: displayName(document), email, phone };
}

const dismissReview = prepared(
  'dismiss-duplicate-review',
  `UPDATE duplicate_reviews
   SET dismissed_at = coalesce(dismissed_at, $2), dismissed_by = coalesce(dismissed_by, $3)
   WHERE duplicate_review_id = $1 AND 2 = (
     SELECT count(*) FROM customers
     WHERE customers.customer_id IN (duplicate_reviews.customer_id, duplicate_reviews.other_customer_id)
       AND ${isSeenCustomer('customers', '$4')})
   RETURNING duplicate_review_id`,
);

/**
 * Somebody says that the two are different people: the pair is never recorded again. Who said it first, and when, stays.
 * Error: `duplicate_review_unknown`.
 */
export async function dismissDuplicateReview(
  { database, seams }: Headquarters,
  duplicateReviewId: string,
  dismissedBy: string,
  seen: SeenCustomers = null,
): Promise<void> {
  const parameters = [duplicateReviewId, seams.clock.now(), dismissedBy, seen];
  const rows = await database.execute('dismiss duplicate review', dismissReview, parameters);
  if (rows.length === 0) throw refuse('duplicate_review_unknown');
}
