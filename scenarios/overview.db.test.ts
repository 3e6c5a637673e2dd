import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startRetailer, textOf, type Json, type Retailer } from './retailer.ts';

/** Well below the minute after which a scale unit reports anyway, in milliseconds. */
const untilSetRight = { timeout: 45_000, interval: 250 };

let retailer: Retailer;
beforeAll(async () => {
  retailer = await startRetailer();
});
afterAll(() => retailer.stop());

async function overview(): Promise<Json> {
  return (await retailer.call('GET', '/overview')).body;
}

async function waitingOn(leg: string): Promise<string> {
  const found = [...((await overview())['legs'] ?? [])].find((one) => textOf(one['leg']) === leg);
  return textOf(found?.['waitingCount']);
}

test('what begins to wait in a store, and what no longer does, is known at headquarters before its next report', async () => {
  await retailer.stores.paris.create({ customerType: 'person', firstName: 'Lachlan', lastName: 'Berry' });
  await vi.waitFor(async () => expect(await waitingOn('channelsToHeadquarters')).toBe('1'), untilSetRight);
  expect(textOf((await overview())['convergence']?.['state'])).toBe('underWay');
  await retailer.travel();
  await vi.waitFor(async () => expect(await waitingOn('channelsToHeadquarters')).toBe('0'), untilSetRight);
  await vi.waitFor(
    async () => expect(textOf((await overview())['convergence']?.['state'])).toBe('converged'),
    untilSetRight,
  );
}, 180_000);
