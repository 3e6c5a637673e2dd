import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { systemClock } from '@counterfoil/platform/clock';
import { findChromium } from './find-chromium.ts';

/** How a browser is opened. */
export interface BrowserOptions {
  /** Kept across sessions, so that a browser comes back to what an earlier one stored. */
  readonly profileFolder: string;
  /** Of the browser's own user interface and of `navigator.language`. */
  readonly language?: 'en' | 'fr';
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** A real Chromium with a profile of its own. */
export interface BrowserSession {
  readonly context: BrowserContext;
  /** The tab that was open at the start. */
  readonly page: Page;
  newTab(): Promise<Page>;
  /** As a power cut would: SIGKILL of every process of the browser. Resolves when they are gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/* Without a network of its own: nothing is looked up, updated or reported. */
const quietFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--remote-debugging-port=0',
];

const locales = { en: 'en-US', fr: 'fr-FR' } as const;
const startMaxMs = 30_000;
const startPollMs = 50;
const portFile = 'DevToolsActivePort';

/** Opens Chromium on a profile. Throws when none is found, or when it doesn't start. */
export async function openBrowser(options: BrowserOptions): Promise<BrowserSession> {
  const { profileFolder, language = 'en', colorScheme = 'light', width = 1280, height = 800 } = options;
  await mkdir(profileFolder, { recursive: true });
  await rm(join(profileFolder, portFile), { force: true });
  const child = await spawnChromium(profileFolder, language, `${width},${height}`);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const browser = await chromium.connectOverCDP(await endpointOf(profileFolder, child));
    const context = browser.contexts()[0] ?? (await browser.newContext());
    const prepared = (page: Page): Promise<Page> => prepare(page, { colorScheme, width, height });
    return {
      context,
      page: await prepared(context.pages()[0] ?? (await context.newPage())),
      newTab: async () => prepared(await context.newPage()),
      kill: async () => {
        killGroup(child);
        await gone;
      },
      close: () => closeBrowser(browser, child, gone),
    };
  } catch (error) {
    killGroup(child);
    throw error;
  }
}

async function spawnChromium(profileFolder: string, language: 'en' | 'fr', size: string): Promise<ChildProcess> {
  const { executablePath, env } = await findChromium();
  const locale = locales[language];
  const words = [...quietFlags, `--lang=${locale}`, `--accept-lang=${locale}`, `--window-size=${size}`];
  /* A group of its own, so that all its processes die at once. */
  return spawn(executablePath, [...words, `--user-data-dir=${profileFolder}`, 'about:blank'], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...env, LANGUAGE: locale },
  });
}

async function endpointOf(profileFolder: string, child: ChildProcess): Promise<string> {
  const giveUpAtMs = systemClock.monotonicMs() + startMaxMs;
  while (systemClock.monotonicMs() < giveUpAtMs && child.exitCode === null) {
    const [port, path] = await portAndPath(profileFolder);
    if (port && path) return `ws://127.0.0.1:${port}${path}`;
    await systemClock.sleep(startPollMs);
  }
  throw new Error(`Chromium did not start: exit code ${child.exitCode ?? 'none'}`);
}

async function portAndPath(profileFolder: string): Promise<string[]> {
  try {
    return (await readFile(join(profileFolder, portFile), 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function prepare(
  page: Page,
  { colorScheme, width, height }: Required<Pick<BrowserOptions, 'colorScheme' | 'width' | 'height'>>,
): Promise<Page> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  return page;
}

async function closeBrowser(browser: Browser, child: ChildProcess, gone: Promise<void>): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await Promise.race([session.send('Browser.close').catch(() => killGroup(child)), gone]);
  await gone;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
