import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { screenWidths } from './screen-layout.ts';
import type { ScreenName } from './screen-tour.ts';

type Device = keyof typeof screenWidths;

/** One picture for the documentation. */
interface Screenshot {
  readonly file: string;
  readonly screen: ScreenName;
  readonly language: 'en' | 'fr';
  readonly colorScheme: 'light' | 'dark';
  readonly device: Device;
}

const heightsPx: Readonly<Record<Device, number>> = { phone: 844, tablet: 1180, desktop: 800 };

function picture(
  file: string,
  screen: ScreenName,
  language: 'en' | 'fr',
  colorScheme: 'light' | 'dark',
  device: Device,
): Screenshot {
  return { file, screen, language, colorScheme, device };
}

/** Each main screen once, and each language, appearance and device several times. */
export const screenshots: readonly Screenshot[] = [
  picture('activation', 'activation', 'en', 'light', 'tablet'),
  picture('sign-in', 'sign-in', 'fr', 'light', 'phone'),
  picture('sale', 'sale with an account number', 'en', 'light', 'desktop'),
  picture('sale-dark', 'sale with an account number', 'fr', 'dark', 'desktop'),
  picture('sale-phone', 'sale with lines', 'en', 'light', 'phone'),
  picture('sale-offline', 'sale with a pending customer', 'fr', 'light', 'tablet'),
  picture('new-customer', 'new customer filled in', 'en', 'light', 'tablet'),
  picture('duplicate-hint', 'duplicate hint', 'en', 'light', 'desktop'),
  picture('customer-search', 'customer search with results', 'en', 'dark', 'desktop'),
  picture('customer-search-phone', 'customer search with results', 'fr', 'light', 'phone'),
  picture('customer-details', 'customer details', 'en', 'light', 'desktop'),
  picture('customer-needs-attention', 'customer details, needs attention', 'fr', 'light', 'desktop'),
  picture('pay', 'pay in cash', 'fr', 'light', 'tablet'),
  picture('receipt-pending', 'receipt with a pending customer', 'en', 'light', 'phone'),
  picture('connection-status', 'connection status offline', 'fr', 'dark', 'phone'),
  picture('transactions', 'transactions waiting', 'en', 'light', 'tablet'),
];

const folder = fileURLToPath(new URL('../../docs/screenshots/point-of-sale/', import.meta.url));
/** Pictures are made only when this is set: they change with every time of day. */
const variable = 'COUNTERFOIL_SCREENSHOTS';

/** Writes the pictures of the screen that is shown now, where somebody asks for pictures; the page is as before then. */
export async function keepScreenshots(
  page: Page,
  shown: { readonly name: ScreenName; readonly language: 'en' | 'fr'; readonly colorScheme: 'light' | 'dark' },
): Promise<void> {
  if (!process.env[variable]) return;
  const size = page.viewportSize();
  for (const { file, screen, language, colorScheme, device } of screenshots) {
    if (screen !== shown.name || language !== shown.language) continue;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: screenWidths[device], height: heightsPx[device] });
    await writePicture(page, file, device);
    await page.emulateMedia({ colorScheme: shown.colorScheme });
    if (size) await page.setViewportSize(size);
  }
}

/* Fingers scroll without scroll bars, and messages that go by themselves would cover what is to be seen. */
async function writePicture(page: Page, file: string, device: Device): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const setScrollbars = (hidden: boolean): Promise<void> =>
    session.send('Emulation.setScrollbarsHidden', { hidden }).then(() => undefined);
  if (device !== 'desktop') await setScrollbars(true);
  await page.evaluate(`for (const part of document.querySelectorAll('.workspace-main')) part.scrollTop = 0;
    document.querySelector('.duplicate-panel')?.scrollIntoView({ block: 'center' })`);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${file}.png`), style: '.toasts { display: none }' });
  await setScrollbars(false);
  await session.detach();
}
