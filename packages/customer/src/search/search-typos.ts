import { adjacentForms, compareKeys, type Criterion, type Lane, type SearchPlan } from './search-plan.ts';

/* One typing error is forgiven in a word of this length, two in a longer one whose beginning is right. */
const oneTypoLengthMin = 3;
const twoTypoLengthMin = 8;
const rightBeginningLength = 4;
/** Longer words are no names that somebody types by heart. */
const typoLengthMax = 30;
const similarWordCountMax = 20;
/** Combinations of similar words that a search tries. */
const combinationCountMax = 200;

/** A word that somebody may have meant, with the number of typing errors between it and what was typed. */
export interface SimilarWord {
  readonly word: string;
  readonly distance: number;
}

/** The typed words that may hold a typing error; empty when the search has no name. */
export function misspellableWords(plan: SearchPlan): string[] {
  const words = plan.criteria.flatMap(({ nameWords }) => nameWords);
  return [...new Set(words)].filter(({ length }) => length >= oneTypoLengthMin && length <= typoLengthMax);
}

/** First and last letters of alphabets, as folded; scripts without one know only left out and exchanged letters. */
const alphabets = ['az', 'αω', 'ая', 'աֆ', 'את', 'ءي', 'აჰ', 'अह', 'กฮ'];

/**
 * All words one typing error away: a letter left out, added, wrong, or two neighbours exchanged. So few that a database
 * looks each of them up faster than it compares words.
 */
export function oneTypoVariants(word: string): string[] {
  const characters = Array.from(word);
  const letters = lettersLike(characters);
  const variants = new Set<string>();
  for (let place = 0; place <= characters.length; place++) {
    const before = characters.slice(0, place).join('');
    const [here = '', next = '', ...rest] = characters.slice(place);
    const after = next + rest.join('');
    if (here) variants.add(before + after);
    if (next) variants.add(before + next + here + rest.join(''));
    for (const letter of letters) {
      variants.add(before + letter + here + after);
      if (here) variants.add(before + letter + after);
    }
  }
  variants.delete(word);
  variants.delete('');
  return [...variants];
}

function lettersLike(characters: readonly string[]): string[] {
  const near = alphabets.filter(([first = '', last = '']) =>
    characters.some((character) => character >= first && character <= last),
  );
  return near.flatMap(([first = '', last = '']) => {
    const start = first.charCodeAt(0);
    return Array.from({ length: last.charCodeAt(0) - start + 1 }, (_, offset) => String.fromCharCode(start + offset));
  });
}

/** The right beginning of a word in which two errors are forgiven; null for a shorter one. */
export function twoTypoPrefix(word: string): string | null {
  return word.length >= twoTypoLengthMin ? word.slice(0, rightBeginningLength) : null;
}

/** Those of the words that somebody may have meant by `typed`, nearest first. */
export function similarWords(typed: string, words: Iterable<string>): SimilarWord[] {
  const found = [...new Set(words)]
    .map((word) => ({ word, distance: typoDistance(typed, word) }))
    .filter(({ word, distance }) => distance > 0 && distance <= allowedDistance(typed, word));
  return found.toSorted(bySimilarity).slice(0, similarWordCountMax);
}

function bySimilarity(one: SimilarWord, other: SimilarWord): number {
  return one.distance - other.distance || compareKeys(one.word, other.word);
}

function allowedDistance(typed: string, word: string): number {
  const prefix = twoTypoPrefix(typed);
  if (prefix !== null && word.startsWith(prefix)) return 2;
  return typed.length >= oneTypoLengthMin && typed.length <= typoLengthMax ? 1 : 0;
}

/** Typing errors between two words: letters left out, added or wrong, neighbours exchanged; beyond 2 at least 3. */
export function typoDistance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  if (Math.abs(a.length - b.length) > 2) return 3;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isExchanged = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isExchanged ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return Math.min(last[b.length] ?? 0, 3);
}

/**
 * The same search with the names that somebody may have meant, nearest first; null when there are none.
 * `similar`: by typed word, those similar ones that customers have.
 */
export function typoTolerantPlan(
  plan: SearchPlan,
  similar: ReadonlyMap<string, readonly SimilarWord[]>,
): SearchPlan | null {
  const [first, ...others] = plan.criteria.map((criterion) => typoTolerant(criterion, similar));
  if (!first || [first, ...others].some(({ lanes }) => lanes.length === 0)) return null;
  return { ...plan, criteria: [first, ...others] };
}

function typoTolerant(criterion: Criterion, similar: ReadonlyMap<string, readonly SimilarWord[]>): Criterion {
  if (criterion.nameWords.length === 0) return criterion;
  const lanes = new Map<string, Lane>();
  for (const combination of combinations(criterion.nameWords, similar)) {
    for (const lane of typoLanes(combination)) if (!lanes.has(lane.id)) lanes.set(lane.id, lane);
  }
  return { ...criterion, lanes: [...lanes.values()].toSorted((one, other) => compareKeys(one.id, other.id)) };
}

interface Combination {
  readonly words: readonly SimilarWord[];
  readonly distance: number;
}

/** Every way to read the typed words with at least one error, those with the fewest errors first. */
function combinations(typed: readonly string[], similar: ReadonlyMap<string, readonly SimilarWord[]>): Combination[] {
  let found: Combination[] = [{ words: [], distance: 0 }];
  for (const word of typed) {
    const readings = [{ word, distance: 0 }, ...(similar.get(word) ?? [])];
    found = found.flatMap(({ words, distance }) =>
      readings.map((reading) => ({ words: [...words, reading], distance: distance + reading.distance })),
    );
    found = found.toSorted((one, other) => one.distance - other.distance).slice(0, combinationCountMax);
  }
  return found.filter(({ distance }) => distance > 0);
}

/** The words side by side, as typed or the last one in front; a last word without an error may be a beginning. */
function typoLanes({ words, distance }: Combination): Lane[] {
  const errorFree = new Set(words.filter((reading) => reading.distance === 0).map(({ word }) => word));
  return adjacentForms(words.map(({ word }) => word)).map((prefix) => {
    const match = errorFree.has(prefix.slice(prefix.lastIndexOf(' ') + 1)) ? 'prefix' : 'word';
    return {
      id: `${typoLanePrefix}${String(distance).padStart(2, '0')} ${prefix} ${match}`,
      kind: 'name',
      prefix,
      match,
      otherWords: [],
    };
  });
}

const typoLanePrefix = 'z';

/** Whether a lane is one of a typo-tolerant plan. */
export function isTypoLane(laneId: string): boolean {
  return laneId.startsWith(typoLanePrefix);
}
