import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@counterfoil/contracts/error-register';
import { signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { done, startRetailer, textOf, type Retailer, type Store } from '../retailer.ts';
import { keptByOrigin } from './browser-storage.ts';
import { askEngine } from './call-engine.ts';
import { activationCode, openTillBrowser, operators, screenMaxMs, type TillInBrowser } from './till-in-browser.ts';

const testMaxMs = 300_000;
/** Until a till exchanges by itself without being woken, and some more. */
const nextContactMaxMs = 120_000;

let retailer: Retailer;
let houston: Store;
let folder: string;
const open: TillInBrowser[] = [];
let isStopped = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-activation-'));
  retailer = await startRetailer({ recurrence: 'continuous', ownProcesses: ['houston'] });
  houston = retailer.stores.houston;
}, testMaxMs);

afterEach(async () => {
  await closeAll();
  if (isStopped) await houston.process?.start();
  isStopped = false;
});

afterAll(async () => {
  await retailer.stop();
  await rm(folder, { recursive: true, force: true });
});

async function openTill(name: string, language: 'en' | 'fr' = 'en'): Promise<TillInBrowser> {
  const till = await openTillBrowser(houston, { folder, name, language });
  open.push(till);
  await till.open();
  return till;
}

async function closeAll(): Promise<void> {
  for (const till of open.splice(0)) await till.session.close();
}

async function stopServer(): Promise<void> {
  isStopped = true;
  await houston.process?.kill();
}

async function activatedTill(name: string): Promise<TillInBrowser> {
  const till = await openTill(name);
  await till.activate(await activationCode(retailer, 'HOUSTON-1'));
  return till;
}

/** What is installed answers from now on, also when nothing else does. */
async function untilInstalled({ page }: TillInBrowser): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
}

const { cashier, storeManager } = operators.houston;
const wrong = (operator: typeof cashier | typeof storeManager) => ({ ...operator, pin: '99999' });

describe('an activation code', () => {
  it(
    'that is wrong or was used is refused in the language of the reader, and the till takes the right one after that',
    { timeout: testMaxMs },
    async () => {
      const english = await openTill('english');
      await english.enterCode('AAAA-BBBB-CCCC-DDDD');
      await english.notice(messageOf('activation_code_invalid', 'en')).waitFor();
      await english.check();
      const used = await activationCode(retailer, 'HOUSTON-1');
      await english.activate(used);
      await english.check();
      const french = await openTill('french', 'fr');
      for (const code of ['AAAA-BBBB-CCCC-DDDD', used]) {
        await french.enterCode(code);
        await french.notice(messageOf('activation_code_invalid', 'fr')).waitFor();
        await french.page.reload();
      }
      await french.activate(await activationCode(retailer, 'HOUSTON-2'));
      await french.check();
    },
  );
});

describe('a sign-in', () => {
  it(
    'R15: with a wrong PIN is refused, and after five of them blocked, without a network and after a reload too',
    { timeout: testMaxMs },
    async () => {
      const till = await activatedTill('blocked');
      await untilInstalled(till);
      await till.enterPin(wrong(cashier));
      await till.notice(messageOf('sign_in_failed', 'en')).waitFor();
      await stopServer();
      for (let count = 1; count < signInFailureCountMax; count++) await till.enterPin(wrong(cashier));
      await till.notice(messageOf('sign_in_failed', 'en')).waitFor();
      const blocked = new RegExp(messageOf('sign_in_blocked', 'en', { minutes: '[1-5]' }), 'u');
      await till.enterPin(cashier);
      await till.notice(blocked).waitFor();
      await till.page.reload();
      await till.enterPin(cashier);
      await till.notice(blocked).waitFor();
      await till.signIn(storeManager);
    },
  );

  it(
    'works while the store’s server is down, after the app was opened anew from what is installed',
    { timeout: testMaxMs },
    async () => {
      const before = await activatedTill('offline');
      await untilInstalled(before);
      await stopServer();
      await closeAll();
      await expect(fetch(`${houston.url}/pos/`)).rejects.toThrow();
      const till = await openTill('offline');
      await till.enterPin(wrong(cashier));
      await till.notice(messageOf('sign_in_failed', 'en')).waitFor();
      await till.signIn(cashier);
      await till.mode('modeOffline');
      await till.openShift();
      await till.addCustomer({ firstName: 'Imogen', lastName: 'Nowhere-Yet' });
      await till.check();
    },
  );
});

describe('the lock', () => {
  it(
    'keeps the open transaction with its customer, also when the app is opened anew meanwhile',
    { timeout: testMaxMs },
    async () => {
      const till = await activatedTill('locked');
      await till.signIn(cashier);
      await till.openShift();
      await till.addCustomer({ firstName: 'Imogen', lastName: 'Kept-Open' });
      await till.page.locator('.article').first().click();
      const line = till.page.locator('.transaction-line').first();
      await line.waitFor();
      const shown = await line.innerText();
      await till.lock();
      await till.page.getByText(till.texts.shell.lockedHint).waitFor();
      expect(await till.page.getByText('Kept-Open').count()).toBe(0);
      expect((await askEngine(till.page, 'openShift', { shiftId: 'SHIFT', startingAmount: '1' })).refused).toBe(
        'worker_session_ended',
      );
      await till.page.reload();
      await till.page.getByText(till.texts.shell.lockedHint).waitFor();
      await till.signIn(storeManager);
      await till.page.getByText('Imogen Kept-Open').first().waitFor();
      expect(await line.innerText()).toBe(shown);
    },
  );
});

describe('a revoked till', () => {
  it(
    'R16: says so at its next contact, keeps nothing, and is answered nothing; nor is an earlier copy of its browser',
    { timeout: testMaxMs },
    async () => {
      await activatedTill('revoked');
      await closeAll();
      await cp(join(folder, 'revoked'), join(folder, 'copied'), { recursive: true });
      const till = await openTill('revoked');
      await till.signIn(cashier);
      await till.openShift();
      await till.addCustomer({ firstName: 'Imogen', lastName: 'On-Lost-Till' });
      expect((await keptByOrigin(till.page)).files.length).toBeGreaterThan(0);
      await revoke('HOUSTON-1');
      await isRevoked(till);
      await closeAll();
      await isRevoked(await openTill('copied'));
    },
  );

  async function revoke(registerId: string): Promise<void> {
    const { devices } = await done(retailer.call('GET', `/devices?registerId=${registerId}&state=active`));
    const [device] = [...(devices ?? [])];
    await done(retailer.call('POST', `/devices/${textOf(device?.['deviceId'])}/revocation`));
  }

  async function isRevoked(till: TillInBrowser): Promise<void> {
    const { page, texts } = till;
    await page.getByRole('heading', { name: texts.shell.revokedTitle }).waitFor({ timeout: nextContactMaxMs });
    await till.notice(messageOf('device_revoked', 'en')).waitFor();
    await till.check();
    expect(await keptByOrigin(page)).toEqual({ files: [], databases: [] });
    for (const refused of [
      await askEngine(page, 'searchCustomers', { name: 'Imogen' }, 'store', 'en'),
      await askEngine(page, 'openShift', { shiftId: 'SHIFT', startingAmount: '1' }),
      await askEngine(page, 'signIn', cashier),
    ]) {
      expect(refused).toEqual({ refused: 'device_revoked' });
    }
    await page.reload();
    await page.getByRole('heading', { name: texts.shell.activationTitle }).waitFor({ timeout: screenMaxMs });
    expect((await keptByOrigin(page)).files).toEqual([]);
  }
});
