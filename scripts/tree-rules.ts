/**
 * The rules of the tree that no ready-made tool checks with this TypeScript version: which layer may import which, the
 * seams through which time, chance and identifiers come, the pure customer core, and no switching off of other checks.
 */

/** One file of the tree, its path relative to the root with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

// Each layer imports only from layers above it; those in one line do not know each other.
const layers = [
  ['packages/platform'],
  ['packages/contracts', 'packages/browser-testing'],
  ['packages/customer'],
  ['packages/http', 'packages/till', 'packages/ui'],
  ['packages/database'],
  ['packages/customer-search'],
  ['packages/data-exchange'],
  ['packages/batch'],
  ['packages/headquarters', 'packages/channel'],
  ['apps'],
  ['simulation', 'scenarios', 'benchmarks', 'scripts'],
] as const;

// These name what they look for.
const ownFiles = 'scripts/tree-rules';

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*'([^'\n]+)'/gu;
const testPattern = /\.test\.tsx?$/u;

const impurePattern = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\bperformance\.now\b/u;
const seamless = /^(?:packages\/platform|benchmarks|scripts)\//u;

const switchedOffPattern = /@ts-ignore|@ts-expect-error|@ts-nocheck|(?:ox|es)lint-disable|prettier-ignore/u;
const libraryOfTheRim = /^(?:node:|pg$|pg-boss$|fastify|undici$|pino$)/u;

/** Everything in the tree that breaks a rule, one sentence each. */
export function treeViolations(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !file.path.startsWith(ownFiles))
    .flatMap((file) => [
      ...layerViolations(file),
      ...seamViolations(file),
      ...purityViolations(file),
      ...switchedOffViolations(file),
    ]);
}

function layerViolations(file: SourceFile): string[] {
  const own = layerOf(file.path);
  return importsOf(file).flatMap((specifier) => {
    const target = targetOf(file.path, specifier);
    if (target === undefined || own === undefined) return [];
    if (specifier.startsWith('.') && packageOf(target) !== packageOf(file.path)) {
      return [`${file.path} reaches into another package by a path: ${specifier}`];
    }
    const allowed =
      packageOf(target) === packageOf(file.path) || (layerOf(target) ?? Infinity) < own || inApps(file.path, target);
    return allowed ? [] : [`${file.path} imports ${specifier}, which is not above it in the layers`];
  });
}

// The command line starts the other apps.
function inApps(path: string, target: string): boolean {
  return path.startsWith('apps/') && target.startsWith('apps/');
}

function seamViolations(file: SourceFile): string[] {
  if (seamless.test(file.path) || testPattern.test(file.path)) return [];
  const found = impurePattern.exec(withoutComments(file.text));
  return found ? [`${file.path} calls ${found[0]}: time, chance and identifiers come in through the seams`] : [];
}

function purityViolations(file: SourceFile): string[] {
  if (!file.path.startsWith('packages/customer/') || testPattern.test(file.path)) return [];
  const impure = importsOf(file).filter((specifier) => libraryOfTheRim.test(specifier));
  return impure.map((specifier) => `${file.path} imports ${specifier}: the customer core has no input or output`);
}

function switchedOffViolations(file: SourceFile): string[] {
  const found = switchedOffPattern.exec(file.text);
  return found ? [`${file.path} switches a check off: ${found[0]}`] : [];
}

function importsOf(file: SourceFile): string[] {
  return [...withoutComments(file.text).matchAll(importPattern)].map(([, specifier = '']) => specifier);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|[^:'"`])\/\/.*$/gmu, '$1');
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return new URL(specifier, `file:///${path}`).pathname.slice(1);
  const name = /^@counterfoil\/([^/]+)/u.exec(specifier)?.[1];
  if (name === undefined) return undefined;
  if (name === 'simulation' || name === 'benchmarks') return `${name}/`;
  return name.startsWith('app-') ? `apps/${name.slice('app-'.length)}/` : `packages/${name}/`;
}

function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, /^(?:packages|apps)\//u.test(path) ? 2 : 1)
    .join('/');
}

function layerOf(path: string): number | undefined {
  const found = layers.findIndex((layer) => layer.some((name) => path.startsWith(`${name}/`)));
  return found === -1 ? undefined : found;
}
