import type { Problem } from '@counterfoil/contracts/customer-operation';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  fateOf,
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { stageEntries } from '../conversion/staging-inbox.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

const again = (operationId: string): string => `/customer-synchronization-status/${operationId}/synchronize`;

interface Listed {
  readonly operations: readonly Record<string, unknown>[];
  readonly nextCursor: string | null;
}

async function list(query: string, language = 'en'): Promise<Listed> {
  const answer = await world.call('GET', `/customer-synchronization-status?${query}`, { as: 'auditor', language });
  expect(answer.status).toBe(200);
  return answer.body as Listed;
}

function coded(status: number, code: string): object {
  return { status, body: { error: expect.objectContaining({ code }) as unknown } };
}

const failing = (): ReturnType<typeof operationOf> => operationOf({ fields: { customerGroup: '99' } });

test('a failed customer is listed with its reason in the language of the caller', async () => {
  const operation = failing();
  await stageOperations(world, [operation, operationOf()]);
  await synchronizeCustomers(world.headquarters);
  const { operations } = await list('status=failed');
  expect(operations).toMatchObject([
    {
      operationId: operation.operationId,
      name: 'Lachlan Berry',
      customerAccountNumber: null,
      channelDatabaseId: 'paris',
      lastKnownError: { code: 'customer_group_unknown', message: 'Unknown customer group "99".' },
      corrections: [],
    },
  ]);
  expect((await list('status=failed&channelDatabaseId=paris', 'fr')).operations).toMatchObject([
    { lastKnownError: { message: 'Groupe de clients inconnu « 99 ».' } },
  ]);
  expect((await list('channelDatabaseId=houston')).operations).toEqual([]);
});

test('the list goes on page by page and shows every arrival once', async () => {
  await stageOperations(
    world,
    Array.from({ length: 5 }, () => operationOf()),
  );
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Listed = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.operations.map(({ operationId }) => operationId));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
});

describe('a failed customer', () => {
  test('synchronized again as it is, is decided again once the setting is mended', async () => {
    const operation = failing();
    await stageOperations(world, [operation]);
    await synchronizeCustomers(world.headquarters);
    await world.database.query(
      "INSERT INTO customer_groups (legal_entity, customer_group, name) VALUES ('USRT', '99', 'Guests')",
    );
    const wokenBefore = world.woken.staged;
    expect(await world.call('POST', again(operation.operationId))).toEqual({
      status: 202,
      body: { status: 'uploaded' },
    });
    expect(world.woken.staged).toBe(wokenBefore + 1);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });
  });

  test('corrected, becomes a customer, with both values, the error and the corrector on record', async () => {
    const operation = failing();
    await stageOperations(world, [operation]);
    await synchronizeCustomers(world.headquarters);
    const changes = { fields: { customerGroup: '30', lastName: '  Barrie ' }, addresses: [] };
    expect((await world.call('POST', again(operation.operationId), { body: { changes } })).status).toBe(202);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });
    const customer = await world.call('GET', `/customers/${operation.customerId}`);
    expect(customer.body).toMatchObject({ firstName: 'Lachlan', lastName: 'Barrie', customerGroup: '30' });
    const [line] = (await list('status=completed')).operations;
    expect(line).toMatchObject({
      corrections: [
        {
          correctedBy: 'the administrator',
          oldChanges: { fields: { customerGroup: '99', lastName: 'Berry' } },
          newChanges: { fields: { customerGroup: '30', lastName: 'Barrie', firstName: 'Lachlan' } },
          lastKnownError: { code: 'customer_group_unknown' },
        },
      ],
    });
  });

  test('corrected wrongly, stays failed as it was, and every problem is named', async () => {
    const operation = failing();
    await stageOperations(world, [operation]);
    await synchronizeCustomers(world.headquarters);
    const correct = (fields: object): Promise<{ status: number; body: unknown }> =>
      world.call('POST', again(operation.operationId), { body: { changes: { fields, addresses: [] } } });
    expect(await correct({ customerGroup: '98' })).toEqual(coded(422, 'customer_group_unknown'));
    const twoProblems = await correct({ email: 'nobody', currency: 'ABC' });
    expect(twoProblems.status).toBe(422);
    expect(
      (twoProblems.body as { error: { problems: Problem[] } }).error.problems.map(({ code }) => code).toSorted(),
    ).toEqual(['currency_invalid', 'customer_group_unknown', 'email_invalid']);
    expect(await correct({ lastName: 'Be\u0000rry', customerGroup: '30' })).toEqual(coded(422, 'text_invalid'));
    expect(await fateOf(world, operation.operationId)).toEqual({ status: 'failed', code: 'customer_group_unknown' });
  });

  test('holds up only what follows it', async () => {
    const operation = failing();
    const edit = operationOf({
      kind: 'update',
      customerId: operation.customerId,
      follows: operation.operationId,
      fields: { firstName: 'Lucas' },
    });
    await stageOperations(world, [operation, edit]);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 0, failed: 1 });
    const changes = { fields: { customerGroup: '30' }, addresses: [] };
    await world.call('POST', again(operation.operationId), { body: { changes } });
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 2, failed: 0 });
    expect((await world.call('GET', `/customers/${operation.customerId}`)).body).toMatchObject({ firstName: 'Lucas' });
  });
});

