import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestShop, type TestShop } from './storefront-fixture.ts';

/** Longer than settings are believed, in milliseconds. */
const settingsLifeMs = 60_000;

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop?.stop());

it('says whether the shop reaches its scale unit, and answers in either case', async () => {
  const health = async (): Promise<unknown> => (await fetch(`${shop.url}/health`)).json();
  expect(await health()).toEqual({ status: 'ok' });
  shop.scaleUnitLine.cut();
  shop.pass(settingsLifeMs);
  expect(await health()).toEqual({ status: 'degraded' });
  shop.scaleUnitLine.restore();
  expect(await health()).toEqual({ status: 'ok' });
});
