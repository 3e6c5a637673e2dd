import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import type { TillState } from '@counterfoil/till/service/till-service';
import { serveFolder, type ServedFolder } from '../worker/storage-page/serve-folder.ts';
import { tillChannelName, tillLockName, type TillMessage } from './till-messages.ts';

/* The built app without a scale unit: what the tabs do among themselves. */

const builtApp = fileURLToPath(new URL('../../dist', import.meta.url));

let served: ServedFolder;
let folder: string;
let browser: BrowserSession;

beforeAll(async () => {
  served = await serveFolder(builtApp, '/pos/');
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-tabs-'));
  browser = await openBrowser({ profileFolder: join(folder, 'profile') });
});

afterAll(async () => {
  await browser.close();
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** Asks the engine from a tab, as every screen does; it may have to wait until some tab owns the till. */
function stateSeenBy(tab: Page): Promise<TillState> {
  return tab.evaluate(
    (channelName) =>
      new Promise<TillState>((resolve) => {
        const channel = new BroadcastChannel(channelName);
        const callId = crypto.randomUUID();
        const ask = (): void => channel.postMessage({ kind: 'call', callId, method: 'state', args: [] });
        channel.addEventListener('message', ({ data }: MessageEvent<TillMessage>) => {
          if (data.kind === 'ready') ask();
          if (data.kind === 'answer' && data.callId === callId) resolve(data.value as TillState);
        });
        ask();
      }),
    tillChannelName,
  );
}

async function owners(tab: Page): Promise<number> {
  const held = await tab.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []);
  return held.filter((name) => name === tillLockName).length;
}

describe('several tabs of one till', () => {
  it('are answered by the one engine of the tab that came first, and by the next one when that is closed', async () => {
    const first = browser.page;
    await first.goto(served.url);
    expect((await stateSeenBy(first)).phase).toBe('notActivated');
    const second = await browser.newTab();
    await second.goto(served.url);
    expect((await stateSeenBy(second)).phase).toBe('notActivated');
    expect(await owners(second)).toBe(1);
    await first.close();
    expect((await stateSeenBy(second)).phase).toBe('notActivated');
    expect(await owners(second)).toBe(1);
    const third = await browser.newTab();
    await third.goto(served.url);
    expect((await stateSeenBy(third)).phase).toBe('notActivated');
  });
});
