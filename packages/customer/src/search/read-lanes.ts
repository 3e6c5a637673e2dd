import { beforeAllIds, type FoundKey, type KeyRange, type KeySource } from './key-source.ts';
import type { SearchCursor } from './search-cursor.ts';
import { isSelectiveAddressWord } from './search-keys.ts';
import { compareKeys, laneBounds, type Lane } from './search-plan.ts';

/** Where a search goes on: at the beginning of a lane, or after a key of it. */
export interface Place {
  readonly lane: number;
  readonly after: { readonly key: string; readonly customerId: string } | null;
}

/** A key, and the lane in which it was found. */
export type PlacedKey = SearchCursor & { readonly lane: number };

/** Keys in the order of the search, and where it goes on; null when nothing is left. */
export interface Reading {
  readonly keys: readonly PlacedKey[];
  readonly next: Place | null;
  /** It stopped at the bound of index entries that one reading looks at, and not for having found enough. */
  readonly isCutShort?: boolean;
}

/** Reads about `countMax` keys of the lanes from `place` on, by a bounded number of index entries. */
export async function readLanes(
  source: KeySource,
  lanes: readonly Lane[],
  place: Place,
  countMax: number,
): Promise<Reading> {
  const lane = lanes[place.lane];
  if (!lane) return { keys: [], next: null };
  if (lane.kind === 'accountNumber') return readAccountNumber(source, lanes, place, lane);
  if (lane.kind === 'address') return readAddress(source, lanes, place, countMax);
  if (lane.otherWords.length > 0) return readWords(source, lanes, place, countMax);
  return readRanges(source, lanes, place, countMax);
}

function laneAfter(lanes: readonly Lane[], lane: number): Place | null {
  return lane + 1 < lanes.length ? { lane: lane + 1, after: null } : null;
}

function rangeOf(lane: Lane, after: Place['after']): KeyRange {
  const { from, below } = laneBounds(lane);
  const isInside = after !== null && compareKeys(after.key, from) >= 0;
  return isInside
    ? { fromKey: after.key, fromId: after.customerId, below }
    : { fromKey: from, fromId: beforeAllIds, below };
}

/** Lanes of one kind that follow each other are read together. */
async function readRanges(source: KeySource, lanes: readonly Lane[], place: Place, countMax: number): Promise<Reading> {
  const { kind } = lanes[place.lane] ?? {};
  if (!kind) return { keys: [], next: null };
  let end = place.lane;
  while (lanes[end]?.kind === kind && lanes[end]?.otherWords.length === 0) end++;
  const group = lanes.slice(place.lane, end);
  const ranges = group.map((lane, index) => rangeOf(lane, index === 0 ? place.after : null));
  const found = await source.keysOfRanges(kind, ranges, countMax);
  const keys = keysAt(lanes, place.lane, found);
  return { keys, next: found.length < countMax ? laneAfter(lanes, end - 1) : afterLast(keys) };
}

async function readWords(source: KeySource, lanes: readonly Lane[], place: Place, countMax: number): Promise<Reading> {
  const lane = lanes[place.lane];
  if (!lane) return { keys: [], next: null };
  const range = rangeOf(lane, place.after);
  const { found, scannedThrough } = await source.keysWithWords(lane.kind, range, { words: lane.otherWords, countMax });
  const keys = keysAt(lanes, place.lane, found);
  if (found.length === countMax) return { keys, next: afterLast(keys) };
  if (!scannedThrough) return { keys, next: laneAfter(lanes, place.lane) };
  return { keys, next: { lane: place.lane, after: scannedThrough }, isCutShort: true };
}

async function readAddress(
  source: KeySource,
  lanes: readonly Lane[],
  place: Place,
  countMax: number,
): Promise<Reading> {
  const words = (lanes[place.lane]?.otherWords ?? []).filter(isSelectiveAddressWord);
  const fromId = place.after?.customerId ?? beforeAllIds;
  const { ids, goOnAfter } = await source.customersByAddress(words, { fromId, countMax });
  const found = ids.map((customerId) => ({ place: 0, key: '', customerId }));
  const next =
    goOnAfter === null ? laneAfter(lanes, place.lane) : { lane: place.lane, after: { key: '', customerId: goOnAfter } };
  return { keys: keysAt(lanes, place.lane, found), next, isCutShort: goOnAfter !== null && ids.length < countMax };
}

/** As many customers as there are legal entities have a number. */
async function readAccountNumber(
  source: KeySource,
  lanes: readonly Lane[],
  place: Place,
  { prefix }: Lane,
): Promise<Reading> {
  const ids = (await source.idsByAccountNumber(prefix)).toSorted();
  const left = ids.filter((id) => id > (place.after?.customerId ?? beforeAllIds));
  const found = left.map((customerId) => ({ place: 0, key: prefix, customerId }));
  return { keys: keysAt(lanes, place.lane, found), next: laneAfter(lanes, place.lane) };
}

function keysAt(lanes: readonly Lane[], first: number, found: readonly FoundKey[]): Reading['keys'] {
  return found.map(({ place, key, customerId }) => {
    const lane = first + place;
    return { lane, laneId: lanes[lane]?.id ?? '', key, customerId };
  });
}

function afterLast(keys: Reading['keys']): Place | null {
  const last = keys.at(-1);
  return last ? { lane: last.lane, after: last } : null;
}
