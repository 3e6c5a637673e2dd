import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measurePages, type PageFigures } from './measure-pages.ts';
import { slowPhone, type PageMetrics } from './page-metrics.ts';

/* npm run bench:pages [-- --json] */

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const folder = await mkdtemp(join(tmpdir(), 'counterfoil-pages-'));
try {
  const figures = await measurePages(folder);
  process.stdout.write(`${values.json ? JSON.stringify({ ...figures, slowPhone }) : report(figures)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function report({ limit, pages }: PageFigures): string {
  const { latencyMs, downloadBitsPerSecond, cpuSlowdown } = slowPhone;
  const megabits = downloadBitsPerSecond / 1_000_000;
  return [
    `Each page opened without anything kept, ${latencyMs} ms and ${megabits} Mbit/s away, processor slowed ${cpuSlowdown} times; medians.`,
    lineOf('smallest answer', limit),
    ...Object.entries(pages).map(([path, metrics]) => lineOf(path, metrics)),
  ].join('\n');
}

function lineOf(name: string, metrics: PageMetrics): string {
  const { firstPaintMs, largestPaintMs, blockedMs, layoutShift, bytes, requests } = metrics;
  return `${name.padEnd(24)} first paint ${firstPaintMs} ms, largest ${largestPaintMs} ms, blocked ${blockedMs} ms, layout shift ${layoutShift}, ${bytes} bytes in ${requests} answers`;
}
