import { isSafeText } from '../validate/text-rules.ts';

/*
 * A format is made of segments: a run of `#` is digits, a run of `&` is letters, `{scope}` is the legal entity of the
 * sequence, and everything else is constant. Digits and letters together are one counter, the last place first.
 */

const scopeSegment = '{scope}';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

/** What a place of a format can show; none for constant text. */
function symbolsOf(place: string): string {
  if (place === '#') return digits;
  return place === '&' ? letters : '';
}

/** Whether the format names the legal entity of its sequence. */
export function namesScope(format: string): boolean {
  return format.includes(scopeSegment);
}

/** Whether a format can show every value from 0 to `largestValue`, and nothing that can't be stored. */
export function canShow(format: string, largestValue: number): boolean {
  let valueCount = 1;
  for (const place of format) valueCount *= symbolsOf(place).length || 1;
  const isCounter = Array.from(format).some((place) => symbolsOf(place) !== '');
  return isCounter && valueCount > largestValue && isSafeText(format);
}

/** `value` in `format`; null when the format has no room for it. The scope's own text is constant, whatever it holds. */
export function formatNumber(format: string, value: number, scope: string): string | null {
  let left = value;
  const places = Array.from(format)
    .toReversed()
    .map((place) => {
      const symbols = symbolsOf(place);
      if (symbols === '') return place;
      const shown = symbols.charAt(left % symbols.length);
      left = Math.floor(left / symbols.length);
      return shown;
    });
  return left > 0
    ? null
    : places
        .toReversed()
        .join('')
        .replaceAll(scopeSegment, () => scope);
}

/** The value that `format` shows as `number`; null when it isn't of that format. */
export function parseNumber(format: string, number: string, scope: string): number | null {
  const places = placesOf(format, scope);
  const shown = Array.from(number);
  if (shown.length !== places.length) return null;
  let value = 0;
  for (const [index, place] of places.entries()) {
    const character = shown[index] ?? '';
    if (place.symbols === '') {
      if (character !== place.text) return null;
      continue;
    }
    const position = place.symbols.indexOf(character);
    if (position === -1) return null;
    value = value * place.symbols.length + position;
  }
  return value;
}

interface Place {
  readonly text: string;
  readonly symbols: string;
}

function placesOf(format: string, scope: string): Place[] {
  const constant = (text: string): Place[] => Array.from(text).map((character) => ({ text: character, symbols: '' }));
  const counted = (text: string): Place[] =>
    Array.from(text).map((place) => ({ text: place, symbols: symbolsOf(place) }));
  return format
    .split(scopeSegment)
    .flatMap((part, index) => (index === 0 ? counted(part) : [...constant(scope), ...counted(part)]));
}
