import type { Page } from 'playwright-core';
import { searchPercentilesOf, type SearchPercentiles } from '../percentiles.ts';

const firstRow = '.table-scroller tbody tr[data-opens]';
const frameCount = 300;
const scrolledPxPerFrame = 400;
const rowHeightPx = 37;
const repeatCount = 20;
const bytesPerMebibyte = 1_048_576;
const rowsMaxMs = 60_000;

/** Milliseconds from asking for the page to its first rows. */
export async function firstRowsAfterMs(page: Page, url: string): Promise<number> {
  const startMs = performance.now();
  await page.goto(url);
  await page.locator(firstRow).first().waitFor({ timeout: rowsMaxMs });
  return Math.round(performance.now() - startMs);
}

/** Milliseconds until an answer of the same server that has nothing to draw is there. */
export async function nothingAfterMs(page: Page, headquartersUrl: string): Promise<number> {
  const startMs = performance.now();
  await page.goto(`${headquartersUrl}/health`);
  return Math.round(performance.now() - startMs);
}

/** From asking for the smallest page of the same server to the next frame: what any act takes at least. */
export async function roundTrips(page: Page): Promise<SearchPercentiles> {
  const script = `(async () => {
    const times = [];
    for (let trip = 0; trip < ${repeatCount}; trip++) {
      const start = performance.now();
      await (await fetch('/health', { cache: 'no-store' })).text();
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - start);
    }
    return times;
  })()`;
  return searchPercentilesOf(await page.evaluate<number[]>(script));
}

/** Times between the frames of whatever page is open, while nothing happens. */
export async function idleFrames(page: Page): Promise<SearchPercentiles> {
  return framesOf(page, `frame < ${frameCount}`, '');
}

/** What runs in the page, as text: its own names are not known here. Runs `step` before each frame, as long as asked. */
async function framesOf(page: Page, goesOn: string, step: string): Promise<SearchPercentiles> {
  const script = `(async () => {
    const times = [];
    const scroller = document.querySelector('.table-scroller');
    let last = await new Promise(requestAnimationFrame);
    for (let frame = 0; ${goesOn}; frame++) {
      ${step};
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  })()`;
  return searchPercentilesOf(await page.evaluate<number[]>(script));
}

/** Scrolls the list through `rows` rows, frame by frame, and waits where its rows are still to come. */
export async function scrollFrames(page: Page, rows: number): Promise<SearchPercentiles> {
  return framesOf(page, `scroller.scrollTop < ${rows * rowHeightPx}`, `scroller.scrollTop += ${scrolledPxPerFrame}`);
}

/** Rows that are drawn, and what the scripts of the page hold, in MiB. */
export async function heldByPage(page: Page): Promise<{ drawnRows: number; heapMb: number }> {
  const drawnRows = await page.locator(firstRow).count();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { drawnRows, heapMb: Math.round(usedSize / bytesPerMebibyte) };
}

/** How long it takes until the first row is another one, for each of a number of acts. */
export async function untilOtherRows(page: Page, act: (place: number) => Promise<void>): Promise<SearchPercentiles> {
  const durationsMs: number[] = [];
  for (let place = 0; place < repeatCount; place++) {
    const before = await page.locator(firstRow).first().textContent();
    const startMs = performance.now();
    await act(place);
    // Each look waits for a frame; the page's own policy forbids what would wait inside of it.
    const isOther = `new Promise((done) => requestAnimationFrame(() => {
      const row = document.querySelector(${JSON.stringify(firstRow)});
      done(row !== null && row.textContent !== ${JSON.stringify(before)});
    }))`;
    while (!(await page.evaluate(isOther))) {
      if (performance.now() - startMs > rowsMaxMs) throw new Error('the rows did not change in time');
    }
    durationsMs.push(performance.now() - startMs);
  }
  return searchPercentilesOf(durationsMs);
}
