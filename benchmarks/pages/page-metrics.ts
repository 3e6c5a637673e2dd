import type { CDPSession, Page } from 'playwright-core';

/** How a page came to somebody, by the measures that browsers themselves report. */
export interface PageMetrics {
  /** *First contentful paint* and *largest contentful paint*, in milliseconds from asking for the page. */
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  /** *Total blocking time*: what tasks of the page take beyond 50 ms each, in milliseconds. */
  readonly blockedMs: number;
  /** *Cumulative layout shift*: 0 is a page that doesn't jump. */
  readonly layoutShift: number;
  /** What came over the line, headers included, and in how many answers. */
  readonly bytes: number;
  readonly requests: number;
}

/** A telephone of the middle on a slow mobile network, as *Lighthouse* has it. */
export const slowPhone = {
  latencyMs: 150,
  downloadBitsPerSecond: 1_638_400,
  uploadBitsPerSecond: 768_000,
  cpuSlowdown: 4,
} as const;

const bitsPerByte = 8;
/** A task of a page that takes longer is felt, in milliseconds. */
const longTaskMs = 50;
/** A page that has come to rest stays so for this long, in milliseconds. */
const restMs = 1_000;

/* As text: it runs in the page before anything of the page does. */
const observe = `(() => {
  const seen = { largestPaintMs: 0, layoutShift: 0, blockedMs: 0 };
  Object.defineProperty(globalThis, 'seenMetrics', { value: seen });
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => { seen.largestPaintMs = entry.startTime; });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.layoutShift += entry.value; });
  watch('longtask', (entry) => { seen.blockedMs += Math.max(entry.duration - ${longTaskMs}, 0); });
})()`;

const readMetrics = `new Promise((resolve) => setTimeout(() => {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  resolve({ ...seenMetrics, firstPaintMs: paint ? paint.startTime : 0 });
}, ${restMs}))`;

/** Makes a tab measure its pages, on the line and processor of a slow phone, with nothing kept from earlier pages. */
export async function prepareSlowPhone(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await page.addInitScript({ content: observe });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slowPhone.latencyMs,
    downloadThroughput: slowPhone.downloadBitsPerSecond / bitsPerByte,
    uploadThroughput: slowPhone.uploadBitsPerSecond / bitsPerByte,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuSlowdown });
  return session;
}

/** Opens a page of a tab that is prepared. Throws when the page isn't answered well. */
export async function measurePage(page: Page, session: CDPSession, url: string): Promise<PageMetrics> {
  const loaded: number[] = [];
  const count = ({ encodedDataLength }: { encodedDataLength: number }): void => void loaded.push(encodedDataLength);
  session.on('Network.loadingFinished', count);
  try {
    const answer = await page.goto(url, { waitUntil: 'load' });
    if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status() ?? 'nothing'}`);
    const seen = await page.evaluate<Omit<PageMetrics, 'bytes' | 'requests'>>(readMetrics);
    return { ...seen, bytes: loaded.reduce((sum, bytes) => sum + bytes, 0), requests: loaded.length };
  } finally {
    session.off('Network.loadingFinished', count);
  }
}
