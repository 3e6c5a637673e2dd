import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { openChannel, type Channel } from '@counterfoil/channel/channel';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import { featureIds } from '@counterfoil/contracts/features';
import { CommunicationException } from '@counterfoil/http/client';
import { declareRestored, openHeadquarters, type Headquarters } from '@counterfoil/headquarters/headquarters';
import { createRealTimeService, type RealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import type { PlantedBugName, PlantedBugs } from '@counterfoil/platform/planted-bugs';
import type { Random } from '@counterfoil/platform/random';
import { hasAddressBooks, setUpAddressBooks } from './address-books.ts';
import { connectDirectly } from './direct-connection.ts';
import { noFaults, type FaultTally } from './faults.ts';
import { createInterleaver, type Interleaver } from './interleaver.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createNode, type SimulatedNode } from './simulated-node.ts';
import type { NodeStorage } from './simulated-server.ts';
import { partRandom } from './simulated-seams.ts';
import { hasTills, openTills, restartCrashedTills, type TillSite } from './tills.ts';
import { connectUnreliably, type Network } from './unreliable-connection.ts';
import { InvariantViolated, noSightings, type Sightings } from './violations.ts';

/** The databases that all runs of one process share, one after the other. */
export interface Storages {
  readonly headquarters: NodeStorage;
  readonly channels: readonly NodeStorage[];
}

/** A scale unit of the world. */
export interface ChannelSite {
  readonly node: SimulatedNode;
  /** The channel of it at which customers are created. */
  readonly channelId: string;
  channel: Channel;
  /** Whether its next contact begins by agreeing with headquarters. */
  mustAgree: boolean;
}

/** A whole retailer in one process, with everything that chance decides coming from one seed. */
export interface World {
  readonly seed: number;
  readonly random: Random;
  readonly interleaver: Interleaver;
  readonly network: Network;
  readonly ledger: Ledger;
  readonly faults: FaultTally;
  readonly sightings: Sightings;
  /** What happened, the same for the same seed. */
  readonly trace: string[];
  /** The crash points that were passed, and those at which a node crashed. */
  readonly points: { readonly passed: Set<string>; readonly crashed: Set<string> };
  readonly headquartersNode: SimulatedNode;
  headquarters: Headquarters;
  realTimeService: RealTimeService;
  readonly sites: ChannelSite[];
  /** Tills of the stores, in the seeds that have any. */
  readonly tills: TillSite[];
  readonly plantedBugs: PlantedBugs;
  /** Violations that were noticed where throwing would only look like another outage. */
  readonly overheard: InvariantViolated[];
}

/** Small bounds, so that few customers make many batches, packages and sessions. */
const headquartersLimits = {
  conversionBatchCountMax: 4,
  /* Two at once would race for real, and a seed could not be played again. */
  conversionsUnderWayMax: 1,
  downloadRowCountMax: 3,
  openSessionCountMax: 4,
  tryCountMax: 3,
};
/* What stores do in the background, when nobody waits, no seed could repeat: what tills send goes by P-job. */
const channelLimits = { uploadRowCountMax: 3, tillCreationsInRealTimeCountMax: 0 };

/** What PostgreSQL refuses to store at headquarters, though every rule of the product lets it pass. */
export const refusedValue = 'REFUSED-BY-THE-DATABASE';

/** An empty world: all nodes up, agreed with each other, and no fault yet. */
export async function createWorld(
  storages: Storages,
  seed: number,
  plantedBugs: ReadonlySet<PlantedBugName>,
): Promise<World> {
  for (const storage of [storages.headquarters, ...storages.channels]) await storage.empty();
  await insertSampleSettings(storages.headquarters.database);
  await switchFeaturesOn(storages.headquarters);
  await switchOnFeatures(storages.headquarters.database);
  if (hasAddressBooks(seed)) await setUpAddressBooks(storages.headquarters);
  const interleaver = createInterleaver(partRandom(seed, 'interleaving'));
  const faults = noFaults();
  const points = { passed: new Set<string>(), crashed: new Set<string>() };
  const overheard: InvariantViolated[] = [];
  const nodeOn = (storage: NodeStorage): SimulatedNode =>
    createNode({
      storage,
      seed,
      plantedBugs,
      interleaver,
      onPoint: (point, crashed) => {
        points.passed.add(point);
        if (!crashed) return;
        points.crashed.add(point);
        faults.crash++;
      },
    });
  const headquartersNode = nodeOn(storages.headquarters);
  const headquarters = await openHeadquartersOn(headquartersNode);
  const world: World = {
    seed,
    random: partRandom(seed, 'schedule'),
    interleaver,
    network: createNetwork(seed, faults, overheard),
    ledger: createLedger(),
    faults,
    sightings: noSightings(),
    trace: [],
    points,
    headquartersNode,
    headquarters,
    realTimeService: createRealTimeService(headquarters),
    sites: [],
    tills: [],
    plantedBugs,
    overheard,
  };
  for (const storage of storages.channels) {
    const node = nodeOn(storage);
    const channel = await openChannelOn(world, node);
    await agreeWithHeadquarters(channel);
    if (await refreshConfiguration(channel)) await agreeWithHeadquarters(channel);
    world.sites.push({ node, channelId: storage.name.toUpperCase(), channel, mustAgree: false });
  }
  if (hasTills(seed)) world.tills.push(...(await openTills(world)));
  world.network.unreliable = true;
  return world;
}

/** Every feature is on: what is forbidden without them can't be lost. */
async function switchFeaturesOn({ look }: NodeStorage): Promise<void> {
  await look.query(
    `INSERT INTO feature_states (feature_id, enabled, changed_at, changed_by)
     SELECT feature_id, true, now(), 'simulation' FROM unnest($1::text[]) AS feature_id`,
    [featureIds],
  );
}

function createNetwork(seed: number, faults: FaultTally, overheard: InvariantViolated[]): Network {
  return {
    random: partRandom(seed, 'network'),
    faults,
    late: [],
    delivered: new Map(),
    uploads: [],
    downloads: [],
    rotten: new Set(),
    unreliable: false,
    forced: null,
    onInternalError: (call, error) => {
      const reason = error instanceof Error ? error.message : String(error);
      overheard.push(new InvariantViolated('R13', `headquarters answers ${call} with an internal error: ${reason}`));
    },
  };
}

function openHeadquartersOn(node: SimulatedNode): Promise<Headquarters> {
  return openHeadquarters({ database: node.database(), seams: node.seams, limits: headquartersLimits });
}

function openChannelOn(world: World, node: SimulatedNode): Promise<Channel> {
  const direct = connectDirectly(() => reachable(world), node.name);
  return openChannel({
    channelDatabaseId: node.name,
    database: node.database(),
    seams: node.seams,
    headquarters: connectUnreliably(direct, node.name, world.network),
    limits: channelLimits,
  });
}

function reachable(world: World): { headquarters: Headquarters; realTimeService: RealTimeService } {
  if (world.headquartersNode.crashedAt() !== null) throw new CommunicationException('headquarters is down', null);
  return world;
}

/** Every node that has crashed comes up again, on the same database. */
export async function restartCrashed(world: World): Promise<void> {
  const { headquartersNode } = world;
  headquartersNode.disarmCrash();
  if (headquartersNode.crashedAt() !== null) await restartHeadquarters(world);
  for (const site of world.sites) {
    site.node.disarmCrash();
    if (site.node.crashedAt() !== null) await restartSite(world, site);
  }
  await restartCrashedTills(world);
}

/** A new process of headquarters. */
export async function restartHeadquarters(world: World): Promise<void> {
  world.headquartersNode.revive();
  world.headquarters = await openHeadquartersOn(world.headquartersNode);
  world.realTimeService = createRealTimeService(world.headquarters);
}

/** A new process of a scale unit: like the product's, its first word to headquarters is an agreement. */
export async function restartSite(world: World, site: ChannelSite): Promise<void> {
  site.node.revive();
  site.channel = await openChannelOn(world, site.node);
  site.mustAgree = true;
}

/** Puts the backup of headquarters back, as the operator's procedure says: stop, restore, start, declare it. */
export async function restoreHeadquarters(world: World): Promise<void> {
  await world.headquartersNode.storage.restore();
  await restartHeadquarters(world);
  await declareRestored(world.headquarters, 'the operator restored a backup');
}
