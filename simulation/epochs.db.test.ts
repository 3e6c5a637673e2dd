import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { enrollInLoyalty } from '@counterfoil/channel/customers/enroll-in-loyalty';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import { pruneOutbox } from '@counterfoil/channel/exchange/outbox';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Epoch } from '@counterfoil/contracts/exchange';
import { readEpoch } from '@counterfoil/data-exchange/epochs';
import type { Database } from '@counterfoil/database/database';
import { declareRestored, openHeadquarters } from '@counterfoil/headquarters/headquarters';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { systemClock } from '@counterfoil/platform/clock';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createNamed,
  customersIn,
  drainRoad,
  openExchangeWorld,
  storeNames,
  type ExchangeWorld,
} from './exchange-fixture.ts';

let world: ExchangeWorld;
/** Added to everybody's wall clock, in milliseconds. */
let laterMs: number;
const dayMs = 24 * 60 * 60 * 1_000;

beforeEach(async () => {
  laterMs = 0;
  const clock = { ...systemClock, now: () => new Date(systemClock.now().getTime() + laterMs) };
  world = await openExchangeWorld({ seams: { ...systemSeams(silentLog), clock } });
});

afterEach(() => world.close());

async function epochsAt(node: 'headquarters' | 'houston' | 'paris'): Promise<Epoch> {
  const { database } = node === 'headquarters' ? world.headquarters : world.stores[node];
  return readEpoch(database);
}

/** Each customer's account number, by permanent identifier, as a node shows it. */
async function numbersIn(node: 'headquarters' | 'houston' | 'paris'): Promise<Map<string, string | null>> {
  const { database } = node === 'headquarters' ? world.headquarters : world.stores[node];
  return new Map([...(await customersIn(database))].map(([id, customer]) => [id, customer.customerAccountNumber]));
}

/** Every node holds the same customers, whole, and no account number twice. */
async function expectEverybodyEqual(customerCount: number): Promise<void> {
  const master = await customersIn(world.headquarters.database);
  expect(master.size).toBe(customerCount);
  for (const store of storeNames) {
    expect(await customersIn(world.stores[store].database), store).toEqual(master);
    const undecided = await world.stores[store].database.query(
      "SELECT operation_id FROM customer_operations WHERE NOT delivered OR status NOT IN ('completed', 'refused')",
    );
    expect(undecided, `undecided in ${store}`).toEqual([]);
  }
  expect(new Set([...master.values()].map((customer) => customer.customerAccountNumber)).size).toBe(customerCount);
}

/** The server-wide name that a restored database notices by itself, as if it had been dumped and loaded elsewhere. */
async function moveToAnotherServer(node: 'headquarters' | 'houston'): Promise<void> {
  const { database } = node === 'headquarters' ? world.headquarters : world.stores[node];
  await database.query("UPDATE epochs SET system_identifier = 'another server'");
  await world.restart(node);
}

async function cardNumberOf(database: Database, customerId: string): Promise<string | null | undefined> {
  return (await customersIn(database)).get(customerId)?.loyaltyCards[0]?.cardNumber;
}

/** The database, whose statement `name` waits the first time until it is told to go on. */
function withSlowFirst(
  database: Database,
  name: string,
): { readonly database: Database; readonly reached: Promise<void>; readonly goOn: () => void } {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let count = 0;
  const query: Database['query'] = async (statement, parameters) => {
    if (typeof statement !== 'string' && statement.name === name && count++ === 0) {
      reached.resolve();
      await released.promise;
    }
    return database.query(statement, parameters);
  };
  return { database: { ...database, query }, reached: reached.promise, goOn: () => released.resolve() };
}

/** Before the backup: one customer of each store. After it: one more of each, and an edit of the earlier ones. */
interface History {
  readonly before: readonly Customer[];
  readonly after: readonly Customer[];
  /** What every store shows at the end of it. */
  readonly numbers: Map<string, string | null>;
}

