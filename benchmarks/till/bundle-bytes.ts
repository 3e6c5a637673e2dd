import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { TillFigures } from './till-figures.ts';

const builtApp = fileURLToPath(new URL('../../apps/point-of-sale/dist', import.meta.url));
const keptFiles = /\.(?:html|js|css|wasm|svg|png|webmanifest)$/u;

/** How large the built app is. */
export async function bundleBytes(): Promise<TillFigures['bundleBytes']> {
  const entries = await readdir(builtApp, { recursive: true, withFileTypes: true });
  let [files, compressed] = [0, 0];
  for (const entry of entries.filter(({ name }) => keptFiles.test(name))) {
    const content = await readFile(join(entry.parentPath, entry.name));
    files += content.length;
    compressed += gzipSync(content).length;
  }
  return { files, compressed };
}
