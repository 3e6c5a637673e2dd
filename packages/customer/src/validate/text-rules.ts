/**
 * Which text can be stored, shown and compared safely in every tier. All patterns are linear and compiled once; the
 * ASCII pattern lets ordinary text pass at the price of one test.
 */

const ordinaryText = /^[\x20-\x7E\u00A0-\u02FF]*$/;

/**
 * Controls (U+0000 cannot be stored, the others forge lines), half surrogates, overrides and isolates of the writing
 * direction, noncharacters, and more than eight combining marks in a row.
 */
const unsafeText = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\p{Noncharacter_Code_Point}]|\p{M}{9}/u;

const visibleAscii = /[!-~]/;
const visibleText = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether `text` holds only characters that every tier accepts (`text_invalid` otherwise). */
export function isSafeText(text: string): boolean {
  return ordinaryText.test(text) || !unsafeText.test(text);
}

/** Whether nothing of `text` can be seen: missing, white space, or invisible characters only. */
export function isBlank(text: string | null | undefined): boolean {
  return !text || (!visibleAscii.test(text) && !visibleText.test(text));
}

/** `text` composed (NFC) and without white space around it. */
export function normalizeText(text: string): string {
  return (ordinaryText.test(text) ? text : text.normalize('NFC')).trim();
}
