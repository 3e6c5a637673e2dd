import { parseArgs } from 'node:util';

const defaultCustomerCount = 100_000;
const customerCountMin = 1_000;

/** What a run of the till's benchmark was asked for. */
export interface TillBenchmarkOptions {
  readonly customers: number;
  readonly isJson: boolean;
}

/** Reads the command line. Throws with one sentence on what it doesn't know. */
export function readTillOptions(words: readonly string[]): TillBenchmarkOptions {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean' }, customers: { type: 'string' } },
  });
  const customers = Number(values.customers ?? defaultCustomerCount);
  if (!Number.isInteger(customers) || customers < customerCountMin) {
    throw new Error(`Give --customers a whole number of at least ${customerCountMin}.`);
  }
  return { customers, isJson: values.json ?? false };
}
