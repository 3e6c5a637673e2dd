import { measureTill } from './measure-till.ts';
import { readTillOptions } from './till-options.ts';
import { machineReadable } from './machine-readable.ts';
import { tillReport } from './till-report.ts';

/* npm run bench:till [-- --customers N] [-- --json] */

const { customers, isJson } = readTillOptions(process.argv.slice(2));
const figures = await measureTill(customers, (line) => process.stderr.write(`${line}\n`));
process.stdout.write(`${isJson ? JSON.stringify(machineReadable(figures)) : tillReport(figures)}\n`);
