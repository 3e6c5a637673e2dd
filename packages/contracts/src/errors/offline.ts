import type { ErrorEntry } from '../error-entry.ts';

/** What a till without a network, and its exchange, refuses. */
export const offlineErrors = {} as const satisfies Record<string, ErrorEntry>;
