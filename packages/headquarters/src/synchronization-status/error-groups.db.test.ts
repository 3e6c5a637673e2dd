import type { ErrorGroups, SynchronizedMany } from '@counterfoil/contracts/administration/synchronization-status';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  fateOf,
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

const failing = (group = '99'): ReturnType<typeof operationOf> => operationOf({ fields: { customerGroup: group } });

async function stageFailed(count: number): Promise<string[]> {
  const operations = Array.from({ length: count }, () => failing());
  await stageOperations(world, operations);
  await synchronizeCustomers(world.headquarters);
  return operations.map(({ operationId }) => operationId);
}

async function groupsOf(body: object, language = 'en'): Promise<ErrorGroups['groups']> {
  const answer = await world.call('POST', '/customer-synchronization-status/errors', { body, as: 'auditor', language });
  expect(answer.status).toBe(200);
  return (answer.body as ErrorGroups).groups;
}

describe('failed records by error', () => {
  test('are counted for each code, the most frequent first, with the field and a sentence in the caller language', async () => {
    await stageOperations(world, [
      failing(),
      failing('98'),
      operationOf({ fields: { email: 'nowhere' } }),
      operationOf(),
    ]);
    await synchronizeCustomers(world.headquarters);
    expect(await groupsOf({})).toMatchObject([
      { code: 'customer_group_unknown', count: 2, field: 'Customer group' },
      { code: 'email_invalid', count: 1, field: 'E-mail' },
    ]);
    const [first] = await groupsOf({}, 'fr');
    expect(first).toMatchObject({
      field: 'Groupe de clients',
      message: expect.stringMatching(/^Groupe de clients inconnu « 9[89] ».$/u) as string,
    });
  });

  test('are counted within a filter only', async () => {
    await stageFailed(2);
    expect(await groupsOf({ channelId: 'PARIS' })).toMatchObject([{ count: 2 }]);
    expect(await groupsOf({ channelId: 'HOUSTON' })).toEqual([]);
    expect(await groupsOf({ text: 'nobody of this name' })).toEqual([]);
  });

  test('name an entry of a list by the part that is wrong', async () => {
    await stageFailed(1);
    await world.database.query(
      `UPDATE staged_operations SET last_known_error = '{"code":"zip_code_invalid","field":"addresses.3.zipCode",
         "parameters":{"country":"DE","formats":"#####"}}'`,
    );
    expect(await groupsOf({})).toMatchObject([{ code: 'zip_code_invalid', field: 'Postcode' }]);
  });
});

describe('many failed records', () => {
  const synchronize = async (body: object): Promise<SynchronizedMany> => {
    const answer = await world.call('POST', '/customer-synchronization-status/synchronize', { body });
    expect(answer.status).toBe(202);
    return answer.body as SynchronizedMany;
  };

  test('are synchronized in bounded steps, the oldest first, each once even while earlier ones fail again', async () => {
    const ids = await stageFailed(5);
    const taken: string[][] = [];
    let cursor: string | null = null;
    do {
      const step: SynchronizedMany = await synchronize({ limit: 2, ...(cursor !== null && { cursor }) });
      taken.push(step.operationIds);
      cursor = step.nextCursor;
      await synchronizeCustomers(world.headquarters);
    } while (cursor !== null);
    expect(taken.map((step) => step.length)).toEqual([2, 2, 1]);
    expect(taken.flat().toSorted()).toEqual(ids.toSorted());
  });

  test('that were marked are synchronized, and no other', async () => {
    const [first = '', second = ''] = await stageFailed(2);
    expect(await synchronize({ operationIds: [first], limit: 200 })).toEqual({
      count: 1,
      operationIds: [first],
      nextCursor: null,
    });
    expect((await fateOf(world, first))?.status).toBe('uploaded');
    expect((await fateOf(world, second))?.status).toBe('failed');
  });

  test('are out of reach for an auditor', async () => {
    const [first = ''] = await stageFailed(1);
    const answer = await world.call('POST', '/customer-synchronization-status/synchronize', {
      body: {},
      as: 'auditor',
    });
    expect(answer.status).toBe(403);
    expect((await fateOf(world, first))?.status).toBe('failed');
  });
});
