import type { Page } from 'playwright-core';

/** The least side of what is touched, in pixels. */
const targetMinPx = 44;
/** Widths on which people use fingers: a phone and a tablet; on the third, a mouse as well. */
export const screenWidths = { phone: 390, tablet: 820, desktop: 1280 } as const;
const screenHeightPx = 800;

/* As text: it runs in the page. Sentences, each about one element. */
const findProblems = `(isTouched, targetMinPx) => {
  const problems = [];
  const root = document.documentElement;
  const name = (element) =>
    element.tagName.toLowerCase() + ' "' +
    (element.getAttribute('aria-label') || element.textContent || element.getAttribute('name') || '').trim().slice(0, 60) +
    '" ' + (element.className || '');
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scrolls = (element, axis) => {
    const style = getComputedStyle(element);
    if (element === root) return axis === 'x' ? root.scrollWidth > innerWidth : root.scrollHeight > innerHeight + 1;
    const overflow = axis === 'x' ? style.overflowX : style.overflowY;
    if (overflow !== 'auto' && overflow !== 'scroll') return false;
    return axis === 'x'
      ? element.scrollWidth > element.clientWidth + 1
      : element.scrollHeight > element.clientHeight + 1;
  };
  /* A window hides what is behind it. */
  const windows = [...document.querySelectorAll('[role="dialog"]')].filter(isShown);
  const scope = windows.at(-1) ?? document.body;
  const all = [...scope.querySelectorAll('*')].filter(isShown);
  if (scrolls(root, 'x')) problems.push('the page scrolls sideways: ' + root.scrollWidth + ' px');
  for (const element of all) {
    if (scrolls(element, 'x') && !element.matches('.search-chips')) problems.push('scrolls sideways: ' + name(element));
    if (!scrolls(element, 'y') || element.matches('textarea')) continue;
    for (let above = element.parentElement; above; above = above.parentElement) {
      if (scrolls(above, 'y')) problems.push('scrolls within what scrolls: ' + name(element) + ' in ' + above.className);
    }
  }
  const targets = all.filter((element) =>
    element.matches(
      'button, a[href], textarea, select, input:not([type="radio"], [type="checkbox"], [type="hidden"]), ' +
      '.mantine-SegmentedControl-label, .mantine-Chip-label, [role="option"]',
    ),
  );
  for (const target of targets) {
    const label = [...target.querySelectorAll('.mantine-Button-label, .mantine-SegmentedControl-innerLabel'), target];
    if (label.some((part) => !part.matches('input, textarea') && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0))
      problems.push('text is cut: ' + name(target));
    target.scrollIntoView({ block: 'center', inline: 'center' });
    const { width, height, left, top } = target.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    if (isTouched && (width < targetMinPx - 0.5 || height < targetMinPx - 0.5))
      problems.push('too small: ' + Math.round(width) + '×' + Math.round(height) + ' ' + name(target));
    const frame = windows.length > 0 ? scope.getBoundingClientRect() : { left: 0, right: innerWidth };
    if (left < frame.left - 1 || left + width > frame.right + 1) problems.push('beside the screen: ' + name(target));
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    const isFree = hit !== null && (target.contains(hit) || hit.contains(target) || hit.closest('label')?.contains(target));
    if (!isFree && !target.disabled) problems.push('covered: ' + name(target) + ' by ' + (hit ? name(hit) : 'nothing'));
  }
  return [...new Set(problems)];
}`;

/* What floats is placed anew some frames after the width has changed. */
const settled = `new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))`;

/**
 * What is wrong with the layout of the page, at the width of a phone, a tablet and a desktop: it scrolls sideways or
 * twice, something to be touched is too small, cut or covered. The page has its width of before afterwards.
 */
export async function layoutProblems(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const [device, width] of Object.entries(screenWidths)) {
    await page.setViewportSize({ width, height: screenHeightPx });
    await page.evaluate(settled);
    const isTouched = width < screenWidths.desktop;
    const problems = (await page.evaluate(`(${findProblems})(${isTouched}, ${targetMinPx})`)) as string[];
    found.push(...problems.map((problem) => `${device}: ${problem}`));
  }
  if (before) await page.setViewportSize(before);
  return found;
}

/* The focus is seen by a ring, or by the border of a field. */
const describeFocus = `(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return { isVisible: false };
  const probe = document.createElement('div');
  probe.style.color = 'var(--mantine-primary-color-filled)';
  document.body.append(probe);
  const primary = getComputedStyle(probe).color;
  probe.remove();
  /* What shows the focus of a field may be drawn around it or beside it. */
  const isField = focused.matches('input, textarea');
  const isChoice = focused.matches('input[type="radio"], input[type="checkbox"]');
  const beside = isChoice ? focused.parentElement.querySelectorAll('label, span, div') : [];
  const around = isField ? [focused.closest('[data-variant]'), focused.parentElement, focused.parentElement.parentElement] : [];
  const shown = [focused, ...beside, ...around.filter(Boolean)];
  const isVisible = shown.some((element) => {
    const { outlineStyle, outlineWidth, borderTopColor } = getComputedStyle(element);
    const hasRing = outlineStyle !== 'none' && outlineWidth !== '0px';
    return hasRing || (isField && borderTopColor === primary);
  });
  return { isVisible };
})()`;

/** The name of the focus while it is on no part of the page. */
export const nowhere = 'nothing';

/** Where the focus is, as screen readers tell it (for example `button "Pay"`), and whether it can be seen. */
export async function focusOf(page: Page): Promise<{ name: string; isVisible: boolean }> {
  const { isVisible } = (await page.evaluate(describeFocus)) as { isVisible: boolean };
  const focused = page.locator(':focus');
  if ((await focused.count()) === 0) return { name: nowhere, isVisible: false };
  const [name = nowhere] = (await focused.first().ariaSnapshot()).split('\n');
  return { name: name.replace(/^- /u, ''), isVisible };
}
