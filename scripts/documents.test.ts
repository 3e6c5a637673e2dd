import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const sourceFolders = ['packages', 'apps', 'simulation', 'scenarios', 'benchmarks', 'scripts'];

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const documents = [...readdirSync(root).filter((name) => name.endsWith('.md')), ...filesBelow('docs', '.md')];

describe('documents are bound to the code', () => {
  const testTexts = sourceFolders.flatMap((folder) => filesBelow(folder, '.test.ts')).map(read);
  const numbers = [...read('INVARIANTS.md').matchAll(/^\| (R\d+) \|/gmu)].map((match) => match[1] ?? '');

  it.each(numbers)('invariant %s is named by at least one test', (number) => {
    const named = new RegExp(`['"\`(].*\\b${number}\\b.*['"\`]`, 'u');
    expect(testTexts.filter((text) => named.test(text)).length).toBeGreaterThan(0);
  });

  it.each(documents)('every link and file named in %s exists', (document) => {
    const text = read(document);
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/gu)].map((match) =>
      join(document, '..', match[1] ?? ''),
    );
    const named = [
      ...text.matchAll(/`((?:packages|apps|simulation|scenarios|benchmarks|scripts|docs)\/[\w./-]*)`/gu),
    ].map((match) => match[1] ?? '');
    expect([...links, ...named].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  const sourceText = sourceFolders
    .flatMap((folder) => [...filesBelow(folder, '.ts'), ...filesBelow(folder, '.sql')])
    .map(read)
    .join('\n');
  const identifiers = [...read('GLOSSARY.md').matchAll(/^\|[^|]+\|([^|]+)\|/gmu)]
    .flatMap((match) => [...(match[1] ?? '').matchAll(/`(\w+)`/gu)])
    .map((match) => match[1] ?? '');

  it.each(identifiers)('the glossary names %s, which the code has', (identifier) => {
    expect(sourceText).toMatch(new RegExp(`\\b${identifier}\\b`, 'u'));
  });
});
