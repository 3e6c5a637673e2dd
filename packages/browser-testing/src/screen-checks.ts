import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const uuidPattern = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/giu;

/* As text: it runs in the page. */
const shownDocument = `[
  document.documentElement.outerHTML,
  ...[...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
].join('\\n')`;

/** Names of all violations of a page, with the elements; empty when axe finds none. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/**
 * Identifiers anywhere in what a page shows or tells (R3): its document with all attributes, texts typed into fields, the
 * address bar, the title, and the accessibility tree.
 */
export async function identifiersShown(page: Page): Promise<string[]> {
  const document = String(await page.evaluate(shownDocument));
  const session = await page.context().newCDPSession(page);
  const tree = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  /* Node identifiers of the tree are the browser's own. */
  const told = tree.nodes.map(({ name, value, description, properties }) => [name, value, description, properties]);
  const texts = [document, page.url(), await page.title(), JSON.stringify(told)];
  return texts.flatMap((text) => text.match(uuidPattern) ?? []);
}
