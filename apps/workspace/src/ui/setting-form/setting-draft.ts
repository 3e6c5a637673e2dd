import { emptyValue, type FieldSchema } from './field-schema.ts';
import type { SettingForm, SettingValue } from './setting-form.ts';

/** What somebody has typed so far, and what stood there when they began. */
export interface Draft {
  readonly base: SettingValue | null;
  readonly value: SettingValue;
  /** Paths of fields that were changed, whose mistakes are shown at once. */
  readonly touched: ReadonlySet<string>;
}

/** What a new setting begins with; as a copy of `original` with everything but its key. */
export function freshValue(
  form: SettingForm,
  schema: FieldSchema,
  keyFields: readonly string[],
  original?: SettingValue,
): SettingValue {
  const empty = emptyValue(schema) as SettingValue;
  if (!original) return { ...empty, ...form.fresh, ...form.fixed };
  /* The last field of a key is the setting's own; those before it say where it belongs. */
  const own = keyFields.at(-1);
  return own === undefined ? original : { ...original, [own]: empty[own] };
}

/** The draft with one field changed, and whatever follows from that. */
export function withField(draft: Draft, form: SettingForm, field: string, value: unknown): Draft {
  const changed = { ...draft.value, [field]: value };
  return { ...draft, value: form.settle?.(changed) ?? changed, touched: new Set([...draft.touched, field]) };
}

/** Whether two settings say the same, whatever the order of their fields. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, entry]) => [name, ordered(entry)]),
  );
}
