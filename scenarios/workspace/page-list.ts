import type { Page } from 'playwright-core';

/** A page as the menu names it. */
export interface NamedPage {
  /** Below `/workspace`. */
  readonly path: string;
  readonly title: string;
}

/** The pages that the menu names to whoever has signed in, folded sections included. */
export async function pagesOfMenu(page: Page): Promise<NamedPage[]> {
  await page.getByRole('navigation').waitFor();
  const links = await page.locator('nav a').all();
  const named = new Map<string, string>();
  for (const link of links) {
    const path = (await link.getAttribute('href'))?.replace(/^\/workspace/u, '');
    if (path) named.set(path, ((await link.textContent()) ?? '').trim());
  }
  return [...named].map(([path, title]) => ({ path, title }));
}