async function liveThroughBackup(): Promise<History> {
  const { houston, paris } = world.stores;
  const before = [await createNamed(houston, 'Before Houston'), await createNamed(paris, 'Before Paris')];
  await drainRoad(world);
  await world.backUp('headquarters');
  const after = [await createNamed(houston, 'After Houston'), await createNamed(paris, 'After Paris')];
  await drainRoad(world);
  for (const { customerId } of before) await edit('paris', customerId, '+33612345678');
  for (const { customerId } of after) await edit('houston', customerId, '+17135550147');
  await drainRoad(world);
  return { before, after, numbers: await numbersIn('paris') };
}

async function edit(store: 'houston' | 'paris', customerId: string, phone: string): Promise<void> {
  await updateCustomer(world.stores[store], customerId, { channelId: store.toUpperCase(), changes: { phone } });
}

/** All that was known before the restore is there again, with its numbers and its edits. */
async function expectNothingLost({ before, after, numbers }: History, more = 0): Promise<void> {
  await expectEverybodyEqual(numbers.size + more);
  const shown = await numbersIn('headquarters');
  for (const [customerId, number] of numbers) expect(shown.get(customerId)).toBe(number);
  const master = await customersIn(world.headquarters.database);
  for (const { customerId } of before) expect(master.get(customerId)?.phone).toBe('+33612345678');
  for (const { customerId } of after) expect(master.get(customerId)?.phone).toBe('+17135550147');
}

