import { z } from 'zod';
import { folderAt, readTextFile, removeFile, writeTextFile } from './private-files.ts';

/** The database's key under another key (AES-GCM), in base64url. */
const wrappedKeySchema = z.strictObject({ registerId: z.string(), nonce: z.string(), wrapped: z.string() });
export type WrappedKey = z.infer<typeof wrappedKeySchema>;

const folderName = 'counterfoil-till';
const recoveryFile = 'recovery-key.json';
const localPrefix = 'database-key-';

/**
 * The database's key, wrapped, in two files beside the database: by the register's recovery key, and by a key of this
 * browser. Each set of keys of this browser has a file of its own, so that a new one is written before it counts.
 */
export interface KeyFiles {
  readRecovery(): Promise<WrappedKey | null>;
  writeRecovery(key: WrappedKey): Promise<void>;
  readLocal(generation: string): Promise<WrappedKey | null>;
  writeLocal(generation: string, key: WrappedKey): Promise<void>;
  /** Removes the local files of all other generations. */
  keepLocal(generation: string): Promise<void>;
  removeAll(): Promise<void>;
}

/** The key files of this origin. */
export async function openKeyFiles(): Promise<KeyFiles> {
  const folder = await folderAt(folderName);
  return {
    readRecovery: () => readWrapped(folder, recoveryFile),
    writeRecovery: (key) => writeTextFile(folder, recoveryFile, JSON.stringify(key)),
    readLocal: (generation) => readWrapped(folder, localFile(generation)),
    writeLocal: (generation, key) => writeTextFile(folder, localFile(generation), JSON.stringify(key)),
    keepLocal: (generation) => removeFiles(folder, (name) => isLocal(name) && name !== localFile(generation)),
    removeAll: () => removeFiles(folder, (name) => isLocal(name) || name === recoveryFile),
  };
}

const localFile = (generation: string): string => `${localPrefix}${generation}.json`;
const isLocal = (name: string): boolean => name.startsWith(localPrefix);

/* A file that was cut off while it was first written guards nothing yet: it counts as absent. */
async function readWrapped(folder: FileSystemDirectoryHandle, name: string): Promise<WrappedKey | null> {
  const text = await readTextFile(folder, name);
  const parsed = text === null ? null : wrappedKeySchema.safeParse(parseJson(text));
  return parsed?.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function removeFiles(folder: FileSystemDirectoryHandle, isGone: (name: string) => boolean): Promise<void> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names.filter(isGone)) await removeFile(folder, name);
}
