import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const synchronizationPages: readonly PageEntry[] = [];
