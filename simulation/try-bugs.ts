import { withStorages } from './campaign.ts';
import { runSeed } from './run-seed.ts';
await withStorages(async (st) => {
  for (const bug of ['cursor saved before the rows','cursor saved in another transaction','page applied without checking its start','retry without bound','feed read by id','epoch ignored after a restore'] as const) {
    const hits: number[] = [];
    for (let seed = 1; seed <= 24 && hits.length < 2; seed++) if ((await runSeed(st, seed, new Set([bug]))).violation) hits.push(seed);
    console.log(bug, hits.join(' '));
  }
});
