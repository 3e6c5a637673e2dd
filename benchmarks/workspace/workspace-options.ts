import { parseArgs } from 'node:util';

const defaultCustomerCount = 1_000_000;
/** The page is scrolled through 5,000 rows. */
const customerCountMin = 20_000;

/** What a run of the workspace's benchmark was asked for. */
export interface WorkspaceBenchmarkOptions {
  readonly customers: number;
  readonly isJson: boolean;
}

/** Reads the command line. Throws with one sentence on what it doesn't know. */
export function readWorkspaceOptions(words: readonly string[]): WorkspaceBenchmarkOptions {
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
