import { readSourceFiles } from './source-files.ts';
import { treeViolations } from './tree-rules.ts';

const violations = treeViolations(await readSourceFiles());
for (const violation of violations) process.stdout.write(`${violation}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
