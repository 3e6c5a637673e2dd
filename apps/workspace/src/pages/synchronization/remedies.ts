/** What helps against an error: another value, a setting, more numbers, or a look at the record. */
export type RemedyKind = 'remedyValue' | 'remedySetting' | 'remedyNumbers' | 'remedyWhole';

/** What kind of thing a person does about the error `code` of a record. */
export function remedyOf(code: string): RemedyKind {
  if (code.startsWith('account_number') || code.includes('sequence')) return 'remedyNumbers';
  if (code.startsWith('record_') || code.endsWith('_unreadable') || code === 'internal_error') return 'remedyWhole';
  if (code.endsWith('_unknown') || code.endsWith('_unlisted')) return 'remedySetting';
  return 'remedyValue';
}
