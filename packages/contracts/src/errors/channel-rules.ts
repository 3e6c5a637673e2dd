import type { ErrorEntry } from '../error-entry.ts';

/** What a channel does not do for a customer, by its features and modes (SD-14, SD-15, LK-08). */
export const channelRuleErrors = {} as const satisfies Record<string, ErrorEntry>;
