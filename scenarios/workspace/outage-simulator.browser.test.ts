import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld, type World } from '@counterfoil/app-cli/world';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from './workspace-in-browser.ts';

const setUpMaxMs = 300_000;
const convergenceMaxMs = 120_000;

describe('the outage simulator of the demonstration', () => {
  let world: World;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-simulator-'));
    const seams = systemSeams(silentLog);
    world = await startWorld({ dataFolder: folder, seams, environment: {}, firstPort: 0 });
  }, setUpMaxMs);
  afterAll(async () => {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const visited = (): Parameters<typeof openWorkspace>[0] => ({
    headquartersUrl: world.headquarters.url,
    headquartersDatabase: world.headquarters.headquarters.database,
  });

  it(
    'cuts a line, creates customers behind it, restores it and shows that all converge',
    { timeout: setUpMaxMs },
    async () => {
      const { page, open, check, close } = await openWorkspace(visited(), { role: 'administrator', language: 'en' });
      await open('/simulator');
      await page.getByRole('button', { name: 'Cut the line of Paris' }).click();
      const paris = page.getByRole('region', { name: 'Paris' });
      await paris.getByText('Cut', { exact: true }).waitFor();
      await paris.getByRole('textbox', { name: 'Customers to create at Paris' }).fill('5');
      await page.getByRole('button', { name: 'Create customers here, at Paris' }).click();
      await paris.getByText('5 customers created here').waitFor({ timeout: convergenceMaxMs });
      const waiting = paris.locator('[data-place="waitingAtStore"] strong');
      expect(await waiting.textContent()).toBe('5');
      await check();
      await page.getByRole('button', { name: 'Restore the line of Paris' }).click();
      await page.getByText(/^All converged after [\d.]+ seconds?$/u).waitFor({ timeout: convergenceMaxMs });
      expect(await paris.locator('[data-place="numberedEverywhere"] strong').textContent()).toBe('5');
      expect(await waiting.textContent()).toBe('0');
      await check();
      await close();
    },
  );

  it('is not for an auditor, in French', { timeout: setUpMaxMs }, async () => {
    const { page, open, check, close } = await openWorkspace(visited(), { role: 'auditor', language: 'fr' });
    await open('/simulator');
    await page.getByText('Vous ne pouvez pas voir cette page').waitFor();
    await check();
    await close();
  });
});
