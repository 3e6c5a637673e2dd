import { systemIds } from '@counterfoil/platform/identifiers';
import { systemRandom } from '@counterfoil/platform/random';
import { systemClock } from '@counterfoil/platform/clock';
import type { Page } from 'playwright-core';
import type { Store } from '../retailer.ts';
import { activationCode, openTillBrowser, operators, type TillInBrowser } from './till-in-browser.ts';
import type { Retailer } from '../retailer.ts';

/** What killing a till's browser again and again came to. */
export interface KillResult {
  /** Browsers that died of SIGKILL while customers were being created. */
  readonly kills: number;
  /** Customers whose *Save* was acknowledged on a screen of a browser that was killed afterwards. */
  readonly acknowledged: number;
  /** Of these, those that the till didn't have when it was opened again. */
  readonly lost: number;
  /** Of these, those that headquarters didn't have once the line was there again. */
  readonly lostAtHeadquarters: number;
}

const aliveMsMax = 500;
const drainMaxMs = 120_000;
const drainPollMs = 200;

/*
 * In the page, as text: creates customers one after the other through the same messages as the screens, and tells the
 * test of each acknowledgement as it comes.
 */
const pageScript = `(() => {
  const channel = new BroadcastChannel('counterfoil-till');
  const waiting = new Map();
  channel.addEventListener('message', ({ data }) => {
    const call = waiting.get(data.callId);
    if (!call || (data.kind !== 'answer' && data.kind !== 'refusal')) return;
    waiting.delete(data.callId);
    if (data.kind === 'answer') call.resolve(data.value);
    else call.reject(new Error(data.error.code ?? data.error.message));
  });
  globalThis.callTill = (method, args) => new Promise((resolve, reject) => {
    const callId = crypto.randomUUID();
    waiting.set(callId, { resolve, reject });
    channel.postMessage({ kind: 'call', callId, method, args });
  });
  globalThis.createOnAndOn = async (requests) => {
    for (const request of requests) {
      await globalThis.callTill('createCustomer', [request, 'en']);
      await globalThis.acknowledged(request.customerId);
    }
  };
})()`;

/**
 * Kills the browser of an offline till again and again, right after it acknowledged customers, opens it on the same
 * profile and looks for every one of them; at the end the store's server comes back and headquarters has to have all.
 */
export async function killTills(
  retailer: Retailer,
  store: Store,
  options: { readonly folder: string; readonly kills: number },
): Promise<KillResult> {
  const { folder, kills } = options;
  const all: string[] = [];
  let lost = 0;
  let before: string[] = [];
  await prepareTill(retailer, store, folder);
  await store.process?.kill();
  for (let kill = 0; kill < kills; kill++) {
    const till = await signedInTill(store, folder);
    lost += await missingOn(till, before);
    before = await createUntilKilled(till);
    all.push(...before);
  }
  await store.process?.start();
  const till = await signedInTill(store, folder);
  lost += await missingOn(till, before);
  const lostAtHeadquarters = await missingAtHeadquarters(retailer, all);
  await till.session.close();
  return { kills, acknowledged: all.length, lost, lostAtHeadquarters };
}

async function prepareTill(retailer: Retailer, store: Store, folder: string): Promise<void> {
  const till = await openTillBrowser(store, { folder });
  await till.open();
  await till.activate(await activationCode(retailer, 'HOUSTON-1'));
  await till.session.close();
}

async function signedInTill(store: Store, folder: string): Promise<TillInBrowser> {
  const till = await openTillBrowser(store, { folder });
  await till.open();
  await till.signIn(operators.houston.cashier);
  await till.page.evaluate(pageScript);
  return till;
}

async function createUntilKilled(till: TillInBrowser): Promise<string[]> {
  const acknowledged: string[] = [];
  const { promise: first, resolve } = Promise.withResolvers<void>();
  await till.page.exposeFunction('acknowledged', (customerId: string) => {
    acknowledged.push(customerId);
    resolve();
  });
  const creating = till.page.evaluate(`createOnAndOn(${JSON.stringify(someRequests())})`).catch(endedByKill);
  await Promise.race([first, creating]);
  await systemClock.sleep(systemRandom.next() * aliveMsMax);
  await till.session.kill();
  await creating;
  return acknowledged;
}

/** The page was there until the browser died; anything else is a fault of the till. */
function endedByKill(error: unknown): void {
  if (error instanceof Error && /closed|crashed|disconnected/iu.test(error.message)) return;
  throw error;
}

const requestCount = 400;

function someRequests(): object[] {
  return Array.from({ length: requestCount }, (_, place) => ({
    operationId: systemIds.uuid(),
    customerId: systemIds.uuid(),
    customer: { customerType: 'person', firstName: 'Imogen', lastName: `Fictitious ${place}`, addresses: [] },
  }));
}

async function missingOn({ page }: TillInBrowser, customerIds: readonly string[]): Promise<number> {
  let missing = 0;
  for (const customerId of customerIds) if (!(await isKnown(page, customerId))) missing++;
  return missing;
}

async function isKnown(page: Page, customerId: string): Promise<boolean> {
  const answer = await page.evaluate(
    `callTill('customerDetails', ['${customerId}', 'en']).then(() => 'known', (error) => error.message)`,
  );
  if (answer === 'known') return true;
  if (answer === 'customer_unknown') return false;
  throw new Error(`the till answers ${String(answer)}`);
}

async function missingAtHeadquarters(retailer: Retailer, customerIds: readonly string[]): Promise<number> {
  const giveUpAtMs = systemClock.monotonicMs() + drainMaxMs;
  for (;;) {
    const rows = await retailer.headquartersDatabase.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM customers WHERE customer_id = ANY ($1::uuid[])',
      [customerIds],
    );
    const missing = customerIds.length - (rows[0]?.count ?? 0);
    if (missing === 0 || systemClock.monotonicMs() > giveUpAtMs) return missing;
    await systemClock.sleep(drainPollMs);
  }
}
