import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startRetailer } from '../retailer.ts';
import { killTills } from './kill-tills.ts';

/** How often the browser is killed; `npm run test:kill -- --kills N` says otherwise. */
const kills = Number(process.env['COUNTERFOIL_KILLS'] ?? '20');
const killMaxMs = 30_000;
const restMaxMs = 240_000;

describe('a till whose browser is killed', () => {
  it(
    'R1: has every customer that it acknowledged, and headquarters gets them all',
    { timeout: kills * killMaxMs + restMaxMs },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'counterfoil-kills-'));
      const retailer = await startRetailer({ recurrence: 'continuous', ownProcesses: ['houston'] });
      try {
        const result = await killTills(retailer, retailer.stores.houston, { folder, kills });
        const report = process.env['COUNTERFOIL_KILLS_REPORT'];
        if (report) await writeFile(report, JSON.stringify(result));
        expect(result).toMatchObject({ kills, lost: 0, lostAtHeadquarters: 0 });
        expect(result.acknowledged).toBeGreaterThanOrEqual(kills);
      } finally {
        await retailer.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
