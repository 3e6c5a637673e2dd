// Runs once before all tests: what browser tests need is there before two of them look for it at the same time.
import { findChromium } from '../packages/browser-testing/src/find-chromium.ts';
import { buildApps } from './build-apps.mjs';

/**
 * Builds the apps, and unpacks the Chromium among the packages where the system has none. What can't be made ready is
 * said here; only the tests that need it fail by it.
 */
export default async function prepareBrowserTests() {
  try {
    buildApps();
    await findChromium();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}
