import { parseArgs } from 'node:util';

/** The parts of the benchmark, in the order in which they run. */
export const partNames = [
  'create',
  'convert',
  'download',
  'burst',
  'time',
  'time-to-till',
  'search',
  'till-search',
  'overview',
] as const;
export type PartName = (typeof partNames)[number];

/** What a run of the benchmark was asked for. */
export interface BenchmarkOptions {
  readonly parts: readonly PartName[];
  readonly quick: boolean;
  readonly json: boolean;
  /** Customers of the searched databases; each part has a number of its own without it. */
  readonly customers?: number;
}

/** Reads the command line. Throws with one sentence on what it doesn't know. */
export function readOptions(words: readonly string[]): BenchmarkOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      json: { type: 'boolean' },
      quick: { type: 'boolean' },
      only: { type: 'string' },
      customers: { type: 'string' },
    },
  });
  const asked = values.only?.split(',') ?? partNames;
  const unknown = asked.find((name) => !partNames.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": choose from ${partNames.join(', ')}.`);
  const parts = partNames.filter((part) => asked.includes(part));
  const customers = values.customers === undefined ? undefined : Number(values.customers);
  if (customers !== undefined && !(Number.isInteger(customers) && customers >= 1_000)) {
    throw new Error('Give --customers a whole number of at least 1000.');
  }
  const count = customers === undefined ? {} : { customers };
  return { parts, quick: values.quick ?? false, json: values.json ?? false, ...count };
}
