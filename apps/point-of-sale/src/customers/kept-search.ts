import type { Criterion, SearchScope } from './search-question.ts';

/** What stands in the search box. */
export interface KeptSearch {
  readonly typed: string;
  readonly criterion: Criterion;
  readonly scope: SearchScope;
}

let kept: KeptSearch | null = null;

/** Keeps the search while its worker looks at a customer, so that *Back* leads to the same results. */
export function keepSearch(search: KeptSearch): void {
  kept = search;
}

/** The search that was kept; null when its end has come, or there was none. */
export function keptSearch(): KeptSearch | null {
  return kept;
}

/** The customer was found: the next search begins anew. */
export function forgetSearch(): void {
  kept = null;
}
