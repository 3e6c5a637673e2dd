/**
 * The faults that the simulator plants, one at a time, to prove that its checkers see them. Each is one line in the
 * product's own code, reachable only through a set that no configuration can fill.
 */
export const plantedBugNames = [
  'acknowledge before commit',
  'outbox entry in a second transaction',
  'entry deleted on send',
  'feed read by id',
  'cursor saved before the rows',
  'cursor saved in another transaction',
  'page applied without checking its start',
  'no unique operation id at staging',
  'no unique customer id at conversion',
  'conversion in two transactions',
  'new identifiers on fallback',
  'last write by wall clock',
  'download overwrites a pending edit',
  'child accepted without its parent',
  'operations applied out of order',
  'poisoned record stops the batch',
  'epoch ignored after a restore',
  'retry without bound',
  'wake-up taken as the data',
] as const;

/** The name of one planted bug. */
export type PlantedBugName = (typeof plantedBugNames)[number];

/** Which bugs are planted; empty in production. */
export type PlantedBugs = ReadonlySet<PlantedBugName>;

/** Production: none. */
export const noPlantedBugs: PlantedBugs = new Set();
