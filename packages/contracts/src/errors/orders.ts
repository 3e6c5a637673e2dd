import type { ErrorEntry } from '../error-entry.ts';

/** What is wrong with an order, a transaction or a statement. */
export const orderErrors = {} as const satisfies Record<string, ErrorEntry>;
