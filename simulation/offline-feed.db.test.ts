import type { Channel } from '@counterfoil/channel/channel';
import { pruneOfflineChanges } from '@counterfoil/channel/offline/offline-changes';
import { exchangeWithRegister } from '@counterfoil/channel/offline/exchange-with-register';
import { prepared } from '@counterfoil/database/database';
import { seededRandom } from '@counterfoil/platform/random';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { showOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, customersIn, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';
import {
  addRegisters,
  connectTill,
  createOffline,
  createTillFiles,
  customersOnTill,
  everythingByPJob,
  exchangeAll,
  startTill,
  type TillFiles,
} from './offline-fixture.ts';

let world: ExchangeWorld;
let files: TillFiles;

beforeEach(async () => {
  [world, files] = await Promise.all([openExchangeWorld(everythingByPJob), createTillFiles()]);
  addRegisters(world.stores.houston);
});

afterEach(async () => {
  await Promise.all([world.close(), files.remove()]);
});

/** Reads the changes without waiting for the writers, as a till in a busy store. */
function connectAtOnce(channel: Channel): ScaleUnitConnection {
  return { exchange: (registerId, request) => exchangeWithRegister(channel, registerId, request) };
}

const copyCustomer = prepared(
  'copy-customer-of-test',
  `INSERT INTO customers (customer_id, legal_entity, version, headquarters_epoch_number, name_key, document)
   SELECT $2::uuid, legal_entity, version, headquarters_epoch_number, name_key,
     jsonb_set(document, '{customerId}', to_jsonb($2::uuid))
   FROM customers WHERE customer_id = $1`,
);

const writerCount = 6;
const copyCount = 40;

describe('changes of customers', () => {
  it('R7: reach a till whatever the order in which the transactions that made them commit', async () => {
    const { houston } = world.stores;
    const { customerId } = await createNamed(houston, 'Lindqvist');
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    let isWriting = true;
    const writers = Promise.all(
      Array.from({ length: writerCount }, (_, place) => copyAgainAndAgain(houston, customerId, place)),
    ).then(() => (isWriting = false));
    let exchanges = 0;
    while (isWriting) {
      await exchangeOnce(till, connectAtOnce(houston));
      exchanges++;
    }
    await writers;
    await exchangeAll(till, connectTill(world));
    expect(exchanges).toBeGreaterThan(1);
    expect((await customersOnTill(till)).size).toBe(writerCount * copyCount + 1);
    expect(await customersOnTill(till)).toEqual(await customersIn(houston.database));
    await till.database.close();
  });

  /** Some transactions stay open for a while after they have written, so that later ones commit before them. */
  async function copyAgainAndAgain(channel: Channel, customerId: string, place: number): Promise<void> {
    const random = seededRandom(place + 1);
    for (let count = 0; count < copyCount; count++) {
      await channel.database.transaction('copy', async (tx) => {
        await tx.query(copyCustomer, [customerId, channel.seams.ids.uuid()]);
        if (random.next() < 0.4) await channel.seams.clock.sleep(random.next() * 40);
      });
    }
  }

  it('that were forgotten make the till load everything again', async () => {
    const { houston } = world.stores;
    await createNamed(houston, 'First');
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    await houston.database.query('DELETE FROM customers');
    await createNamed(houston, 'Second');
    await createNamed(houston, 'Third');
    expect(await pruneOfflineChanges(houston.database, new Date('2100-01-01'))).toBeGreaterThan(1);
    await exchangeAll(till, connectTill(world));
    expect(await customersOnTill(till)).toEqual(await customersIn(houston.database));
    await till.database.close();
  });

  it('are not forgotten for a till that stands at the last of them', async () => {
    const { houston } = world.stores;
    await createNamed(houston, 'First');
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    await pruneOfflineChanges(houston.database, new Date('2100-01-01'));
    expect(await exchangeOnce(till, connectTill(world))).toMatchObject({ customers: 0, more: false });
    await till.database.close();
  });

  it('are applied only by the till that stands where the answer begins', async () => {
    const { houston } = world.stores;
    await createNamed(houston, 'First');
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    await createNamed(houston, 'Second');
    const connection = connectTill(world);
    const overtaken: ScaleUnitConnection = {
      async exchange(registerId, request) {
        const late = await connection.exchange(registerId, request);
        await exchangeAll(till, connection);
        return late;
      },
    };
    expect(await exchangeOnce(till, overtaken)).toMatchObject({ result: 'stale' });
    expect(await customersOnTill(till)).toEqual(await customersIn(houston.database));
    await till.database.close();
  });

  it('carry what headquarters could not do, in words', async () => {
    const { houston } = world.stores;
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    const { customerId, operationId } = await createOffline(till, 'Lindqvist');
    await exchangeAll(till, connectTill(world));
    await houston.database.query(
      `UPDATE customer_operations SET status = 'failed', last_known_error =
         '{"code": "customer_group_unknown", "field": "customerGroup", "parameters": {"value": "99"}}'
       WHERE operation_id = $1`,
      [operationId],
    );
    await exchangeAll(till, connectTill(world));
    expect(await showOfflineCustomer(till.database, customerId, 'en')).toMatchObject({
      state: 'needsAttention',
      display: { reason: 'Unknown customer group "99".' },
    });
    await till.database.close();
  });
});
