import type { ErrorEntry } from '../error-entry.ts';

/** What a person typed about contacts, titles, affiliations and attributes of a customer. */
export const customerErrors = {} as const satisfies Record<string, ErrorEntry>;
