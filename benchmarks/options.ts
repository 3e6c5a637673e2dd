import { parseArgs } from 'node:util';

/** The parts of the benchmark, in the order in which they run. */
export const partNames = ['create', 'convert', 'download', 'burst', 'time', 'search'] as const;
export type PartName = (typeof partNames)[number];

/** What a run of the benchmark was asked for. */
export interface BenchmarkOptions {
  readonly parts: readonly PartName[];
  readonly quick: boolean;
  readonly json: boolean;
}

/** Reads the command line. Throws with one sentence on what it doesn't know. */
export function readOptions(words: readonly string[]): BenchmarkOptions {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } },
  });
  const asked = values.only?.split(',') ?? partNames;
  const unknown = asked.find((name) => !partNames.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": choose from ${partNames.join(', ')}.`);
  const parts = partNames.filter((part) => asked.includes(part));
  return { parts, quick: values.quick ?? false, json: values.json ?? false };
}
