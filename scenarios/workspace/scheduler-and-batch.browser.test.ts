import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { soon, startRetailer, textOf, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const words = {
  en: {
    convert: 'Convert everything now',
    close: 'Close',
    nobodyWaits: 'Nobody waits any more.',
    recurrence: 'How often',
    daily: 'Daily',
    save: 'Save',
    savedWords: /^Every day at 02:00/u,
    withhold: 'Withhold',
    release: 'Release',
    readOnly: 'You may read this page, but not change anything on it.',
  },
  fr: {
    convert: 'Tout convertir maintenant',
    close: 'Fermer',
    nobodyWaits: "Plus personne n'attend.",
    recurrence: 'Fréquence',
    daily: 'Tous les jours',
    save: 'Enregistrer',
    savedWords: /^Tous les jours à 02:00/u,
    withhold: 'Retenir',
    release: 'Libérer',
    readOnly: 'Vous pouvez lire cette page, mais rien y modifier.',
  },
} as const;
const languages = ['en', 'fr'] as const;

const pressed = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

describe('the Commerce scheduler and the batch jobs in the workspace', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer();
  });
  afterAll(() => retailer.stop());

  /** One customer created in Houston, who is pending. */
  async function createPending(): Promise<string> {
    const { houston } = retailer.stores;
    /* Its line is down, so the synchronous creation becomes an asynchronous one. */
    houston.line.cut();
    const { customerId } = await houston.create({
      customerType: 'person',
      firstName: 'Ann',
      lastName: 'Pending',
    });
    houston.line.restore();
    expect(await retailer.atHeadquarters(customerId)).toBeNull();
    return customerId;
  }

  it.each(languages)('brings a pending customer home with all jobs off, by one button (%s)', async (language) => {
    const customerId = await createPending();
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager', language });
    await open('/batch-jobs');
    await pressed(page, words[language].convert);
    await page.getByText(words[language].nobodyWaits).waitFor(soon);
    await check();
    expect((await retailer.atHeadquarters(customerId))?.customerAccountNumber).toMatch(/\d/u);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement?.textContent')).toContain(words[language].convert);
    await close();
  });

  it.each(languages)(
    'gives a job a recurrence, shows its next runs, withholds and releases it (%s)',
    async (language) => {
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager', language });
      const told = words[language];
      await retailer.call('PUT', '/batch-jobs/1010/recurrence', { recurrence: 'off' });
      await open('/batch-jobs/1010');
      await page.getByRole('combobox', { name: told.recurrence }).click();
      await page.getByRole('option', { name: told.daily, exact: true }).click();
      await page.locator('.next-runs li').first().waitFor();
      expect(await page.locator('.next-runs li').count()).toBe(5);
      await pressed(page, told.save);
      await page.getByText(told.savedWords).first().waitFor();
      await vi.waitFor(async () => expect(await recurrenceOf('1010')).toMatch(/^0 2 \* \* \*/u), soon);
      await pressed(page, told.withhold);
      await page.getByRole('dialog').getByRole('button', { name: told.withhold, exact: true }).click();
      await page.getByRole('button', { name: told.release, exact: true }).waitFor();
      await check();
      expect((await retailer.call('POST', '/batch-jobs/1010/runs', {})).status).toBe(409);
      await pressed(page, told.release);
      await page.getByRole('button', { name: told.withhold, exact: true }).waitFor();
      await close();
    },
  );

  it('shows what another process changes without a reload, and a run with its duration', async () => {
    const { page, open, close } = await openWorkspace(retailer, { role: 'auditor' });
    await open('/batch-jobs/synchronize-customers');
    await retailer.run('synchronize-customers');
    await page.getByRole('region', { name: 'History' }).getByText('Succeeded').first().waitFor(soon);
    await page.getByRole('figure', { name: 'Durations' }).waitFor();
    await close();
  });

  it('tries a suspended download session again by its button, and the channel gets its rows', async () => {
    const { houston, paris } = retailer.stores;
    houston.line.cut();
    await paris.create({ customerType: 'person', firstName: 'Bo', lastName: 'Suspended' });
    for (const job of ['P-0001', 'synchronize-customers', '1010'])
      await retailer.call('POST', `/batch-jobs/${job}/runs`, {});
    const suspended = await retailer.headquartersDatabase.query<{ id: string }>(
      `UPDATE download_sessions SET state = 'suspended', try_count = 3,
         error = '{"code": "package_corrupt", "detail": "the checksum differs"}'
       WHERE channel_database_id = 'houston' AND job = '1010' AND state = 'available'
       RETURNING download_session_id AS id`,
    );
    expect(suspended.length).toBeGreaterThan(0);
    houston.line.restore();
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
    await open('/download-sessions');
    const name = `Retry session ${suspended[0]?.id ?? ''}`;
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByRole('button', { name }).waitFor({ state: 'detached', ...soon });
    await vi.waitFor(async () => {
      const { body } = await retailer.call('GET', '/download-sessions?channelDatabaseId=houston&state=applied');
      const ids = [...(body['downloadSessions'] ?? [])].map((session) => textOf(session['downloadSessionId']));
      expect(ids).toContain(suspended[0]?.id);
    }, soon);
    await check();
    await close();
  });

  it.each(languages)('lets an auditor read everything and change nothing (%s)', async (language) => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'auditor', language });
    for (const path of ['/batch-jobs', '/batch-jobs/1010', '/download-sessions', '/upload-sessions', '/alerts']) {
      await open(path);
      await page.getByText(words[language].readOnly).waitFor();
      expect(await page.getByRole('button', { name: words[language].convert }).count()).toBe(0);
      await check();
    }
    await close();
  });

  it('shows alerts with a bell, and whoever looks after one acknowledges it with the keyboard', async () => {
    await retailer.call('PUT', '/batch-jobs/P-0001/recurrence', { recurrence: 'off' });
    await retailer.run('process-alerts');
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/alerts');
    await page
      .getByRole('button', { name: /^Acknowledge: / })
      .first()
      .waitFor(soon);
    const before = await page.getByRole('button', { name: /^Acknowledge: / }).count();
    expect(before).toBeGreaterThan(0);
    await check();
    await page
      .getByRole('button', { name: /^Acknowledge: / })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByText('Acknowledged by Test commerceManager').waitFor(soon);
    expect(await page.getByRole('button', { name: /^Acknowledge: / }).count()).toBe(before - 1);
    await close();
  });

  async function recurrenceOf(job: string): Promise<string> {
    const { body } = await retailer.call('GET', '/batch-jobs');
    const found = [...(body['batchJobs'] ?? [])].find((line) => textOf(line['name']) === job);
    return textOf(found?.['recurrence']);
  }
});
