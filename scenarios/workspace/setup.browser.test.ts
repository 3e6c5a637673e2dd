import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingKinds } from '@counterfoil/headquarters/settings/setting-kinds';
import { startRetailer, soon, type Retailer } from '../retailer.ts';
import { openWorkspace, type WorkspaceInBrowser } from './workspace-in-browser.ts';

/** The setup pages: list, and a form of the sample retailer where there is one. */
const setupPages: readonly (readonly [list: string, ...keys: readonly string[]])[] = [
  ['customer-groups', 'USRT', '30'],
  ['affiliations', 'STUDENT'],
  ['loyalty-programs', 'CLUB'],
  ['address-books', 'SHARED'],
  ['personal-titles', 'MS'],
  ['customer-attributes', 'SEGMENT'],
  ['attribute-groups', 'CUSTOMER'],
  ['stores', 'HOUSTON'],
  ['online-stores', 'ONLINE'],
  ['call-centers'],
  ['default-customers'],
  ['functionality-profiles', 'POS-SYNC'],
  ['online-functionality-profiles'],
  ['offline-profiles', 'STANDARD'],
  ['products', '10101'],
  ['address-formats', 'US'],
  ['email-notification-profiles', 'WELCOME'],
  ['legal-entities', 'USRT'],
  ['channel-database-groups', 'default'],
  ['channel-databases', 'houston'],
  ['channel-schemas', 'AX7'],
  ['event-subscriptions', 'ERP'],
  ['number-sequences', 'USRT'],
  ['commerce-parameters'],
  ['commerce-scheduler-parameters'],
  ['order-parameters'],
];
const withoutCreation: ReadonlySet<string> = new Set([
  'commerce-parameters',
  'commerce-scheduler-parameters',
  'order-parameters',
]);

function pathsOf([list, ...keys]: (typeof setupPages)[number]): string[] {
  const path = `/setup/${list}`;
  const form = keys.length === 0 ? [] : [[path, ...keys].join('/')];
  return [path, ...form, ...(withoutCreation.has(list) ? [] : [`${path}-new`])];
}

