import { openWorkbench } from './workbench.ts';
import { stagedCustomers, onHeadquarters, settle } from './staged-customers.ts';
import { synchronizeCustomers } from '@counterfoil/headquarters/synchronize-customers';
import { Session } from 'node:inspector/promises';
import { writeFileSync } from 'node:fs';
import { readFileSync, readdirSync } from 'node:fs';
const w = await openWorkbench(true);
const c = await stagedCustomers(w);
const cpus = () => {
  const o: Record<string, number> = {};
  for (const p of readdirSync('/proc')) {
    if (!/^\d+$/.test(p)) continue;
    try {
      const c = readFileSync(`/proc/${p}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const k = c.includes(' cp ') ? 'postgres' : p === String(process.pid) ? 'node' : '';
      if (!k) continue;
      const f = readFileSync(`/proc/${p}/stat`, 'utf8').split(') ')[1]!.split(' ');
      o[k] = (o[k] ?? 0) + (Number(f[11]) + Number(f[12])) * 10;
    } catch {}
  }
  return o;
};
const s = new Session();
s.connect();
await s.post('Profiler.enable');
for (let i = 0; i < 3; i++) {
  const url = await w.createDatabase('cp', c.staged);
  await settle(url);
  await onHeadquarters(w, url, async (hq) => {
    const steps = new Map<string, number>();
    const db = hq.database as any;
    const tr = db.transaction;
    db.transaction = (n: string, f: any) =>
      tr(n, async (tx: any) => {
        let t0 = performance.now();
        const o: any = {
          query: async (st: any, p: any) => {
            const s0 = performance.now();
            steps.set('js', (steps.get('js') ?? 0) + s0 - t0);
            const r = await tx.query(st, p);
            t0 = performance.now();
            const k = st.name ?? st.slice(0, 40);
            steps.set(k, (steps.get(k) ?? 0) + t0 - s0);
            return r;
          },
          affected: tx.affected,
        };
        return f(o);
      });
    if (i === 2) await s.post('Profiler.start');
    const a = cpus();
    const t = performance.now();
    await synchronizeCustomers(hq);
    const d = performance.now() - t;
    const b = cpus();
    if (i === 2) writeFileSync('/tmp/prof/conv.json', JSON.stringify((await s.post('Profiler.stop')).profile));
    console.log(
      ((c.count / d) * 1000).toFixed(0) + '/s',
      'cpu us/item',
      Object.keys(b).map((k) => k + ' ' + Math.round(((b[k]! - (a[k] ?? 0)) / c.count) * 1000)),
      'wall us/item',
      Object.fromEntries([...steps].map(([k, v]) => [k, Math.round((v / c.count) * 1000)])),
    );
  });
  await w.dropDatabase('cp');
}
await w.close();
