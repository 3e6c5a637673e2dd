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
  }
}
