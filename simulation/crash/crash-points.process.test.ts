import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  removeDataFolder,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@counterfoil/database/embedded-postgres';
import { silentLog } from '@counterfoil/platform/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCrashWorld, type CrashWorld } from './crash-world.ts';
import { discover, nothingLost, runLane, type CrashCase, type LaneResult, type Target } from './lane.ts';

/*
 * The database server is a child of the test and survives every kill; what it has committed is on the disk. The nodes
 * are processes started as their entries start them, speaking HTTP. One lane kills headquarters, the other a store's
 * scale unit; each lane goes on with the databases that its earlier deaths have left behind.
 */

let folder: string;
let server: EmbeddedPostgres;
let cases: Record<Target, CrashCase[]>;

async function inWorld<Result>(name: string, run: (world: CrashWorld) => Promise<Result>): Promise<Result> {
  const world = await createCrashWorld(server, folder, name);
  try {
    return await run(world);
  } finally {
    await world.close();
  }
}

const recordingMaxMs = 120_000;
const laneMaxMs = 1_800_000;
/** Points that the recording run passed by a coincidence of moments. */
const missedCountMax = 3;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-crash-'));
  server = await startEmbeddedPostgres({ dataFolder: folder, durability: 'full', log: silentLog });
  cases = await inWorld('recording', discover);
}, recordingMaxMs);

afterAll(async () => {
  await server.stop();
  await removeDataFolder(folder, silentLog);
});

const runIn = (target: Target): Promise<LaneResult> =>
  inWorld(`killing_${target}`, (world) => runLane(world, target, cases[target]));

describe.concurrent('a process killed with SIGKILL at every crash point it passes', () => {
  it(
    'headquarters (R1, R2, R4): no acknowledged customer is lost, none is doubled, every one has one number everywhere',
    async () => {
      const { killed, missed, acknowledged, ...verdict } = await runIn('headquarters');
      expect(verdict).toEqual(nothingLost);
      expect(missed.length, `missed: ${missed.join(', ')}`).toBeLessThanOrEqual(missedCountMax);
      expect(killed + missed.length).toBe(cases.headquarters.length);
      expect(killed).toBeGreaterThanOrEqual(90);
      expect(acknowledged).toBeGreaterThanOrEqual(200);
    },
    laneMaxMs,
  );

  it(
    'a scale unit (R1, R2, R4): what its tills were told is kept, what they were not told is asked for again and made once',
    async () => {
      const { killed, missed, acknowledged, ...verdict } = await runIn('houston');
      expect(verdict).toEqual(nothingLost);
      expect(missed.length, `missed: ${missed.join(', ')}`).toBeLessThanOrEqual(missedCountMax);
      expect(killed + missed.length).toBe(cases.houston.length);
      expect(killed).toBeGreaterThanOrEqual(50);
      expect(acknowledged).toBeGreaterThanOrEqual(150);
    },
    laneMaxMs,
  );
});
