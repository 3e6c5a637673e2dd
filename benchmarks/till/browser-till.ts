import { CompactEncrypt, importJWK, type JWK } from 'jose';
import type { Page } from 'playwright-core';
import type { StorageCalls } from '@counterfoil/app-point-of-sale/worker/storage-page/storage-calls';
import type { LocalValue } from '@counterfoil/till/local-database';

type PageCall = (name: string, ...args: readonly unknown[]) => Promise<never>;

/** One call of the page that drives the till's storage. */
export function callTill<Name extends keyof StorageCalls>(
  page: Page,
  name: Name,
  ...args: Parameters<StorageCalls[Name]>
): Promise<Awaited<ReturnType<StorageCalls[Name]>>> {
  return page.evaluate(([called, given]) => (globalThis as unknown as { call: PageCall }).call(called, ...given), [
    name as string,
    args as readonly unknown[],
  ] as const);
}

/** How long each of many calls takes in the page, messages to the worker included, in milliseconds. */
export function callDurations(page: Page, name: keyof StorageCalls, each: readonly unknown[][]): Promise<number[]> {
  return page.evaluate(
    async ([called, calls]) => {
      const { call } = globalThis as unknown as { call: PageCall };
      const durationsMs: number[] = [];
      for (const args of calls) {
        const startMs = performance.now();
        await call(called, ...args);
        durationsMs.push(performance.now() - startMs);
      }
      return durationsMs;
    },
    [name as string, each] as const,
  );
}

/** Milliseconds from asking for the page to the answer of a statement. */
export async function openedAfterMs(page: Page, sql: string, parameters: readonly LocalValue[]): Promise<number> {
  await callTill(page, 'all', sql, parameters);
  return page.evaluate(() => performance.now());
}

const secretBytes = 32;

/** Makes the page's browser a till, as an activation does. */
export async function activateTill(page: Page, registerId: string): Promise<void> {
  const { encryptionKey } = await callTill(page, 'beginActivation');
  const recoveryKey = await new CompactEncrypt(crypto.getRandomValues(new Uint8Array(secretBytes)))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
    .encrypt(await importJWK(encryptionKey as JWK, 'ECDH-ES+A256KW'));
  await callTill(page, 'adopt', { deviceId: '019b0000-0000-7000-8000-000000000001', registerId, recoveryKey });
}
