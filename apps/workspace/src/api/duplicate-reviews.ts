import type {
  DuplicateReviewPage,
  DuplicateReviewState,
} from '@counterfoil/contracts/administration/duplicate-reviews';
import { change, part, read } from './call.ts';

/** A page of pairs, newest first. */
export const readDuplicateReviews = (
  state: DuplicateReviewState,
  cursor: string | null,
  signal: AbortSignal,
): Promise<DuplicateReviewPage> =>
  read(`/duplicate-reviews?state=${state}&limit=50${cursor === null ? '' : `&cursor=${part(cursor)}`}`, signal);

/** Says that the two are different people. */
export const dismissDuplicateReview = (duplicateReviewId: string): Promise<unknown> =>
  change('POST', `/duplicate-reviews/${part(duplicateReviewId)}/dismiss`);
