import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serveFolder, type ServedFolder } from './serve-folder.ts';

/** Builds the page that drives the till's storage as the app is built, into a folder of its own, and serves it. */
export async function serveStoragePage(): Promise<ServedFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-storage-page-'));
  await build({
    configFile: false,
    root: dirname(fileURLToPath(import.meta.url)),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  const served = await serveFolder(folder, '/');
  return {
    ...served,
    async close() {
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
