/** An entry of a list that is being edited: while it is typed, only its place tells it from others. */
export interface Numbered<Entry> {
  readonly entry: Entry;
  readonly index: number;
  readonly place: string;
}

/** The entries with their places. */
export function numbered<Entry>(entries: readonly Entry[]): Numbered<Entry>[] {
  return entries.map((entry, index) => ({ entry, index, place: `place ${index}` }));
}
