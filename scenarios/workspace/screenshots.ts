import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** One picture for the documentation. */
interface Picture {
  readonly file: string;
  readonly path: string;
  readonly language: 'en' | 'fr';
  readonly colorScheme: 'light' | 'dark';
}

/** The pages that the documentation shows. */
const pictures: readonly Picture[] = [
  { file: 'overview', path: '/overview', language: 'en', colorScheme: 'light' },
  { file: 'overview-dark', path: '/overview', language: 'fr', colorScheme: 'dark' },
  { file: 'all-customers', path: '/customers', language: 'en', colorScheme: 'light' },
  {
    file: 'customer-synchronization-status',
    path: '/customer-synchronization-status',
    language: 'fr',
    colorScheme: 'light',
  },
  { file: 'functionality-profiles', path: '/setup/functionality-profiles', language: 'en', colorScheme: 'light' },
  { file: 'registers', path: '/registers', language: 'fr', colorScheme: 'dark' },
  { file: 'distribution-schedule', path: '/distribution-schedules', language: 'en', colorScheme: 'light' },
  { file: 'download-sessions', path: '/download-sessions', language: 'fr', colorScheme: 'light' },
  { file: 'feature-management', path: '/feature-management', language: 'en', colorScheme: 'dark' },
  { file: 'batch-jobs', path: '/batch-jobs', language: 'fr', colorScheme: 'light' },
  { file: 'audit-trail', path: '/audit-trail', language: 'en', colorScheme: 'light' },
  { file: 'number-sequences', path: '/setup/number-sequences', language: 'en', colorScheme: 'light' },
];

const folder = fileURLToPath(new URL('../../docs/screenshots/workspace/', import.meta.url));
/** Pictures are made only when this is set: they change with every time of day. */
const variable = 'COUNTERFOIL_SCREENSHOTS';

/** Writes the pictures of the page that is shown now, where somebody asks for pictures. */
export async function keepWorkspaceScreenshots(page: Page, path: string, language: 'en' | 'fr'): Promise<void> {
  if (!process.env[variable]) return;
  for (const picture of pictures) {
    if (picture.path !== path || picture.language !== language) continue;
    await page.emulateMedia({ colorScheme: picture.colorScheme, reducedMotion: 'reduce' });
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${picture.file}.png`) });
    await page.emulateMedia({ colorScheme: language === 'en' ? 'light' : 'dark', reducedMotion: 'reduce' });
  }
}
