import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../docs/screenshots/storefront/', import.meta.url));
/** Pictures are made only when this is set: they change with every time of day. */
const variable = 'COUNTERFOIL_SCREENSHOTS';

/** Writes a picture of the page that is shown now, where somebody asks for pictures. */
export async function keepShopScreenshot(page: Page, file: string): Promise<void> {
  if (!process.env[variable]) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${file}.png`) });
}
