import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import { accessibilityViolations } from '@counterfoil/browser-testing/screen-checks';
import type { StaffRole } from '@counterfoil/contracts/administration/session';
import { sessionCookie } from '@counterfoil/headquarters/workspace/session-cookie';
import { openWorkspaceSession } from '@counterfoil/headquarters/workspace/workspace-sessions';
import { systemClock } from '@counterfoil/platform/clock';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Retailer } from '../retailer.ts';

/** Who looks at the workspace, and how. */
export interface Visitor {
  readonly role: StaffRole;
  /** Of a store manager. */
  readonly channelIds?: readonly string[];
  readonly language?: 'en' | 'fr';
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

/** The workspace in a real Chromium, with somebody signed in. */
export interface WorkspaceInBrowser {
  readonly page: Page;
  readonly session: BrowserSession;
  /** Opens a page by its path below `/workspace`, and waits for its title. */
  open(path: string): Promise<void>;
  /** Fails when the page that is shown isn't accessible, or when any page so far failed or complained in the console. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/* A refusal is an answer that the pages show; the browser reports its status as an error of loading. */
const answerReport = /the server responded with a status of 4\d\d/u;

/** Where the workspace is, and whose sessions open it. */
export type Visited = Pick<Retailer, 'headquartersUrl' | 'headquartersDatabase'>;

/** Opens the workspace of `retailer` as somebody in a role, for the test that calls. */
export async function openWorkspace(retailer: Visited, visitor: Visitor): Promise<WorkspaceInBrowser> {
  const { role, language = 'en', colorScheme = 'light', width = 1_400 } = visitor;
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-workspace-'));
  const session = await openBrowser({ profileFolder: join(folder, 'profile'), language, colorScheme, width });
  const { page } = session;
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !answerReport.test(message.text())) problems.push(message.text());
  });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await session.close();
    await rm(folder, { recursive: true, force: true });
  };
  // A test that fails leaves no browser behind.
  onTestFinished(close);
  await signIn(retailer, session, visitor);
  return {
    page,
    session,
    async open(path) {
      await page.goto(`${retailer.headquartersUrl}/workspace${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    async check() {
      expect(problems, `problems of pages seen by ${role}`).toEqual([]);
      expect(await accessibilityViolations(page)).toEqual([]);
    },
    close,
  };
}

/** Gives the browser the cookie that a sign-in would: that way in has tests of its own. */
async function signIn(retailer: Visited, { context, page }: BrowserSession, visitor: Visitor): Promise<void> {
  const { role, channelIds = [] } = visitor;
  const person = { subject: `test-${role}`, name: `Test ${role}`, roles: [role], channelIds };
  const token = await openWorkspaceSession(retailer.headquartersDatabase, person, systemClock.now());
  const browser = await context.newCDPSession(page);
  await browser.send('Network.setCookie', {
    name: sessionCookie,
    value: token,
    url: retailer.headquartersUrl,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
  });
  await browser.detach();
}
