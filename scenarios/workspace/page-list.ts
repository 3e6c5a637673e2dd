import type { Page } from 'playwright-core';

/** A page as the menu names it. */
export interface NamedPage {
  /** Below `/workspace`. */
  readonly path: string;
  readonly title: string;
}

/** The pages that the menu names to whoever has signed in, folded sections included. */
export async function pagesOfMenu(page: Page): Promise<NamedPage[]> {
  const search = page.locator('nav input[type="search"]');
  // Whatever is looked for unfolds the sections; a space is in every name.
  await search.fill(' ');
  await page.locator('nav a').first().waitFor();
  const links = await page.locator('nav a').all();
  const named = new Map<string, string>();
  for (const link of links) {
    const path = (await link.getAttribute('href'))?.replace(/^\/workspace/u, '');
    if (path) named.set(path, ((await link.textContent()) ?? '').trim());
  }
  await search.fill('');
  return [...named].map(([path, title]) => ({ path, title }));
}
