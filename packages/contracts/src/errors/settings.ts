import type { ErrorEntry } from '../error-entry.ts';

/** What is wrong with a setting of headquarters. */
export const settingErrors = {} as const satisfies Record<string, ErrorEntry>;
