import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './tree-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['packages', 'apps', 'simulation', 'benchmarks', 'scripts'];

/** All TypeScript files of the product. */
export async function readSourceFiles(): Promise<SourceFile[]> {
  const lists = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  const files = lists
    .flat()
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`));
  return Promise.all(files.map(readSourceFile));
}

async function readSourceFile(path: string): Promise<SourceFile> {
  return { path: relative(root, path).split(sep).join('/'), text: await readFile(path, 'utf8') };
}
