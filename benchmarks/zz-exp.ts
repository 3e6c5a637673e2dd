import { connectClient } from '@counterfoil/database/connection';
import { channelMigrations } from '@counterfoil/channel/channel';
import { migrateDatabase, openWorkbench } from './workbench.ts';
import { rebuildView } from '@counterfoil/customer/rebuild-view';
import { searchKeys } from '@counterfoil/customer/search-keys';
import { systemIds } from '@counterfoil/platform/identifiers';
import { personAt } from './people.ts';
import { readFileSync } from 'node:fs';
const w = await openWorkbench(true);
const url = await w.createDatabase('exp');
await migrateDatabase(w, url, channelMigrations);
const c = await connectClient(url);
const src = readFileSync(new URL('../packages/channel/src/record-operations.ts', import.meta.url), 'utf8');
const sql = /'record-creations',\s*`([\s\S]*?)`,/.exec(src)![1]!;
let i = 0;
function row() {
  const { addresses, ...f } = personAt(i++);
  const operation: any = {
    operationId: systemIds.uuid(),
    customerId: systemIds.uuid(),
    kind: 'create',
    origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: null, workerId: null },
    recordedAt: '2026-01-01T00:00:00.000Z',
    baseVersion: 0,
    follows: null,
    changes: {
      fields: {
        middleName: null,
        organizationName: null,
        languageId: 'en-US',
        currency: 'USD',
        customerGroup: '30',
        emailMarketingConsent: 'unknown',
        phoneMarketingConsent: 'unknown',
        dateOfBirth: null,
        identificationNumber: null,
        creditLimit: null,
        ...f,
      },
      addresses: addresses.map((a: any) => ({ addressId: systemIds.uuid(), change: 'put', fields: a })),
    },
  };
  const document = rebuildView(null, [operation])!;
  const keys = searchKeys(document, 'US');
  return {
    operation_id: operation.operationId,
    customer_id: operation.customerId,
    way: 'async',
    operation,
    content_hash: 'ab'.repeat(32),
    legal_entity: 'USRT',
    name_key: keys.nameKey,
    email_key: keys.emailKey,
    phone_key: keys.phoneKey,
    document,
  };
}

const pid = (await c.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
const cpu = () => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(f[11]) + Number(f[12])) * 10;
};
async function time(label: string, n: number, total: number, text: string, name?: string) {
  let wall = 0;
  const c0 = cpu();
  for (let b = 0; b < total / n; b++) {
    const p = [JSON.stringify(Array.from({ length: n }, row)), 1, new Date()];
    const s = performance.now();
    await c.query({ ...(name ? { name } : {}), text, values: p });
    wall += performance.now() - s;
  }
  console.log(
    label.padEnd(30),
    n,
    'wall us/item',
    ((wall / total) * 1000).toFixed(0),
    'backend cpu us/item',
    (((cpu() - c0) / total) * 1000).toFixed(0),
  );
}
const empty = () => c.query('TRUNCATE customers, customer_operations');
for (const [label, set] of [
  ['default', 'SET plan_cache_mode=auto'],
  ['custom', 'SET plan_cache_mode=force_custom_plan'],
  ['gin off', 'DROP INDEX customers_name'],
  ['sync off', 'SET synchronous_commit=off'],
] as const) {
  await c.query(set);
  await empty();
  for (const n of [32, 100]) await time(label, n, 9600, sql, 'r');
}
const e = await c.query({
  text: 'EXPLAIN (ANALYZE, BUFFERS) ' + sql,
  values: [JSON.stringify(Array.from({ length: 100 }, row)), 1, new Date()],
});
console.log(e.rows.map((r) => r['QUERY PLAN']).join('\n'));
await c.end();
await w.close();
