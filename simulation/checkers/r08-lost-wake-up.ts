import { startExchangeLoop } from '@counterfoil/channel/exchange/exchange-loop';
import { systemClock } from '@counterfoil/platform/clock';
import { outcomeOf, publish, synchronize } from '../jobs.ts';
import { InvariantViolated } from '../violations.ts';
import { askForCreation } from '../workload.ts';
import type { ChannelSite, World } from '../world.ts';

/** Rounds of headquarters' jobs in which a scale unit must have looked for work by itself. */
const roundCountMax = 40;
const roundPauseMs = 3;

/**
 * R8: the product's own exchange loop runs, and every wake-up of one customer is lost, both of its upload and of its
 * download: it arrives all the same, only later.
 */
export async function checkLostWakeUpOnlyDelays(world: World): Promise<void> {
  const site = world.sites.find((candidate) => candidate.channelId === 'PARIS');
  if (!site) throw new Error('the sample settings have other channels');
  const loop = startExchangeLoop(site.channel);
  try {
    await loop.runPJob();
    await loop.download();
    await systemClock.sleep(roundPauseMs);
    await outcomeOf('create', () => askForCreation(world, site));
    const created = world.ledger.intentions.at(-1);
    for (let round = 0; round < roundCountMax; round++) {
      await synchronize(world);
      await publish(world);
      if (await hasNumber(site, created?.customerId ?? null)) return void world.sightings.R8++;
      await systemClock.sleep(roundPauseMs);
    }
  } finally {
    await loop.stop();
  }
  throw new InvariantViolated('R8', 'a customer is stuck because its wake-up was lost');
}

async function hasNumber(site: ChannelSite, customerId: string | null): Promise<boolean> {
  const rows = await site.node.storage.look.query<{ account_number: string | null }>(
    'SELECT account_number FROM customers WHERE customer_id = $1',
    [customerId],
  );
  return typeof rows[0]?.account_number === 'string';
}
