import { plantedBugNames } from '@counterfoil/platform/planted-bugs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasAddressBooks } from './address-books.ts';
import { huntPlantedBugs } from './planted-bugs.ts';
import { regressionSeeds } from './regressions/seeds.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { startSimulatedServer, type SimulatedServer } from './simulated-server.ts';
import { createStorages } from './storages.ts';
import { hasTills } from './tills.ts';
import { addSightings, invariants, noSightings } from './violations.ts';
import type { Storages } from './world.ts';

let server: SimulatedServer;
let storages: Storages;

beforeAll(async () => {
  server = await startSimulatedServer();
  storages = await createStorages(server);
});

afterAll(() => server.stop());

const seedMs = 60_000;

/**
 * 100: after a restore of headquarters, a customer that it did not have yet was passed by when a channel's address books
 * changed. 250: an edit of a withdrawn customer was decided while another one was still pending.
 */
const addressBookSeeds = [5, 10, 100, 250];

/** 15 has address books as well. */
const tillSeeds = [7, 11, 15, 19];
/** Durable transactions that only a till has. */
const tillTransactions = /^(?:prepare exchange|apply exchange|record offline)/u;

describe('the simulated retailer', () => {
  it(
    'keeps R1, R2, R4, R5, R6, R7, R8, R10, R11 and R13 in the seeds that once failed, and every checker has work',
    async () => {
      const results: SeedResult[] = [];
      for (const seed of regressionSeeds) results.push(await runSeed(storages, seed));
      expect(results.flatMap(({ violation }) => violation ?? [])).toEqual([]);
      const sightings = noSightings();
      for (const result of results) addSightings(sightings, result.sightings);
      expect(invariants.filter((invariant) => sightings[invariant] === 0)).toEqual([]);
    },
    regressionSeeds.length * seedMs,
  );

  it(
    'keeps them where channels show the customers of their address books only',
    async () => {
      expect(addressBookSeeds.every(hasAddressBooks)).toBe(true);
      const results: SeedResult[] = [];
      for (const seed of addressBookSeeds) results.push(await runSeed(storages, seed));
      expect(results.flatMap(({ violation }) => violation ?? [])).toEqual([]);
    },
    addressBookSeeds.length * seedMs,
  );

  it(
    'keeps them where stores have tills that create and edit customers of their own',
    async () => {
      expect(tillSeeds.every(hasTills)).toBe(true);
      const results: SeedResult[] = [];
      for (const seed of tillSeeds) results.push(await runSeed(storages, seed));
      expect(results.flatMap(({ violation }) => violation ?? [])).toEqual([]);
      const passed = new Set(results.flatMap(({ crashPoints }) => [...crashPoints.crashed]));
      expect([...passed].filter((point) => tillTransactions.test(point)).length).toBeGreaterThan(0);
    },
    tillSeeds.length * seedMs,
  );

  it('plays a seed the same way again', { timeout: 2 * seedMs }, async () => {
    const first = await runSeed(storages, 3);
    const again = await runSeed(storages, 3);
    expect(first.trace.length).toBeGreaterThan(60);
    expect(again.trace).toEqual(first.trace);
  });

  it.each(plantedBugNames)('catches the planted bug: %s', { timeout: 10 * seedMs }, async (name) => {
    const [result] = await huntPlantedBugs(storages, { names: [name] });
    expect(result?.caughtBy).not.toBeNull();
  });
});