describe('the setup pages', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer({ recurrence: 'continuous' });
    for (const [kind, key] of [
      ['email-notification-profiles', 'WELCOME'],
      ['event-subscriptions', 'ERP'],
    ] as const) {
      const example = settingKinds.find(({ name }) => name === kind)?.example;
      expect(await retailer.call('PUT', `/settings/${kind}/${key}`, example)).toMatchObject({ status: 200 });
    }
  });
  afterAll(() => retailer.stop());

  async function waitUntilShown({ page }: WorkspaceInBrowser): Promise<void> {
    const waiting = page.locator('main').getByRole('status', { name: /Loading|Chargement/u });
    await waiting.first().waitFor({ state: 'detached' });
  }

  it.each([
    ['commerceManager', 'en'],
    ['auditor', 'fr'],
  ] as const)(
    'all open for a %s in %s: list, form and a new one',
    async (role, language) => {
      const workspace = await openWorkspace(retailer, { role, language });
      const { page, open, check, close } = workspace;
      for (const path of setupPages.flatMap(pathsOf)) {
        await open(path);
        await waitUntilShown(workspace);
        expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
        expect(await page.getByRole('alert').count(), path).toBe(0);
        if (role === 'auditor') {
          expect(await page.locator('main input:not([type="search"])').count(), path).toBe(0);
          expect(await page.getByRole('button', { name: 'Enregistrer' }).count(), path).toBe(0);
        }
        await check();
      }
      await close();
    },
    600_000,
  );

  it('change a setting by the keyboard alone, and show that it acts everywhere without a reload', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/setup/offline-profiles/STANDARD');
    await page.locator('[data-everywhere="true"]').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Usual');
    await page.getByText('What you have changed here is not saved yet.').waitFor();
    await page.keyboard.press('Control+S');
    await page.getByText('Name: Standard → Usual').waitFor();
    await page.locator('[data-everywhere="true"]').waitFor({ timeout: soon.timeout });
    for (const store of Object.values(retailer.stores)) {
      await expect
        .poll(async () => JSON.stringify((await store.call('GET', '/configuration')).body), soon)
        .toContain('"Usual"');
    }
    await check();
    await close();
  });

  it('say what is wrong as it is typed, and lead to it when it is saved all the same', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/setup/address-books-new');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByText('This is required.').count()).toBe(2);
    await expect.poll(() => page.evaluate('document.activeElement?.getAttribute("aria-invalid")')).toBe('true');
    await check();
    await page.getByRole('textbox', { name: 'Address book' }).fill('NORTH');
    await page.getByRole('textbox', { name: 'Name' }).fill('The north');
    expect(await page.getByText('This is required.').count()).toBe(0);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Address books: NORTH' }).waitFor();
    await check();
    await close();
  });

  it('ask before unsaved changes are left, and stay when told so', async () => {
    const { page, open, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/setup/personal-titles/DR');
    await page.getByRole('textbox', { name: 'Text in English' }).fill('Doctor');
    await page.getByRole('link', { name: /Counterfoil/u }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByRole('textbox', { name: 'Text in English' }).inputValue()).toBe('Doctor');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await page.getByRole('textbox', { name: 'Text in English' }).inputValue()).toBe('Dr');
    await close();
  });

  it('refuse to delete what is in use, with links to what uses it', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/setup/channel-database-groups/default');
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('link', { name: 'channel database houston' }).waitFor();
    await check();
    await dialog.getByRole('link', { name: 'channel database houston' }).click();
    await page.getByRole('heading', { name: 'Channel databases: houston' }).waitFor();
    await close();
  });

  it('have the filter of customer tables confirmed, and exclude job 1010 by a button', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/setup/channel-schemas/AX7');
    await page.getByRole('switch', { name: /Filter shared customer data tables/u }).click({ force: true });
    await page.getByRole('button', { name: 'Save' }).click();
    const confirm = page.getByRole('button', { name: 'Switch the filter on' });
    expect(await confirm.isDisabled()).toBe(true);
    await check();
    await page.getByRole('checkbox', { name: /I have understood/u }).check();
    await confirm.click();
    await page.getByRole('button', { name: 'Exclude job 1010 from offline databases' }).click();
    await page.getByText('Job 1010 is excluded from offline databases, as it must be with the filter.').waitFor();
    const { body } = await retailer.call('GET', '/settings/scheduler-jobs/1010');
    expect(body).toMatchObject({ setting: { excludeFromOfflineDatabases: true } });
    await check();
    await close();
  });

  it('lead a change of Create customer in async mode through the preview of the switch', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager', language: 'fr' });
    await open('/setup/functionality-profiles/POS-SYNC');
    await page.getByRole('switch', { name: /Créer le client en mode asynchrone/u }).click({ force: true });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Houston').first().waitFor();
    await check();
    await dialog.getByRole('button', { name: 'Changer et enregistrer' }).click();
    await page.getByText('Créer le client en mode asynchrone : Non → Oui').waitFor();
    await close();
  });

  it('show a registration code once, to an administrator', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
    await open('/setup/channel-databases/houston');
    await page.getByRole('button', { name: 'Make a registration code' }).click();
    await page.getByText('It is shown this once only.', { exact: false }).waitFor();
    expect(await page.locator('.shown-once').textContent()).toMatch(/^[2-9A-Z]{10}$/u);
    await check();
    await page.reload();
    await page.getByText('A code waits to be used.', { exact: false }).waitFor();
    expect(await page.locator('.shown-once').count()).toBe(0);
    await close();
  });

  it('show the next number of a number sequence while its format is typed', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/setup/number-sequences-new');
    await page.getByRole('textbox', { name: 'Format' }).fill('K-{scope}-####');
    await page.getByText('K--0001').waitFor();
    await page.getByRole('textbox', { name: 'Format' }).fill('K-###');
    await page.getByText('K-001').waitFor();
    await check();
    await close();
  });
});
