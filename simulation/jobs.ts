import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { CodedError } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { SimulatedCrash } from './simulated-node.ts';
import { InvariantViolated } from './violations.ts';
import type { ChannelSite, World } from './world.ts';

/** The P-job of one scale unit. */
export function pJob(site: ChannelSite): Promise<string> {
  return inContact(site, async () => {
    const { packages, rows } = await runPJob(site.channel);
    return `${rows} rows in ${packages} packages`;
  });
}

/** The receiving end of 1010 at one scale unit. */
export function download(site: ChannelSite): Promise<string> {
  return inContact(site, async () => {
    const { sessions, rows } = await downloadAvailable(site.channel);
    return `${rows} rows in ${sessions} sessions`;
  });
}

/** The agreement by itself, as at every new connection. */
export async function agree(site: ChannelSite): Promise<string> {
  await agreeWithHeadquarters(site.channel);
  site.mustAgree = false;
  return 'agreed';
}

/** The job that converts what is staged. */
export async function synchronize(world: World): Promise<string> {
  const { completed, failed } = await synchronizeCustomers(world.headquarters);
  return `${completed} completed, ${failed} failed`;
}

/** Job 1010. */
export async function publish(world: World): Promise<string> {
  const { sessions, rows } = await publish1010(world.headquarters);
  return `${rows} rows in ${sessions} sessions`;
}

/** Like the product's exchange loop: agrees first when there is a doubt, and doubts after any failure. */
async function inContact(site: ChannelSite, work: () => Promise<string>): Promise<string> {
  try {
    if (site.mustAgree) await agree(site);
    return await work();
  } catch (error) {
    site.mustAgree = true;
    throw error;
  }
}

/**
 * What a step came to, as text. Crashes, outages and refusals are part of the play; anything else is an error that the
 * product should not have let out (R13).
 */
export async function outcomeOf(name: string, run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SimulatedCrash) return `crash at ${error.point}`;
    if (error instanceof CommunicationException) return 'outage';
    if (error instanceof CodedError) return `refused: ${error.code}`;
    if (error instanceof InvariantViolated) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvariantViolated('R13', `"${name}" ends with an internal error: ${reason}`);
  }
}