test('only a failed record can be synchronized again: others are 409, unknown ones 404', async () => {
  const operation = operationOf();
  await stageOperations(world, [operation]);
  const changes = { fields: { lastName: 'Other' }, addresses: [] };
  for (const body of [{}, { changes }]) {
    expect(await world.call('POST', again(operation.operationId), { body })).toEqual(
      coded(409, 'staged_operation_not_failed'),
    );
    expect(await world.call('POST', again(operation.customerId), { body })).toEqual(
      coded(404, 'staged_operation_unknown'),
    );
  }
});

describe('a record that arrived as bytes which cannot be stored', () => {
  const problem: Problem = { code: 'text_invalid', field: '', parameters: { detail: '' } };
  const operation = operationOf({ fields: { lastName: 'Be\u0000rry' } });

  async function park(raw: Buffer): Promise<void> {
    const { operationId, customerId } = operation;
    const options = { channelDatabaseId: 'paris', now: new Date('2026-03-01T10:00:00Z'), plantedBugs: noPlantedBugs };
    await world.database.transaction('park for a test', (tx) =>
      stageEntries(tx, [{ operationId, customerId, raw, problem }], options),
    );
  }

  test('needs whole changes, and then becomes a customer of the channel that sent it', async () => {
    await park(Buffer.from(JSON.stringify({ operation, knownAccountNumber: null })));
    expect(await world.call('POST', again(operation.operationId))).toEqual(coded(422, 'staged_operation_unreadable'));
    expect((await world.call('POST', '/customer-synchronization-status/synchronize')).body).toMatchObject({ count: 0 });
    const partial = { fields: { lastName: 'Berry' }, addresses: [] };
    const refused = await world.call('POST', again(operation.operationId), { body: { changes: partial } });
    expect(refused).toEqual(coded(422, 'field_required'));
    const changes = operationOf().changes;
    expect((await world.call('POST', again(operation.operationId), { body: { changes } })).status).toBe(202);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });
    const customer = await world.call('GET', `/customers/${operation.customerId}`);
    expect(customer.body).toMatchObject({ lastName: 'Berry', createdBy: 'paris' });
    expect((await list('status=completed')).operations).toMatchObject([{ corrections: [{ oldChanges: null }] }]);
  });

  test('and is no operation at all stays parked', async () => {
    await park(Buffer.from('{"operation":'));
    const { changes } = operationOf();
    const answer = await world.call('POST', again(operation.operationId), { body: { changes } });
    expect(answer).toEqual(coded(422, 'staged_operation_unreadable'));
  });
});

