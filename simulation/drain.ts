import { cancelDownload } from '@counterfoil/headquarters/exchange/download-sessions';
import { systemClock } from '@counterfoil/platform/clock';
import { deliverLate, runSteps, type Step } from './schedule.ts';
import { agree, download, pJob, publish, synchronize } from './jobs.ts';
import { InvariantViolated } from './violations.ts';
import { exchangeAt, nothingExchanged } from './tills.ts';
import type { World } from './world.ts';

/** Rounds of all jobs after which everything must have drained. */
const roundCountMax = 15;

/**
 * The faults stop: late messages arrive, operators cancel suspended downloads, and the jobs run in rounds until every
 * node has all there is (R8). Answers how long that took, in real milliseconds.
 */
export async function drain(world: World): Promise<number> {
  const beganMs = systemClock.monotonicMs();
  world.network.unreliable = false;
  while (world.network.late.length > 0) {
    await runSteps(world, [{ name: 'late message', run: () => deliverLate(world) }]);
  }
  for (const site of world.sites) site.mustAgree = true;
  for (let round = 1; round <= roundCountMax; round++) {
    for (const step of roundOf(world)) await runSteps(world, [step]);
    if (await isDrained(world)) {
      world.sightings.R8++;
      world.trace.push(`drained after ${round} rounds`);
      return systemClock.monotonicMs() - beganMs;
    }
  }
  throw new InvariantViolated('R8', `something is still under way after ${roundCountMax} rounds of the jobs`);
}

function roundOf(world: World): Step[] {
  const { sites } = world;
  return [
    ...sites.filter((site) => site.mustAgree).map((site) => ({ name: 'agree', run: () => agree(site) })),
    ...world.tills.map((till) => ({ name: `exchange at ${till.registerId}`, run: () => exchangeAt(world, till) })),
    ...sites.map((site) => ({ name: `P-job at ${site.node.name}`, run: () => pJob(site) })),
    { name: 'synchronize', run: () => synchronize(world) },
    { name: '1010', run: () => publish(world) },
    ...sites.map((site) => ({ name: `download at ${site.node.name}`, run: () => download(site) })),
    { name: 'operator', run: () => cancelSuspended(world) },
  ];
}

interface OpenSession {
  id: string;
  state: string;
  try_count: number;
}

/** What the runbook says about a suspended download: cancel it, and everything is packed anew. */
async function cancelSuspended(world: World): Promise<string> {
  const rows = await world.headquartersNode.storage.look.query<OpenSession>(
    `SELECT download_session_id AS id, state, try_count FROM download_sessions
     WHERE state IN ('available', 'suspended') ORDER BY download_session_id`,
  );
  const tireless = rows.find((row) => row.try_count > world.headquarters.limits.tryCountMax);
  if (tireless) throw new InvariantViolated('R8', `a download is tried for the ${tireless.try_count}th time`);
  const suspended = rows.filter((row) => row.state === 'suspended');
  for (const { id } of suspended) await cancelDownload(world.headquarters, id).catch(ignoreGone);
  return `${suspended.length} canceled`;
}

/** Cancelling one session of a database withdraws those behind it as well. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'download_session_unknown')) throw error;
}

const openAtChannel = `
  SELECT count(*)::integer AS open_count FROM customer_operations
  WHERE NOT delivered OR (status NOT IN ('completed', 'refused') AND customer_id <> ALL ($1::uuid[]))`;

const openAtHeadquarters = `
  SELECT (SELECT count(*) FROM staged_operations
          WHERE status = 'uploaded' AND customer_id NOT IN (
            SELECT customer_id FROM staged_operations WHERE status = 'failed'))::integer
       + (SELECT count(*) FROM download_sessions
          WHERE state IN ('available', 'suspended') AND configuration_version IS NULL)::integer
       + (SELECT count(*) FROM channel_databases
          WHERE jsonb_typeof(published_position #> '{visibility,pass}') = 'object')::integer
       + (SELECT count(*) FROM channel_databases WHERE EXISTS (
            SELECT FROM customer_changes
            WHERE (epoch_number, xid, n) > (
              (published_position ->> 'epochNumber')::integer, (published_position ->> 'xid')::xid8,
              (published_position ->> 'n')::bigint)))::integer AS open_count`;

/** Customers of which headquarters has parked an operation: what follows it waits for a person. */
export async function parkedCustomers(world: World): Promise<string[]> {
  const rows = await world.headquartersNode.storage.look.query<{ id: string }>(
    `SELECT DISTINCT customer_id AS id FROM staged_operations WHERE status = 'failed'`,
  );
  return rows.map((row) => row.id);
}

async function isDrained(world: World): Promise<boolean> {
  const parked = await parkedCustomers(world);
  const [atHeadquarters] = await world.headquartersNode.storage.look.query<{ open_count: number }>(openAtHeadquarters);
  if (atHeadquarters?.open_count !== 0) return false;
  for (const site of world.sites) {
    const [row] = await site.node.storage.look.query<{ open_count: number }>(openAtChannel, [parked]);
    if (row?.open_count !== 0) return false;
  }
  return tillsAreDrained(world);
}

/** Each till has delivered all it has, and an exchange brings it nothing more. */
async function tillsAreDrained(world: World): Promise<boolean> {
  for (const till of world.tills) {
    if ((await exchangeAt(world, till)) !== nothingExchanged) return false;
  }
  return true;
}
