import { parseArgs } from 'node:util';
import { measureCreate } from './create.ts';
import { openWorkbench } from './workbench.ts';
const { values } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } } });
const workbench = await openWorkbench(values.quick ?? false);
try {
  console.log(await measureCreate(workbench), workbench.peaks());
} finally { await workbench.close(); }
