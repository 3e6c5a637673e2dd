import { parseArgs } from 'node:util';
import { measureCreate } from './create.ts';
import { measureConvert } from './convert.ts';
import { openWorkbench } from './workbench.ts';
const { values } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } } });
const workbench = await openWorkbench(values.quick ?? false);
try {
  if (!values.only || values.only.includes('create')) console.log(await measureCreate(workbench));
  if (!values.only || values.only.includes('convert')) console.log(await measureConvert(workbench));
  console.log(workbench.peaks());
} finally { await workbench.close(); }
