import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** The pictures that the documentation shows; those of a phone are French and dark. */
const pictures: ReadonlySet<string> = new Set([
  'products',
  'products-phone',
  'basket-phone',
  'sign-up',
  'sign-up-refused-phone',
  'account-pending',
  'account-pending-phone',
  'account',
  'account-contacts-phone',
  'address-form-france-phone',
  'addresses',
  'checkout-address-phone',
  'checkout-confirm',
  'order-accepted',
]);

const folder = fileURLToPath(new URL('../../docs/screenshots/storefront/', import.meta.url));
/** Pictures are made only when this is set: they change with every time of day. */
const variable = 'COUNTERFOIL_SCREENSHOTS';

/** Writes the picture of the page that is shown now, where somebody asks for pictures and it is one of them. */
export async function keepShopScreenshot(page: Page, name: string): Promise<void> {
  if (!process.env[variable] || !pictures.has(name)) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
