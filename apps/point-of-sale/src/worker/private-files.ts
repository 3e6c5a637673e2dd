/*
 * Small files in the origin private file system, which SQLite's files live in too: what IndexedDB loses with a whole
 * profile's databases stays there.
 */

/** A file that one worker has open alone, with calls that wait for the disk. */
export interface SyncAccessHandle {
  read(bytes: Uint8Array<ArrayBuffer>, options?: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options?: { at: number }): number;
  truncate(byteCount: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/* The types of pages don't know what only workers have. */
type WorkerFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> };

/** Opens a file for this worker alone. Throws `NoModificationAllowedError` while another one has it. */
export function openAlone(file: FileSystemFileHandle): Promise<SyncAccessHandle> {
  return (file as WorkerFileHandle).createSyncAccessHandle();
}

/** The folder at a path below the root, made if need be. */
export async function folderAt(...names: readonly string[]): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory();
  for (const name of names) folder = await folder.getDirectoryHandle(name, { create: true });
  return folder;
}

/** Resolves with null when there is no such file. */
export async function absentIfNotFound<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** The text of a file; null when it isn't there. */
export async function readTextFile(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  const handle = await absentIfNotFound(folder.getFileHandle(name));
  return handle && (await handle.getFile()).text();
}

/** Writes a file whole and waits for the disk. */
export async function writeTextFile(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const handle = await openAlone(await folder.getFileHandle(name, { create: true }));
  try {
    const bytes = new TextEncoder().encode(text);
    handle.truncate(0);
    if (handle.write(bytes, { at: 0 }) !== bytes.length) throw new Error(`${name} was not written whole`);
    handle.flush();
  } finally {
    handle.close();
  }
}

/** Removes a file, if it is there. */
export async function removeFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await absentIfNotFound(folder.removeEntry(name));
}
