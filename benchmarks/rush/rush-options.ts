import { parseArgs } from 'node:util';

const defaultShopperCount = 1_000;
/** Every phase has shoppers of every habit. */
export const shopperCountMin = 30;
/** Each has an address of their own in a block of their own. */
const shopperCountMax = 20_000;

/** What a run of the rush was asked for. */
export interface RushOptions {
  readonly shoppers: number;
  readonly isJson: boolean;
}

/** Reads the command line. Throws with one sentence on what it doesn't know. */
export function readRushOptions(words: readonly string[]): RushOptions {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean' }, shoppers: { type: 'string' } },
  });
  const shoppers = Number(values.shoppers ?? defaultShopperCount);
  if (!Number.isInteger(shoppers) || shoppers < shopperCountMin || shoppers > shopperCountMax) {
    throw new Error(`Give --shoppers a whole number from ${shopperCountMin} to ${shopperCountMax}.`);
  }
  return { shoppers, isJson: values.json ?? false };
}