describe('headquarters restored from an older copy (R11)', () => {
  it('and declared so: stores offer again what they hold; numbers stay, edits survive, nothing is doubled', async () => {
    const history = await liveThroughBackup();
    await world.restore('headquarters');
    expect((await numbersIn('headquarters')).size).toBe(2);
    await declareRestored(world.headquarters, 'restored from last night');
    expect((await epochsAt('headquarters')).number).toBe(2);
    await drainRoad(world);
    await expectNothingLost(history);
  });

  it('notices it at its start on another server', async () => {
    const history = await liveThroughBackup();
    await world.restore('headquarters');
    await moveToAnotherServer('headquarters');
    expect((await epochsAt('headquarters')).number).toBe(2);
    await drainRoad(world);
    await expectNothingLost(history);
  });

  it('notices it when a store stands behind the end of its change feed', async () => {
    const history = await liveThroughBackup();
    await world.restore('headquarters');
    expect((await epochsAt('headquarters')).number).toBe(1);
    await drainRoad(world);
    expect((await epochsAt('headquarters')).number).toBe(2);
    await expectNothingLost(history);
  });

  it('notices it although its change feed has grown past the place of the store meanwhile', async () => {
    const history = await liveThroughBackup();
    await world.restore('headquarters');
    const extra: Customer[] = [];
    for (let index = 0; index < 12; index++) {
      extra.push(await createNamed(world.stores.houston, `Meanwhile ${index}`));
    }
    await drainRoad(world);
    expect((await epochsAt('headquarters')).number).toBe(2);
    expect(extra).toHaveLength(12);
    const master = await customersIn(world.headquarters.database);
    for (const { customerId } of history.after) expect(master.get(customerId)?.phone).toBe('+17135550147');
    await expectEverybodyEqual(history.numbers.size + extra.length);
  });

  it('notices it when a store knows an incarnation that headquarters never had, and begins one above it', async () => {
    await world.backUp('headquarters');
    await declareRestored(world.headquarters, 'first');
    await declareRestored(world.headquarters, 'second');
    const { customerId } = await createNamed(world.stores.paris, 'Later Incarnation');
    await drainRoad(world);
    const number = (await numbersIn('paris')).get(customerId);
    await world.restore('headquarters');
    await drainRoad(world);
    expect((await epochsAt('headquarters')).number).toBe(4);
    await expectEverybodyEqual(1);
    expect((await numbersIn('houston')).get(customerId)).toBe(number);
  });

  it('notices it from an upload that it acknowledged and lost, though no store has downloaded anything since', async () => {
    await world.backUp('headquarters');
    const { customerId } = await createNamed(world.stores.paris, 'Only Uploaded');
    await agreeWithHeadquarters(world.stores.paris);
    await runPJob(world.stores.paris);
    await world.restore('headquarters');
    await drainRoad(world);
    expect((await epochsAt('headquarters')).number).toBe(2);
    expect([...(await numbersIn('headquarters')).keys()]).toEqual([customerId]);
    await expectEverybodyEqual(1);
  });

  it('notices it from a customer that it decided in real time and lost, though no store has downloaded anything since', async () => {
    await world.backUp('headquarters');
    const { customerId, customerAccountNumber } = await createNamed(world.stores.houston, 'Only Answered');
    expect(customerAccountNumber).not.toBeNull();
    await world.restore('headquarters');
    await drainRoad(world);
    expect((await numbersIn('headquarters')).get(customerId)).toBe(customerAccountNumber);
    await expectEverybodyEqual(1);
  });

  it('gives nobody a number that a store shows already, also before that store has come by', async () => {
    await world.headquarters.database.query('UPDATE number_sequences SET preallocation_count = 1');
    await createNamed(world.stores.houston, 'Known');
    await drainRoad(world);
    await world.backUp('headquarters');
    const lost: Customer[] = [];
    for (let index = 0; index < 5; index++) lost.push(await createNamed(world.stores.houston, `Lost ${index}`));
    const shown = new Set(lost.map((customer) => customer.customerAccountNumber));
    await world.restore('headquarters');
    await declareRestored(world.headquarters, 'restored from last night');
    await agreeWithHeadquarters(world.stores.paris);
    const { customerId } = await createNamed(world.stores.paris, 'Stranger');
    await runPJob(world.stores.paris);
    await synchronizeCustomers(world.headquarters);
    const stranger = (await numbersIn('headquarters')).get(customerId);
    expect(stranger).toMatch(/^C-\d{9}$/u);
    expect(shown.has(stranger ?? null)).toBe(false);
    expect(Number(stranger?.slice(2))).toBeGreaterThan(100_000);
    await drainRoad(world);
    for (const customer of lost) {
      expect((await numbersIn('paris')).get(customer.customerId)).toBe(customer.customerAccountNumber);
    }
    await expectEverybodyEqual(7);
  });

  it('gives a loyalty card the number that a store shows already, unless another card got it meanwhile', async () => {
    const enroll = async (lastName: string): Promise<{ customerId: string; cardNumber: string | null | undefined }> => {
      const { customerId } = await createNamed(world.stores.houston, lastName);
      await enrollInLoyalty(world.stores.houston, customerId, { channelId: 'HOUSTON', loyaltyProgramId: 'CLUB' });
      return { customerId, cardNumber: await cardNumberOf(world.headquarters.database, customerId) };
    };
    await world.backUp('headquarters');
    const kept = await enroll('Kept Number');
    const lost = await enroll('Lost Number');
    await drainRoad(world);
    expect(kept.cardNumber).toMatch(/./u);
    expect(lost.cardNumber).not.toBe(kept.cardNumber);
    await world.restore('headquarters');
    await declareRestored(world.headquarters, 'restored from last night');
    const loyaltyCards = [
      {
        loyaltyCardId: '019b0000-0000-7000-8000-00000000000c',
        fields: { loyaltyProgramId: 'CLUB', cardNumber: lost.cardNumber ?? null, enrollmentChannelId: 'PARIS' },
      },
    ];
    await agreeWithHeadquarters(world.stores.paris);
    const { customerId } = await createNamed(world.stores.paris, 'Meanwhile');
    await world.stores.paris.database.query(
      `UPDATE customer_operations SET operation = jsonb_set(operation, '{changes,loyaltyCards}', $1)`,
      [JSON.stringify(loyaltyCards)],
    );
    await runPJob(world.stores.paris);
    await synchronizeCustomers(world.headquarters);
    expect(await cardNumberOf(world.headquarters.database, customerId)).toBe(lost.cardNumber);
    await drainRoad(world);
    await expectEverybodyEqual(3);
    expect(await cardNumberOf(world.headquarters.database, kept.customerId)).toBe(kept.cardNumber);
    const renewed = await cardNumberOf(world.headquarters.database, lost.customerId);
    expect(renewed).toMatch(/./u);
    expect(renewed).not.toBe(lost.cardNumber);
  });

  it('a second time, from the same copy, loses nothing either', async () => {
    const history = await liveThroughBackup();
    for (let time = 0; time < 2; time++) {
      await world.restore('headquarters');
      await declareRestored(world.headquarters, `time ${time}`);
      await drainRoad(world);
      await expectNothingLost(history, time);
      await createNamed(world.stores.houston, `Between ${time}`);
      await drainRoad(world);
    }
    await expectNothingLost(history, 2);
  });

  it('begins one incarnation, however many stores reveal the restore at the same moment', async () => {
    await world.backUp('headquarters');
    await declareRestored(world.headquarters, 'in the lost history');
    await createNamed(world.stores.houston, 'Lost');
    await drainRoad(world);
    await world.restore('headquarters');
    await Promise.all(storeNames.map((store) => agreeWithHeadquarters(world.stores[store])));
    for (const store of storeNames) await agreeWithHeadquarters(world.stores[store]);
    expect((await epochsAt('headquarters')).number).toBe(3);
    await drainRoad(world);
    expect((await epochsAt('headquarters')).number).toBe(3);
    await expectEverybodyEqual(1);
  });

  it('begins one incarnation also when a store is still being looked at while another one reveals the restore', async () => {
    await world.backUp('headquarters');
    await declareRestored(world.headquarters, 'in the lost history');
    await drainRoad(world);
    await world.restore('headquarters');
    const { houston, paris } = world.stores;
    const slow = withSlowFirst(world.headquarters.database, 'select-epoch-by-id');
    world.headquarters = await openHeadquarters({ database: slow.database, seams: world.headquarters.seams });
    const first = agreeWithHeadquarters(houston);
    await slow.reached;
    await agreeWithHeadquarters(paris);
    slow.goOn();
    await first;
    expect((await epochsAt('headquarters')).number).toBe(3);
    await drainRoad(world);
    expect((await epochsAt('headquarters')).number).toBe(3);
  });

  it('is known to another process of headquarters that did not begin the incarnation', async () => {
    const { database, seams } = world.headquarters;
    const other = await openHeadquarters({ database, seams });
    await declareRestored(world.headquarters, 'nothing was lost this time');
    for (const store of storeNames) await agreeWithHeadquarters(world.stores[store]);
    const { customerId } = await createNamed(world.stores.houston, 'New Incarnation');
    await drainRoad(world);
    const { customerId: later } = await createNamed(world.stores.paris, 'Other Process');
    const first = world.headquarters;
    world.headquarters = other;
    await runPJob(world.stores.paris);
    await synchronizeCustomers(other);
    await publish1010(other);
    for (const store of storeNames) await downloadAvailable(world.stores[store]);
    world.headquarters = first;
    expect([...(await numbersIn('houston')).keys()].toSorted()).toEqual([customerId, later].toSorted());
    await expectEverybodyEqual(2);
  });

  it('learns of it from a store that only asks for downloads', async () => {
    await createNamed(world.stores.houston, 'Published');
    await drainRoad(world);
    await declareRestored(world.headquarters, 'nothing was lost this time');
    await expect(downloadAvailable(world.stores.paris)).rejects.toMatchObject({ code: 'epoch_foreign' });
    await agreeWithHeadquarters(world.stores.paris);
    expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 0, rows: 0 });
  });

  it('an operation that had failed still needs attention after a restore', async () => {
    await world.headquarters.database.query("DELETE FROM customer_groups WHERE customer_group = '30'");
    const { customerId } = await createNamed(world.stores.paris, 'Failed');
    await drainRoad(world);
    const failed = async (): Promise<unknown> =>
      world.stores.paris.database.query(
        "SELECT status, delivered, last_known_error ->> 'code' AS code FROM customer_operations WHERE customer_id = $1",
        [customerId],
      );
    expect(await failed()).toEqual([{ status: 'failed', delivered: true, code: 'customer_group_unknown' }]);
    await declareRestored(world.headquarters, 'nothing was lost this time');
    await drainRoad(world);
    expect(await failed()).toEqual([{ status: 'failed', delivered: true, code: 'customer_group_unknown' }]);
  });
});

