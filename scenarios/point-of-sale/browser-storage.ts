import type { Page } from 'playwright-core';

/** What this origin keeps in a browser. */
export interface KeptByOrigin {
  /** Files of the origin private file system, as `path: bytes`; slots of the database engine that hold nothing count not. */
  readonly files: readonly string[];
  readonly databases: readonly string[];
}

/* In the page, as text. A slot without a database is its header alone, which begins with the empty name. */
const listKept = `(async () => {
  const slotBytes = 4096;
  const nameBytes = 512;
  const files = [];
  const isEmptySlot = async (path, file) => {
    if (!path.includes('/.opaque/') || file.size > slotBytes) return false;
    return new Uint8Array(await file.slice(0, nameBytes).arrayBuffer()).every((byte) => byte === 0);
  };
  const walk = async (folder, path) => {
    for await (const entry of folder.values()) {
      const place = path + '/' + entry.name;
      if (entry.kind === 'directory') await walk(entry, place);
      else {
        const file = await entry.getFile();
        if (file.size > 0 && !(await isEmptySlot(place, file))) files.push(place + ': ' + file.size);
      }
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return { files, databases: (await indexedDB.databases()).map(({ name }) => name) };
})()`;

/** Lists what the origin of a page keeps. */
export async function keptByOrigin(page: Page): Promise<KeptByOrigin> {
  return (await page.evaluate(listKept)) as KeptByOrigin;
}
