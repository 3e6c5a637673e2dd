// npm run check: everything that must hold before a change is kept, one line each; the output of what fails follows.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const steps = [
  { name: 'types', program: programOf('typescript', 'tsc'), words: ['-p', '.'] },
  { name: 'types of the point of sale', program: programOf('typescript', 'tsc'), words: ['-p', 'apps/point-of-sale'] },
  { name: 'types of the workspace', program: programOf('typescript', 'tsc'), words: ['-p', 'apps/workspace'] },
  {
    name: 'types of the script of the web shop',
    program: programOf('typescript', 'tsc'),
    words: ['-p', 'apps/storefront'],
  },
  { name: 'lint', program: programOf('oxlint', 'oxlint'), words: ['--type-aware'] },
  { name: 'format', program: programOf('prettier', 'prettier'), words: ['--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', program: programOf('knip', 'knip'), words: ['--no-progress'] },
  { name: 'layers and seams', program: join(root, 'scripts', 'tree-rules-check.ts'), words: [] },
  { name: 'documents', program: join(root, 'scripts', 'register.ts'), words: ['--check'] },
  { name: 'tests', program: programOf('vitest', 'vitest'), words: ['run'] },
];

let failedCount = 0;
for (const step of steps) {
  const startedAt = performance.now();
  const { code, output } = await run(step);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code !== 0) failedCount++;
  process.stdout.write(`${code === 0 ? 'ok     ' : 'FAILED '} ${step.name} (${seconds} s)\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
}
process.stdout.write(failedCount === 0 ? 'All checks passed.\n' : `${failedCount} of ${steps.length} checks failed.\n`);
process.exitCode = failedCount === 0 ? 0 : 1;

/** The script of a package's command: run by Node itself, the same way on every system. */
function programOf(packageName, command) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

function run({ program, words }) {
  const child = spawn(process.execPath, [program, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