describe('a channel database restored from an older copy (R11)', () => {
  it('gets everything back, and goes on uploading', async () => {
    const { houston, paris } = world.stores;
    const first = await createNamed(paris, 'First');
    await drainRoad(world);
    await world.backUp('paris');
    const second = await createNamed(world.stores.paris, 'Second');
    await createNamed(houston, 'Elsewhere');
    await edit('paris', first.customerId, '+33612345678');
    await drainRoad(world);
    const numbers = await numbersIn('houston');
    await world.restore('paris');
    await expect(findCustomer(world.stores.paris, second.customerId)).rejects.toMatchObject({
      code: 'customer_unknown',
    });
    await drainRoad(world);
    expect(await numbersIn('paris')).toEqual(numbers);
    await createNamed(world.stores.paris, 'Third');
    await drainRoad(world);
    await expectEverybodyEqual(4);
    expect((await findCustomer(world.stores.houston, first.customerId)).document.phone).toBe('+33612345678');
  });

  it('from before an upload was acknowledged, offers it again and makes nothing twice', async () => {
    const { customerId } = await createNamed(world.stores.paris, 'Twice Offered');
    await world.backUp('paris');
    await drainRoad(world);
    await world.restore('paris');
    await drainRoad(world);
    await expectEverybodyEqual(1);
    expect((await numbersIn('paris')).get(customerId)).toMatch(/^C-\d{9}$/u);
  });

  it('on another server is another incarnation: packages count from one again and nothing is lost', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      await createNamed(world.stores.houston, `Sync ${name}`);
      await createNamed(world.stores.paris, name);
      await drainRoad(world);
    }
    await world.stores.paris.database.query("UPDATE epochs SET system_identifier = 'another server'");
    await world.restart('paris');
    expect((await epochsAt('paris')).number).toBe(2);
    await createNamed(world.stores.paris, 'Four');
    await drainRoad(world);
    await expectEverybodyEqual(7);
  });

  it('together with headquarters, each from a copy of its own time, loses nothing that the other store holds', async () => {
    const { houston } = world.stores;
    await createNamed(houston, 'Early');
    await drainRoad(world);
    await world.backUp('headquarters');
    await createNamed(world.stores.houston, 'Middle');
    await drainRoad(world);
    await world.backUp('paris');
    await createNamed(world.stores.houston, 'Late');
    await drainRoad(world);
    const numbers = await numbersIn('houston');
    await world.restore('headquarters');
    await world.restore('paris');
    await drainRoad(world);
    await expectEverybodyEqual(3);
    expect(await numbersIn('paris')).toEqual(numbers);
  });
});

