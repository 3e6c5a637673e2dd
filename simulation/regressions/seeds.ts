/**
 * Seeds that once showed a real bug of the product; every campaign begins with them. A change
 * of the schedule gives a seed another story; the sentences tell what it was.
 *
 * - 2: after a restore of headquarters, a known account number locked the sequence for the conversion that then waited
 *   for itself.
 * - 12, 23, 24, 33: a creation refused in real time whose answer was lost ended as refused though it had been
 *   acknowledged; nobody was asked to mend it.
 * - 49: a request repeated at a channel database that had been restored made a second customer that never got a number.
 * - 211: an edit recorded behind one that the database refused in real time waited for it for ever.
 */
export const regressionSeeds: readonly number[] = [2, 12, 23, 24, 33, 49, 211];
