import type { Sentence } from '../configuration/configuration-sentences.ts';

const msPerMinute = 60_000;
const msPerHour = 60 * msPerMinute;
const msPerDay = 24 * msPerHour;

const units = [
  { ms: msPerDay, en: 'day', fr: 'jour' },
  { ms: msPerHour, en: 'hour', fr: 'heure' },
  { ms: msPerMinute, en: 'minute', fr: 'minute' },
] as const;

/** A duration in the largest unit of which it holds two; a whole number, rounded down: `3 hours`. */
export function duration(durationMs: number): Sentence {
  if (durationMs < msPerMinute) return { en: 'less than a minute', fr: "moins d'une minute" };
  const unit = units.find(({ ms }) => durationMs >= 2 * ms) ?? units[2];
  const count = Math.floor(durationMs / unit.ms);
  const plural = { en: count === 1 ? '' : 's', fr: count < 2 ? '' : 's' };
  return { en: `${figure(count).en} ${unit.en}${plural.en}`, fr: `${figure(count).fr} ${unit.fr}${plural.fr}` };
}

/** A count with the separators of each language. */
export function figure(count: number): Sentence {
  return { en: new Intl.NumberFormat('en').format(count), fr: new Intl.NumberFormat('fr').format(count) };
}

const bytesPerMegabyte = 1024 * 1024;

/** A size in whole megabytes, at least one. */
export function megabytes(byteCount: number): Sentence {
  const { en, fr } = figure(Math.max(1, Math.round(byteCount / bytesPerMegabyte)));
  return { en: `${en} MB`, fr: `${fr} Mo` };
}

/** Names in a row, the first few of many. */
export function enumerated(names: readonly string[], countMax = 5): string {
  const shown = names.slice(0, countMax).join(', ');
  return names.length > countMax ? `${shown}, …` : shown;
}
