import { measureWorkspace } from './measure-workspace.ts';
import { readWorkspaceOptions } from './workspace-options.ts';
import { workspaceReport } from './workspace-report.ts';

/* npm run bench:workspace [-- --customers N] [-- --json] */

const { customers, isJson } = readWorkspaceOptions(process.argv.slice(2));
const figures = await measureWorkspace(customers, (line) => process.stderr.write(`${line}\n`));
process.stdout.write(`${isJson ? JSON.stringify(figures) : workspaceReport(figures)}\n`);
