/** One field of a setting, before and after. */
export interface ValueRow {
  /** Its place in the setting, for example `addressBooks`; empty for the setting as a whole. */
  readonly field: string;
  readonly oldText: string | null;
  readonly newText: string | null;
}

/** The fields of a setting that a change made different, in their order; the whole where it is no record of fields. */
export function changedFields(oldValue: unknown, newValue: unknown): ValueRow[] {
  const [before, after] = [fieldsOf(oldValue), fieldsOf(newValue)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .map((field) => ({ field, oldText: before.get(field) ?? null, newText: after.get(field) ?? null }))
    .filter(({ oldText, newText }) => oldText !== newText);
}

function fieldsOf(value: unknown, place = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (!isRecord(value)) return new Map([[place, textOf(value)]]);
  return new Map(
    Object.entries(value).flatMap(([name, field]) => [...fieldsOf(field, place === '' ? name : `${place}.${name}`)]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
