/** Where the keyboard is in a table. */
export interface PlaceInTable {
  readonly active: number;
  readonly count: number;
  /** Rows that *Page up* and *Page down* go by. */
  readonly pageCount: number;
}

/** The row that a key leads to; null for a key that means nothing here. */
export function rowAfterKey(key: string, { active, count, pageCount }: PlaceInTable): number | null {
  const wanted: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageCount,
    PageUp: active - pageCount,
    Home: 0,
    End: count - 1,
  };
  const row = Object.hasOwn(wanted, key) ? wanted[key] : undefined;
  return row === undefined ? null : Math.max(0, Math.min(count - 1, row));
}
