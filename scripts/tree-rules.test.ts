import { describe, expect, it } from 'vitest';
import { readSourceFiles } from './source-files.ts';
import { treeViolations } from './tree-rules.ts';

function violationsOf(path: string, text: string): string[] {
  return treeViolations([{ path, text }]);
}

it('the whole tree keeps its rules', async () => {
  const files = await readSourceFiles();
  expect(files.length).toBeGreaterThan(50);
  expect(treeViolations(files)).toEqual([]);
});

describe('the rules of the tree see', () => {
  it.each([
    ['packages/platform/src/clock.ts', `import { refuse } from '@counterfoil/contracts/refusal';`],
    ['packages/headquarters/src/a.ts', `import type { P } from '@counterfoil/channel/exchange/p-job';`],
    ['packages/channel/src/a.ts', `const { b } = await import('@counterfoil/headquarters/b');`],
    ['packages/http/src/a.ts', `export { main } from '@counterfoil/app-cli/main';`],
    ['packages/batch/src/a.test.ts', `import { world } from '@counterfoil/simulation/world';`],
  ])('an import against the layers in %s', (path, text) => {
    expect(violationsOf(path, text)).toEqual([expect.stringContaining('is not above it in the layers')]);
  });

  it('a path that reaches into another package', () => {
    const found = violationsOf('packages/channel/src/a.ts', `import { x } from '../../database/src/database.ts';`);
    expect(found).toEqual([expect.stringContaining('reaches into another package by a path')]);
  });

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'randomUUID()', 'performance.now()'])(
    '%s beside the seams',
    (call) => {
      const path = 'packages/channel/src/a.ts';
      expect(violationsOf(path, `const x = ${call};`)).toEqual([expect.stringContaining('come in through the seams')]);
    },
  );

  it('input or output in the customer core', () => {
    const found = violationsOf('packages/customer/src/a.ts', `import { readFile } from 'node:fs/promises';`);
    expect(found).toEqual([expect.stringContaining('the customer core has no input or output')]);
  });

  it('a check that is switched off', () => {
    const found = violationsOf('packages/http/src/a.ts', `// @ts-expect-error it works\nf(1);`);
    expect(found).toEqual([expect.stringContaining('switches a check off: @ts-expect-error')]);
  });
});

describe('the rules of the tree allow', () => {
  it.each([
    ['packages/channel/src/a.ts', `import { x } from './b.ts';\nimport { y } from '@counterfoil/database/database';`],
    ['apps/cli/src/main.ts', `import { startScaleUnit } from '@counterfoil/app-scale-unit/start';`],
    ['packages/platform/src/clock.ts', `const now = () => new Date();`],
    ['packages/channel/src/a.ts', `// Date.now() is never called here\nconst day = new Date(text);`],
    ['benchmarks/main.ts', `const startedAt = performance.now();`],
  ])('%s: %s', (path, text) => {
    expect(violationsOf(path, text)).toEqual([]);
  });
});
