import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import { CommunicationException } from '@counterfoil/http/client';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createNamed, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

const seams = systemSeams(silentLog);
let world: ExchangeWorld;
/** What happens, once, when a node passes a point: whatever runs beside the transaction that has come this far. */
let beside: { readonly point: string; readonly happens: () => Promise<void> } | null;
/** When Houston stops waiting for what headquarters answers in real time; null when it waits for the answer. */
let patience: Promise<void> | null;

beforeEach(async () => {
  beside = null;
  patience = null;
  world = await openExchangeWorld({
    seams: {
      ...seams,
      crashPoints: {
        async reach(point) {
          if (point !== beside?.point) return;
          const { happens } = beside;
          beside = null;
          await happens();
        },
      },
    },
    line: (_store, connection) => ({
      ...connection,
      async applyInRealTime(operation, epochId) {
        const answer = connection.applyInRealTime(operation, epochId);
        if (!patience) return answer;
        await patience;
        throw new CommunicationException('the answer comes too late', null);
      },
    }),
  });
});

afterEach(() => world.close());

const createRefused = (): Promise<unknown> =>
  createCustomer(world.stores.houston, {
    channelId: 'HOUSTON',
    customer: { customerType: 'person', firstName: 'Imogen', lastName: 'Refused', customerGroup: '99', addresses: [] },
  });

/** Has the P-job run beside whatever passes `point`; answers what it has uploaded by then. */
function uploadBeside(point: string): { rows: number | null } {
  const uploaded: { rows: number | null } = { rows: null };
  beside = { point, happens: async () => void (uploaded.rows = (await runPJob(world.stores.houston)).rows) };
  return uploaded;
}

async function fates(): Promise<{ houston: string[]; headquarters: string[] }> {
  const statusesIn = async (node: { database: ExchangeWorld['headquarters']['database'] }, table: string) =>
    (await node.database.query<{ status: string }>(`SELECT status FROM ${table} ORDER BY n`)).map((row) => row.status);
  return {
    houston: await statusesIn(world.stores.houston, 'customer_operations'),
    headquarters: await statusesIn(world.headquarters, 'staged_operations'),
  };
}

it('a creation that headquarters is about to decide is not uploaded by a P-job that runs right after its recording', async () => {
  const uploaded = uploadBeside('record creation/committed');
  await expect(createRefused()).rejects.toMatchObject({ problems: [{ code: 'customer_group_unknown' }] });
  expect(uploaded.rows).toBe(0);
  await drainRoad(world);
  expect(await fates()).toEqual({ houston: ['refused'], headquarters: ['refused'] });
});

it('nor is an edit: what the user is told was refused is not parked at headquarters', async () => {
  const { customerId } = await createNamed(world.stores.houston, 'Edited');
  const uploaded = uploadBeside('record update/committed');
  const edit = updateCustomer(world.stores.houston, customerId, {
    channelId: 'HOUSTON',
    changes: { customerGroup: '99' },
  });
  await expect(edit).rejects.toMatchObject({ problems: [{ code: 'customer_group_unknown' }] });
  expect(uploaded.rows).toBe(0);
  await drainRoad(world);
  expect(await fates()).toEqual({ houston: ['completed', 'refused'], headquarters: ['completed', 'refused'] });
});

it('an operation whose refusal comes too late, and is uploaded while it is being committed, ends as one that needs attention', async () => {
  const reached = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  patience = reached.promise;
  beside = {
    point: 'apply in real time/commit',
    happens: () => {
      reached.resolve();
      return commit.promise;
    },
  };
  expect(await createRefused()).toMatchObject({ way: 'fallback' });
  const upload = runPJob(world.stores.houston);
  /* The upload has come as far as it can before the refusal is committed. */
  await seams.clock.sleep(200);
  commit.resolve();
  expect((await upload).rows).toBe(1);
  await drainRoad(world);
  expect(await fates()).toEqual({ houston: ['failed'], headquarters: ['failed'] });
});

it('an operation that was kept from the P-job wakes it when headquarters could not decide it', async () => {
  patience = Promise.resolve();
  let upload = Promise.resolve(0);
  const channel = {
    ...world.stores.houston,
    wakeUps: { recorded: () => void (upload = runPJob(world.stores.houston).then(({ rows }) => rows)) },
  };
  const { customerId } = await createNamed(channel, 'Fallback');
  expect(await upload).toBe(1);
  await drainRoad(world);
  await updateCustomer(channel, customerId, { channelId: 'HOUSTON', changes: { firstName: 'Ines' } });
  expect(await upload).toBe(1);
});
