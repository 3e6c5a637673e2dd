import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { channelMigrations } from '@counterfoil/channel/channel';
import { newAccessToken } from '@counterfoil/database/access-tokens';
import { createCustomers } from './load.ts';
import { migrateDatabase, openWorkbench } from './workbench.ts';
import { storeConfiguration } from './create.ts';
import { percentilesOf } from './percentiles.ts';
const n = Number(process.argv[2] ?? 64),
  s = Number(process.argv[3] ?? 8);
const w = await openWorkbench(true);
const url = await w.createDatabase('create_product');
await migrateDatabase(w, url, channelMigrations);
await storeConfiguration(url);
const token = newAccessToken();
const su = await w.start('scaleUnit', './scale-unit-process.ts', {
  channelDatabaseId: 'houston',
  databaseUrl: url,
  headquartersUrl: 'http://127.0.0.1:9',
  keyFile: join(w.folder, 'k'),
  token,
});
const cpus = () => {
  const o: Record<string, number> = {};
  for (const p of readdirSync('/proc')) {
    if (!/^\d+$/.test(p)) continue;
    try {
      const c = readFileSync(`/proc/${p}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const k = c.includes('scale-unit-process')
        ? 'scaleUnit'
        : c.includes('create_product')
          ? 'postgres'
          : p === String(process.pid)
            ? 'load'
            : '';
      if (!k) continue;
      const f = readFileSync(`/proc/${p}/stat`, 'utf8').split(') ')[1]!.split(' ');
      o[k] = (o[k] ?? 0) + (Number(f[11]) + Number(f[12])) * 10;
    } catch {}
  }
  return o;
};
const load = (ms: number) =>
  createCustomers({ url: su.url, token, channelId: 'HOUSTON', connections: n, durationMs: ms });
await load(3000);
const a = cpus();
const r = await load(s * 1000);
const b = cpus();
console.log(
  n,
  'perSecond',
  (r.count / r.seconds).toFixed(0),
  percentilesOf(r.durationsMs),
  Object.fromEntries(Object.keys(b).map((k) => [k + ' cpu us/req', Math.round(((b[k]! - a[k]!) * 1000) / r.count)])),
);
await su.stop();
await w.close();
