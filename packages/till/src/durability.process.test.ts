import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { expect, it } from 'vitest';
import { openSqliteFile } from './node-sqlite-fixture.ts';
import { allOfflineCustomers } from './offline-customers.ts';
import { pendingEntries } from './offline-outbox.ts';
import { openTill } from './till.ts';

const program = fileURLToPath(new URL('write-until-killed-fixture.ts', import.meta.url));

/** Lets the program write, and kills it right after it has said so many names; those that it said. */
async function writeUntilKilled(file: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === count) child.kill('SIGKILL');
  }
  await ended;
  return said;
}

it('R1: a customer that a till has acknowledged is there after its process was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-till-'));
  const file = join(folder, 'till.db');
  try {
    const acknowledged = await writeUntilKilled(file, 25);
    expect(acknowledged.length).toBeGreaterThanOrEqual(25);
    const database = openSqliteFile(file);
    const till = await openTill({ registerId: 'HOUSTON-1', database, seams: systemSeams(silentLog) });
    const names = (await allOfflineCustomers(till.database)).map(({ lastName }) => lastName);
    expect(names).toEqual(expect.arrayContaining(acknowledged));
    const entries = await pendingEntries(till.database, 1_000);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, place) => place + 1));
    expect(entries).toHaveLength(names.length);
    await till.database.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
