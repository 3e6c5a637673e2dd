/*
 * Per address and minute; narrower than the shop's own bound, since guess-work and robots profit from these pages. Many
 * people may share an address, so that a bound is some times what one household needs.
 */

/** Ways to the identity provider, and back. */
export const signInsPerMinute = 30;
/** Forms for signing up that are sent. */
export const signUpsPerMinute = 20;
/** Looks at the other pages around signing in. */
export const looksPerMinute = 60;
