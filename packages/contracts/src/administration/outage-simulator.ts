import { z } from 'zod';

/** Sample customers that are created at once, at most. */
export const sampleCustomerCountMax = 200;

/** A store in the demonstration's outage simulator. */
export const simulatedStoreSchema = z.strictObject({
  channelDatabaseId: z.string(),
  /** What the line to headquarters is. */
  state: z.enum(['cut', 'restored']),
  /** When it was cut, ISO 8601; null while it is whole. */
  cutAt: z.string().nullable(),
  /** Sample customers of this store since the simulator was last cleared; each is counted in one of the next three. */
  created: z.number().int(),
  /** Of which headquarters has heard nothing yet. */
  waitingAtStore: z.number().int(),
  /** At headquarters, but not yet with their number in every store. */
  atHeadquarters: z.number().int(),
  /** With their account number in every store. */
  numberedEverywhere: z.number().int(),
});
export type SimulatedStore = z.infer<typeof simulatedStoreSchema>;

/** `GET /demo/lines` */
export const outageSimulatorSchema = z.strictObject({
  stores: z.array(simulatedStoreSchema),
  /** From when on the time is taken: the last creation or restoring, ISO 8601; null before the first. */
  measuredFrom: z.string().nullable(),
  /** From there until all sample customers had their number in every store, in milliseconds; null while some have not. */
  convergedAfterMs: z.number().int().nullable(),
  /** From there until now, in milliseconds. */
  elapsedMs: z.number().int(),
});
export type OutageSimulator = z.infer<typeof outageSimulatorSchema>;
