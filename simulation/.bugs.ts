import { startSimulatedServer } from './simulated-server.ts';
import { createStorages } from './storages.ts';
import { huntPlantedBugs } from './planted-bugs.ts';
const server = await startSimulatedServer();
const st = await createStorages(server);
const names = process.argv.slice(2);
try { await huntPlantedBugs(st, { ...(names.length ? { names: names as never } : {}), onResult: (r) => console.log(r.name, '|', r.seedCount, '|', r.withoutDefence, '|', r.caughtBy?.invariant, r.caughtBy?.message.slice(0,200)) }); } finally { await server.stop(); }
