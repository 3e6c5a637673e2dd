import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pageSizeBytes } from '@counterfoil/till/local-database';

/** Texts that must not be readable: as they were typed, in any case, in the encodings in which browsers write. */
export async function filesWithText(folder: string, texts: readonly string[]): Promise<string[]> {
  const wanted = texts.flatMap((text) => encodings.map((encoding) => encoded(text, encoding)));
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    const content = (await readFile(file)).toString('latin1').toLowerCase();
    for (const [at, text] of wanted.entries()) {
      if (content.includes(text)) found.push(`${relative(folder, file)}: ${texts[Math.floor(at / encodings.length)]}`);
    }
  }
  return found;
}

const encodings = ['utf8', 'utf16le'] as const;

function encoded(text: string, encoding: (typeof encodings)[number]): string {
  return Buffer.from(text.toLowerCase(), encoding).toString('latin1').toLowerCase();
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Copies the profile of a browser that is closed, as somebody would who has the device for a minute. */
export async function copyProfile(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}

/** Of a file of the database engine: its own header, which begins with the name, before the pages. */
const slotHeaderBytes = 4_096;

/** What the database engine keeps in a file of its own each. */
const engineFiles = { database: '/till.db\0', log: '/till.db-wal\0' } as const;

/**
 * Spoils every page but the first of the till's database, or of its log, in the profile of a browser that is closed, as a
 * failing disk does; answers how to put the bytes back.
 */
export async function spoilDatabase(
  profileFolder: string,
  which: keyof typeof engineFiles,
): Promise<{ file: string; mend: () => Promise<void> }> {
  const { file, bytes } = await engineFile(profileFolder, engineFiles[which]);
  const spoilt = Buffer.from(bytes);
  for (let at = slotHeaderBytes + pageSizeBytes; at < spoilt.length; at += pageSizeBytes) spoilt.fill(1, at, at + 64);
  await writeFile(file, spoilt);
  return { file, mend: () => writeFile(file, bytes) };
}

async function engineFile(profileFolder: string, name: string): Promise<{ file: string; bytes: Buffer }> {
  for (const file of await filesBelow(join(profileFolder, 'Default', 'File System'))) {
    const bytes = await readFile(file);
    if (bytes.length > slotHeaderBytes && bytes.subarray(0, name.length).toString('latin1') === name) {
      return { file, bytes };
    }
  }
  throw new Error(`this profile has no ${name}`);
}
