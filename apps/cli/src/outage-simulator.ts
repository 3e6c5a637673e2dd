import type { OutageSimulator, SimulatedStore } from '@counterfoil/contracts/administration/outage-simulator';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Database } from '@counterfoil/database/database';
import { createClient, type Client } from '@counterfoil/http/client';
import type { Seams } from '@counterfoil/platform/seams';
import type { DemoLines, LineState } from './demo-lines.ts';
import { samplePersonAt } from './sample-people.ts';

/** A store that sample customers are created at. */
export interface DemoStore {
  readonly channelDatabaseId: string;
  readonly channelId: string;
  readonly url: string;
  readonly applicationToken: string;
}

/** Cuts lines, creates customers behind them, and counts how far each has come, by asking every node. */
export interface DemoSimulator {
  addStore(store: DemoStore): void;
  /** Whose database tells what has arrived. */
  bindHeadquarters(database: Database): void;
  switchLine(channelDatabaseId: string, state: LineState): void;
  /** Error: `scale_unit_unknown`. */
  createCustomers(channelDatabaseId: string, count: number): Promise<number>;
  look(): Promise<OutageSimulator>;
  /** Forgets the sample customers; they stay customers. */
  clear(): void;
  close(): Promise<void>;
}

interface OpenStore extends DemoStore {
  readonly client: Client;
  readonly created: string[];
}

const storeTimeoutMs = 10_000;
const createdAtOnceMax = 8;

/** The simulator of the demonstration. */
export function createDemoSimulator(lines: DemoLines, { clock, ids }: Pick<Seams, 'clock' | 'ids'>): DemoSimulator {
  const stores = new Map<string, OpenStore>();
  let headquarters: Database | null = null;
  const measured: { from: Date | null; convergedAfterMs: number | null } = { from: null, convergedAfterMs: null };
  const measureFromNow = (): void => void Object.assign(measured, { from: clock.now(), convergedAfterMs: null });
  let personCount = 0;

  return {
    addStore(store) {
      const { url: baseUrl, applicationToken } = store;
      const client = createClient({ baseUrl, token: async () => applicationToken, timeoutMs: storeTimeoutMs });
      stores.set(store.channelDatabaseId, { ...store, client, created: [] });
    },
    bindHeadquarters(database) {
      headquarters = database;
    },
    switchLine(channelDatabaseId, state) {
      if (!lines.switch(channelDatabaseId, state)) throw refuse('scale_unit_unknown');
      if (state === 'restored') measureFromNow();
    },
    async createCustomers(channelDatabaseId, count) {
      const store = stores.get(channelDatabaseId);
      if (!store) throw refuse('scale_unit_unknown');
      const waiting = Array.from({ length: count }, () => personCount++);
      const createSome = async (): Promise<void> => {
        for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
          store.created.push(await createAt(store, person, ids.uuid()));
        }
      };
      await Promise.all(Array.from({ length: createdAtOnceMax }, createSome));
      measureFromNow();
      return count;
    },
    async look() {
      const states = await statesOf([...stores.values()], headquarters);
      const looked = [...stores.values()].map((store) => countsOf(store, lines.cutAt(store.channelDatabaseId), states));
      const elapsedMs = measured.from === null ? 0 : clock.now().getTime() - measured.from.getTime();
      const hasConverged = looked.some(({ created }) => created > 0) && looked.every(isThrough);
      if (hasConverged && measured.from) measured.convergedAfterMs ??= elapsedMs;
      const { from, convergedAfterMs } = measured;
      return { stores: looked, measuredFrom: from?.toISOString() ?? null, convergedAfterMs, elapsedMs };
    },
    clear() {
      for (const store of stores.values()) store.created.length = 0;
      Object.assign(measured, { from: null, convergedAfterMs: null });
    },
    close: async () => void (await Promise.all([...stores.values()].map(({ client }) => client.close()))),
  };
}

async function createAt({ client, channelId }: OpenStore, person: number, customerId: string): Promise<string> {
  const { status, body } = await client.call('POST', '/customers', {
    channelId,
    customerId,
    customer: samplePersonAt(person),
  });
  if (status !== 201) throw new Error(`a store answered ${status} to a sample customer: ${JSON.stringify(body)}`);
  return customerId;
}

/** How far a sample customer has come. */
type CustomerState = 'waitingAtStore' | 'atHeadquarters' | 'numberedEverywhere';

async function statesOf(
  stores: readonly OpenStore[],
  headquarters: Database | null,
): Promise<ReadonlyMap<string, CustomerState>> {
  const customerIds = stores.flatMap(({ created }) => created);
  if (customerIds.length === 0 || !headquarters) return new Map();
  const [arrived, ...numbered] = await Promise.all([
    arrivedAmong(headquarters, customerIds),
    ...stores.map((store) => numberedAmong(store, customerIds)),
  ]);
  return new Map(
    customerIds.map((customerId) => {
      if (!arrived.has(customerId)) return [customerId, 'waitingAtStore'];
      return [customerId, numbered.every((at) => at.has(customerId)) ? 'numberedEverywhere' : 'atHeadquarters'];
    }),
  );
}

const selectArrived = prepared(
  'select-arrived-sample-customers',
  'SELECT DISTINCT customer_id FROM staged_operations WHERE customer_id = ANY($1::uuid[])',
);

async function arrivedAmong(headquarters: Database, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await headquarters.query<{ customer_id: string }>(selectArrived, [customerIds]);
  return new Set(rows.map((row) => row.customer_id));
}

const identifiersAtOnceMax = 1_000;

/** Those that a store shows with their account number, as it answers a till. */
async function numberedAmong({ client }: OpenStore, customerIds: readonly string[]): Promise<Set<string>> {
  const numbered = new Set<string>();
  for (let first = 0; first < customerIds.length; first += identifiersAtOnceMax) {
    const identifiers = customerIds.slice(first, first + identifiersAtOnceMax);
    const { body } = await client.call('POST', '/customers/lookup', { identifiers });
    // The answer of the product's own route.
    const { customers } = body as { customers: { customerId: string; customerAccountNumber: string | null }[] };
    for (const { customerId, customerAccountNumber } of customers) {
      if (customerAccountNumber !== null) numbered.add(customerId);
    }
  }
  return numbered;
}

function countsOf(
  { channelDatabaseId, created }: OpenStore,
  cutAt: Date | null,
  states: ReadonlyMap<string, CustomerState>,
): SimulatedStore {
  const countIn = (state: CustomerState): number => created.filter((id) => states.get(id) === state).length;
  return {
    channelDatabaseId,
    state: cutAt === null ? 'restored' : 'cut',
    cutAt: cutAt?.toISOString() ?? null,
    created: created.length,
    waitingAtStore: countIn('waitingAtStore'),
    atHeadquarters: countIn('atHeadquarters'),
    numberedEverywhere: countIn('numberedEverywhere'),
  };
}

function isThrough({ created, numberedEverywhere }: SimulatedStore): boolean {
  return created === numberedEverywhere;
}
