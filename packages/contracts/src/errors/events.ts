import type { ErrorEntry } from '../error-entry.ts';

/** What is wrong with an import, an export, an e-mail or an event subscription. */
export const eventErrors = {} as const satisfies Record<string, ErrorEntry>;
