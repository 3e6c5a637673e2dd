import { exchangeWithRegister } from '@counterfoil/channel/offline/exchange-with-register';
import type { OfflineExchangeRequest, OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { Random } from '@counterfoil/platform/random';
import { createCustomerOffline, type OfflineResult } from '@counterfoil/till/create-customer-offline';
import { editCustomerOffline } from '@counterfoil/till/edit-customer-offline';
import { exchangeOnce } from '@counterfoil/till/exchange-once';
import type { LocalDatabase } from '@counterfoil/till/local-database';
import { openSqliteFile } from '@counterfoil/till/node-sqlite-fixture';
import { allOfflineCustomers } from '@counterfoil/till/offline-customers';
import { openTill, type Till } from '@counterfoil/till/till';
import { between, happens, oneOf, weighted } from './chance.ts';
import type { Intention } from './ledger.ts';
import type { Step } from './schedule.ts';
import { SimulatedCrash } from './simulated-node.ts';
import { createSimulatedClock, partRandom, simulatedSeams } from './simulated-seams.ts';
import { sendOver } from './unreliable-connection.ts';
import { newShopper } from './workload.ts';
import { someListChange } from './workload-lists.ts';
import type { ChannelSite, World } from './world.ts';

/** Which seeds have tills: one in four. */
const seedStep = 4;
const seedPlace = 3;

/** Whether the stores of this seed have tills with offline databases. */
export function hasTills(seed: number): boolean {
  return seed % seedStep === seedPlace;
}

/** A till of the world: its engine over its crashes, on a database that outlives them. */
export interface TillSite {
  readonly registerId: string;
  readonly site: ChannelSite;
  readonly random: Random;
  till: Till;
  /** Where its process crashed, or null while it lives. */
  crashedAt: string | null;
  /** Crash points it may still pass; null: it doesn't crash. */
  countdown: number | null;
}

const registersOf: Readonly<Record<string, string>> = { HOUSTON: 'HOUSTON-1', PARIS: 'PARIS-1' };

/** One till in each store, which has exchanged once. */
export async function openTills(world: World): Promise<TillSite[]> {
  const tills: TillSite[] = [];
  for (const site of world.sites) {
    const registerId = registersOf[site.channelId];
    if (registerId) tills.push(await openTillSite(world, site, registerId));
  }
  return tills;
}

async function openTillSite(world: World, site: ChannelSite, registerId: string): Promise<TillSite> {
  const random = partRandom(world.seed, registerId);
  const state = { crashedAt: null as string | null, countdown: null as number | null };
  const reach = (point: string): void => {
    if (state.crashedAt !== null) throw new SimulatedCrash(registerId, point);
    world.points.passed.add(point);
    if (state.countdown === null || --state.countdown > 0) return;
    state.crashedAt = point;
    world.points.crashed.add(point);
    world.faults.crash++;
    throw new SimulatedCrash(registerId, point);
  };
  const seams = simulatedSeams({
    clock: createSimulatedClock(),
    random,
    crashPoints: { reach },
    plantedBugs: world.plantedBugs,
  });
  /* In memory: a crash ends a transaction as the end of a process does, and what was committed stays. */
  const database: LocalDatabase = openSqliteFile(':memory:', { reach });
  const till = await openTill({ registerId, database, seams });
  const tillSite: TillSite = Object.assign(state, { registerId, site, random, till });
  await exchangeOnce(till, connection(world, tillSite));
  return tillSite;
}

/** The way to the store's scale unit, with the faults of the world's network. */
function connection(world: World, { registerId, site }: TillSite): Parameters<typeof exchangeOnce>[1] {
  return {
    exchange(_registerId, request) {
      const sent = copyOf<OfflineExchangeRequest>(request);
      return sendOver(world.network, registerId, 'exchange', async () =>
        copyOf<OfflineExchangeResponse>(await exchangeWithRegister(site.channel, registerId, sent)),
      );
    },
  };
}

function copyOf<Message>(message: Message): Message {
  return JSON.parse(JSON.stringify(message)) as Message;
}

const crashShare = 0.15;
const crashCountdownMax = 25;

/** What somebody does at a till, or the till by itself; perhaps it crashes meanwhile. */
export function nextTillStep(world: World): Step | null {
  const { tills } = world;
  const [first] = tills;
  if (!first) return null;
  const till = oneOf(first.random, tills);
  const { random, registerId } = till;
  if (happens(random, crashShare)) till.countdown = between(random, 1, crashCountdownMax);
  return weighted<Step>(random, [
    [6, { name: `create at ${registerId}`, run: () => askTillForCreation(world, till) }],
    [7, { name: `edit at ${registerId}`, run: () => askTillForEdit(world, till) }],
    [12, { name: `exchange at ${registerId}`, run: () => exchangeAt(world, till) }],
  ]);
}

/** What `exchangeAt` answers when there was nothing to do. */
export const nothingExchanged = 'applied, 0 delivered, 0 customers';

/** One exchange of a till; what it came to, as text. */
export async function exchangeAt(world: World, till: TillSite): Promise<string> {
  const { result, delivered, customers, more } = await exchangeOnce(till.till, connection(world, till));
  return `${result}, ${delivered} delivered, ${customers} customers${more ? ', more' : ''}`;
}

/** Every till whose process has crashed comes up again, on the same database. */
export async function restartCrashedTills(world: World): Promise<void> {
  for (const till of world.tills) {
    till.countdown = null;
    if (till.crashedAt === null) continue;
    till.crashedAt = null;
    const { registerId, database, seams } = till.till;
    till.till = await openTill({ registerId, database, seams });
  }
}

/** The name under which a till's promises stand in the ledger: those of its channel are other ones. */
function nodeOf({ site, registerId }: TillSite): string {
  return `${site.node.name}/${registerId}`;
}

async function askTillForCreation(world: World, till: TillSite): Promise<string> {
  const nth = world.ledger.intentions.length + 1;
  const marker = `S-${nth}`;
  const { operationId, customerId } = identifiers(till);
  const intention = world.ledger.add({
    operationId,
    customerId,
    kind: 'create',
    node: nodeOf(till),
    marker,
    fields: {},
    flaw: 'none',
  });
  const customer = { ...newShopper(till.random, nth), identificationNumber: marker };
  return settle(intention, () => createCustomerOffline(till.till, { operationId, customerId, customer }));
}

async function askTillForEdit(world: World, till: TillSite): Promise<string> {
  const shown = await allOfflineCustomers(till.till.database);
  /* Not those whom three ways have to make equal (R10). */
  const shoppers = shown.filter(({ identificationNumber }) => identificationNumber?.startsWith('S-'));
  const known = shoppers.toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1));
  if (known.length === 0) return 'no customer to edit';
  const customer = oneOf(till.random, known);
  const nth = world.ledger.intentions.length + 1;
  const fields = happens(till.random, 0.5) ? { middleName: `Edit ${nth}` } : {};
  const changes = Object.keys(fields).length > 0 ? fields : someListChange(till.random, customer, nth);
  const { operationId } = identifiers(till);
  const intention = world.ledger.add({
    operationId,
    customerId: customer.customerId,
    kind: 'update',
    node: nodeOf(till),
    marker: null,
    fields,
    flaw: 'none',
  });
  return settle(intention, () => editCustomerOffline(till.till, customer.customerId, { operationId, changes }));
}

function identifiers({ till }: TillSite): { operationId: string; customerId: string } {
  return { operationId: till.seams.ids.uuid(), customerId: till.seams.ids.uuid() };
}

async function settle(intention: Intention, ask: () => Promise<OfflineResult>): Promise<string> {
  try {
    await ask();
    intention.acknowledged = true;
    return 'on the till';
  } catch (error) {
    if (error instanceof CodedError) intention.refused = error.code;
    throw error;
  }
}
