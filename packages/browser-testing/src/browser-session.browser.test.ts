import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser-session.ts';
import { accessibilityViolations, identifiersShown } from './screen-checks.ts';

const identifier = '019b0000-0000-7000-8000-000000000042';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-browser-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the browser of browser tests', () => {
  it('is a real Chromium whose profile outlives SIGKILL, in the language and colours asked for', async () => {
    const profileFolder = join(folder, 'profile');
    const first = await openBrowser({ profileFolder, language: 'fr', colorScheme: 'dark', width: 390, height: 800 });
    expect(await first.page.evaluate('navigator.language')).toBe('fr-FR');
    expect(await first.page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`)).toBe(true);
    expect(await first.page.evaluate('innerWidth')).toBe(390);
    await first.kill();
    const second = await openBrowser({ profileFolder });
    expect(await second.page.evaluate('navigator.language')).toBe('en-US');
    await second.close();
  });

  it('R3: finds an identifier in text, in an attribute, in a field and in the address bar, and none where none is', async () => {
    const { page, close } = await openBrowser({ profileFolder: join(folder, 'scanned') });
    const show = (body: string, at = ''): Promise<unknown> =>
      page.goto(`data:text/html,<html lang="en"><title>Till</title><main><h1>Till</h1>${body}</main>${at}`);
    await show('<p>Pending synchronization</p>');
    expect(await identifiersShown(page)).toEqual([]);
    for (const body of [`<p>${identifier}</p>`, `<p id="row-${identifier}">Ada</p>`, '<input aria-label="Name">']) {
      await show(body);
      if (body.startsWith('<input')) await page.fill('input', `x${identifier}`);
      expect((await identifiersShown(page)).length, body).toBeGreaterThan(0);
    }
    await show('<p>Ada</p>', `#${identifier}`);
    expect((await identifiersShown(page)).length).toBeGreaterThan(0);
    await close();
  });

  it('names what axe finds', async () => {
    const { page, close } = await openBrowser({ profileFolder: join(folder, 'axe') });
    await page.goto('data:text/html,<html lang="en"><title>Till</title><main><h1>Till</h1><input></main>');
    expect((await accessibilityViolations(page)).join('\n')).toMatch(/label/u);
    await close();
  });
});