describe('the outbox within the backup horizon', () => {
  const horizonMs = 35 * dayMs;
  const kept = async (): Promise<string[]> => {
    const rows = await world.stores.paris.database.query<{ name: string }>(
      `SELECT operation -> 'changes' -> 'fields' ->> 'lastName' AS name FROM customer_operations ORDER BY n`,
    );
    return rows.map((row) => row.name);
  };
  const prune = (): Promise<number> =>
    pruneOutbox(world.stores.paris.database, new Date(systemClock.now().getTime() + laterMs - horizonMs));

  it('keeps what was decided since and what is not delivered, however old, and forgets the rest', async () => {
    await createNamed(world.stores.paris, 'Old');
    await drainRoad(world);
    await createNamed(world.stores.paris, 'Old And Undelivered');
    laterMs = horizonMs + dayMs;
    await createNamed(world.stores.houston, 'Elsewhere');
    expect(await prune()).toBe(1);
    expect(await kept()).toEqual(['Old And Undelivered']);
    await drainRoad(world);
    expect(await prune()).toBe(0);
    laterMs += horizonMs / 2;
    expect(await prune()).toBe(0);
    laterMs += horizonMs;
    expect(await prune()).toBe(1);
    expect(await kept()).toEqual([]);
    await publish1010(world.headquarters);
    await expectEverybodyEqual(3);
  });
});