describe('the lines of the page', () => {
  async function search(body: object): Promise<Listed['operations']> {
    const answer = await world.call('POST', '/customer-synchronization-status/search', { body });
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as Listed).operations;
  }

  const ids = (operations: Listed['operations']): unknown[] => operations.map(({ operationId }) => operationId);

  test('are narrowed by channel, error, time, and the beginning of a name, e-mail or account', async () => {
    const failed = operationOf({ fields: { lastName: 'Bérard', customerGroup: '99' } });
    const made = operationOf({ fields: { firstName: 'Nora', lastName: 'Quimby', email: 'nora@example.com' } });
    await stageOperations(world, [failed, made]);
    await synchronizeCustomers(world.headquarters);
    expect(ids((await list('channelId=PARIS&code=customer_group_unknown')).operations)).toEqual([failed.operationId]);
    expect((await list('channelId=HOUSTON')).operations).toEqual([]);
    expect((await list(`to=2000-01-01T00:00:00Z`)).operations).toEqual([]);
    expect((await list(`from=2000-01-01T00:00:00Z`)).operations).toHaveLength(2);
    expect(ids(await search({ text: 'Quim' }))).toEqual([made.operationId]);
    expect(ids(await search({ text: 'nora@example.com' }))).toEqual([made.operationId]);
    expect(ids(await search({ text: 'C-000000001' }))).toEqual([made.operationId]);
    expect(ids(await search({ text: 'bérard' }))).toEqual([failed.operationId]);
    expect(await search({ text: 'bérard', status: 'completed' })).toEqual([]);
    expect(await search({ text: '100%' })).toEqual([]);
  });

  test('describe the operation with its channel, times, reason, and old and new values in both languages', async () => {
    const created = operationOf();
    const first = operationOf({
      kind: 'update',
      customerId: created.customerId,
      follows: created.operationId,
      fields: { firstName: 'Lucas' },
    });
    const second = operationOf({
      kind: 'update',
      customerId: created.customerId,
      follows: first.operationId,
      fields: { firstName: 'Lucy', email: 'lucy@example.com' },
    });
    for (const operation of [created, first, second]) await stageOperations(world, [operation]);
    await synchronizeCustomers(world.headquarters);
    const one = async ({ operationId }: { operationId: string }, language = 'en'): Promise<unknown> =>
      (await world.call('GET', `/customer-synchronization-status/${operationId}`, { as: 'auditor', language })).body;
    expect(await one(second)).toMatchObject({
      channelName: 'Paris',
      customerAccountNumber: 'C-000000001',
      asyncCustomerAccount: created.customerId,
      operationTimestamp: '2026-03-01T10:00:00.000Z',
      statusText: 'Completed',
      description: 'Change (First name, E-mail) at Paris: done.',
      values: [
        { field: 'firstName', label: 'First name', oldValue: 'Lucas', newValue: 'Lucy' },
        { field: 'email', label: 'E-mail', oldValue: null, newValue: 'lucy@example.com' },
      ],
    });
    expect(await one(first, 'fr')).toMatchObject({
      description: 'Modification (Prénom) à Paris : effectuée.',
      values: [{ label: 'Prénom', oldValue: 'Lachlan', newValue: 'Lucas' }],
    });
    const failed = failing();
    await stageOperations(world, [failed]);
    await synchronizeCustomers(world.headquarters);
    expect(await one(failed)).toMatchObject({
      description: 'Creation of the customer at Paris: failed. Unknown customer group "99".',
    });
  });

  test('of operations made at headquarters say so', async () => {
    const body = { legalEntity: 'USRT', customer: { customerType: 'person', lastName: 'Berry', customerGroup: '30' } };
    await world.call('POST', '/customers', { body });
    expect((await list('')).operations).toMatchObject([
      { madeAtHeadquarters: true, channelId: null, description: 'Creation of the customer at headquarters: done.' },
    ]);
  });
});

test('corrected values are saved, stay failed, and are decided when they are synchronized', async () => {
  const operation = failing();
  await stageOperations(world, [operation]);
  await synchronizeCustomers(world.headquarters);
  const changes = { fields: { customerGroup: '30' }, addresses: [], affiliations: [{ id: 'STUDENT', change: 'put' }] };
  const path = `/customer-synchronization-status/${operation.operationId}`;
  expect(await world.call('PUT', path, { body: { changes } })).toEqual({ status: 200, body: { status: 'failed' } });
  expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 0, failed: 0 });
  const bad = { fields: {}, addresses: [], addressBooks: [{ id: 'NONE', change: 'put' }] };
  expect(await world.call('PUT', path, { body: { changes: bad } })).toEqual(coded(422, 'address_book_unknown'));
  await world.call('POST', again(operation.operationId), { body: {} });
  expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });
  expect((await world.call('GET', `/customers/${operation.customerId}`)).body).toMatchObject({
    affiliations: ['STUDENT'],
  });
});

test('many failed records are synchronized again by their identifiers, their error or their name', async () => {
  const [one, two, three] = [failing(), failing(), operationOf({ fields: { lastName: 'Zola', customerGroup: '99' } })];
  await stageOperations(world, [one, two, three]);
  await synchronizeCustomers(world.headquarters);
  const bulk = async (body: object): Promise<unknown> =>
    (await world.call('POST', '/customer-synchronization-status/synchronize', { body })).body;
  expect(await bulk({ code: 'name_required' })).toMatchObject({ count: 0 });
  expect(await bulk({ operationIds: [one.operationId] })).toMatchObject({ count: 1 });
  expect(await bulk({ text: 'zola', channelId: 'PARIS' })).toMatchObject({ count: 1 });
  expect(await bulk({ code: 'customer_group_unknown' })).toMatchObject({ count: 1 });
  expect(await bulk({})).toMatchObject({ count: 0 });
});
