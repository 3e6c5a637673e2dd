import { it } from 'vitest';
import { runSeed } from './run-seed.ts';
import { startSimulatedServer } from './simulated-server.ts';
import { createStorages } from './storages.ts';
it('looks', { timeout: 600_000 }, async () => {
  const server = await startSimulatedServer();
  const storages = await createStorages(server);
  for (let seed = 5; seed <= 250; seed += 5) {
    const r = await runSeed(storages, seed);
    if (r.violation) console.log(seed, r.violation.invariant, r.violation.message);
    if (seed % 50 === 0) console.log('through', seed);
  }
  await server.stop();
});
