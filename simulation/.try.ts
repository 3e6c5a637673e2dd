import { startSimulatedServer } from './simulated-server.ts';
import { createStorages } from './storages.ts';
import { runSeed } from './run-seed.ts';
const t0=performance.now();
const server = await startSimulatedServer();
const st = await createStorages(server);
console.log('up', performance.now()-t0);
const [a,b,bug]=process.argv.slice(2);
if (process.env.LIVE) { const push=Array.prototype.push; Array.prototype.push=function(...x){ if(typeof x[0]==='string' && x[0].includes(': ')) console.log('  ',x[0].slice(0,150)); return push.apply(this,x);} }
try {
for (let s=Number(a); s<=Number(b); s++) { const t=performance.now(); const r=await runSeed(st,s,new Set(bug?[bug as never]:[])); console.log(s, (performance.now()-t).toFixed(0),'ms', r.drainMs?.toFixed(0), r.violation? r.violation.invariant+': '+r.violation.message:'ok', JSON.stringify(r.faults)); if(process.env.TRACE) console.log(r.trace.join('\n')); if(process.env.SEEN) console.log(JSON.stringify(r.sightings)); }
} finally { await server.stop(); }
