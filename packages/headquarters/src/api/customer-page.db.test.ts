import type { CustomerHistory } from '@counterfoil/contracts/administration/customer-history';
import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import type { CustomerTrace } from '@counterfoil/contracts/administration/customer-trace';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { customerFormSettings } from '../customers/customer-form-settings.ts';
import { customerRecord } from '../customers/customer-record.ts';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from './administration-fixture.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

async function recordOf(identifier: string): Promise<CustomerRecord> {
  const { status, body } = await world.call('GET', `/customers/${identifier}/record`, { as: 'auditor' });
  expect(status).toBe(200);
  return body as CustomerRecord;
}

async function historyOf(identifier: string, query = ''): Promise<CustomerHistory> {
  const { status, body } = await world.call('GET', `/customers/${identifier}/history${query}`, { as: 'auditor' });
  expect(status).toBe(200);
  return body as CustomerHistory;
}

test('a customer that waits to be decided is described by its operations, and then by the master', async () => {
  const operation = operationOf({ fields: { email: 'lachlan@example.com' } });
  await stageOperations(world, [operation]);
  expect(await recordOf(operation.customerId)).toMatchObject({
    customerId: operation.customerId,
    state: 'pending',
    customer: { lastName: 'Berry', email: 'lachlan@example.com', customerAccountNumber: null },
    waitingCount: 1,
  });
  await synchronizeCustomers(world.headquarters);
  const record = await recordOf(operation.customerId);
  expect(record).toMatchObject({ state: 'account', waitingCount: 0, failedCount: 0 });
  const account = record.customer?.customerAccountNumber ?? '';
  expect(await recordOf(account)).toEqual(record);
});

test('a customer whose creation failed is shown, and one whom nobody knows is not', async () => {
  const operation = operationOf({ fields: { customerGroup: '99' } });
  await stageOperations(world, [operation]);
  await synchronizeCustomers(world.headquarters);
  expect(await recordOf(operation.customerId)).toMatchObject({
    state: 'failed',
    failedCount: 1,
    failedOperationId: operation.operationId,
  });
  const unknown = await world.call('GET', '/customers/01890000-0000-7000-8000-00000000dead/record');
  expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'customer_unknown' } } });
});

test('who is bound to channels sees a waiting customer of these only, and creates in their name only', async () => {
  const operation = operationOf();
  await stageOperations(world, [operation]);
  const { headquarters } = world;
  expect(await customerRecord(headquarters, operation.customerId, ['PARIS'])).toMatchObject({ state: 'pending' });
  await expect(customerRecord(headquarters, operation.customerId, ['HOUSTON'])).rejects.toMatchObject({
    code: 'customer_unknown',
  });
  const { places } = await customerFormSettings(headquarters, ['PARIS']);
  expect(places.map(({ channelId }) => channelId)).toEqual(['PARIS']);
});

test('a history tells who changed what, newest first and page by page, with the edits that met', async () => {
  const operation = operationOf({ fields: { phone: '(713) 555-0123' } });
  await stageOperations(world, [operation]);
  await synchronizeCustomers(world.headquarters);
  const edit = { changes: { phone: '(713) 555-0199', lastName: 'Bell' } };
  expect((await world.call('PATCH', `/customers/${operation.customerId}`, { body: edit })).status).toBe(200);
  const late = operationOf({ kind: 'update', customerId: operation.customerId, fields: { phone: '(713) 555-0177' } });
  await stageOperations(world, [{ ...late, baseVersion: 1 }]);
  await synchronizeCustomers(world.headquarters);

  const { entries, nextCursor } = await historyOf(operation.customerId);
  expect(nextCursor).toBeNull();
  expect(entries).toMatchObject([
    {
      operationId: late.operationId,
      place: 'Paris',
      values: [{ field: 'phone', label: 'Phone', oldValue: '(713) 555-0199', newValue: '(713) 555-0177' }],
      conflicts: [{ label: 'Phone', heldValue: '(713) 555-0199', offeredValue: '(713) 555-0177', kept: 'offered' }],
    },
    { madeAtHeadquarters: true, madeBy: 'the administrator', conflicts: [] },
    { operationId: operation.operationId, kind: 'create', madeAtHeadquarters: false },
  ]);
  expect(entries[1]?.values).toContainEqual({
    field: 'lastName',
    label: 'Last name',
    oldValue: 'Berry',
    newValue: 'Bell',
  });

  const first = await historyOf(operation.customerId, '?limit=2');
  const second = await historyOf(operation.customerId, `?limit=2&cursor=${first.nextCursor ?? ''}`);
  expect([...first.entries, ...second.entries]).toEqual(entries);
});

test('a history shows what an administrator corrected', async () => {
  const operation = operationOf({ fields: { customerGroup: '99' } });
  await stageOperations(world, [operation]);
  await synchronizeCustomers(world.headquarters);
  expect((await historyOf(operation.customerId)).entries).toMatchObject([
    { status: 'failed', problem: 'Unknown customer group "99".' },
  ]);
  const body = { changes: { fields: { customerGroup: '30' }, addresses: [] } };
  const corrected = await world.call('PUT', `/customer-synchronization-status/${operation.operationId}`, {
    body,
  });
  expect(corrected.status).toBeLessThan(300);
  const [entry] = (await historyOf(operation.customerId)).entries;
  expect(entry?.corrections).toMatchObject([
    { values: [{ field: 'customerGroup', label: 'Customer group', oldValue: '99', newValue: '30' }] },
  ]);
});

test('a trace tells the operations one by one, with the problem of a failed one', async () => {
  const operation = operationOf({ fields: { customerGroup: '99' } });
  await stageOperations(world, [operation]);
  await synchronizeCustomers(world.headquarters);
  const { body } = await world.call('GET', `/customers/${operation.customerId}/trace`);
  const { operations, channels, next } = body as CustomerTrace;
  expect(operations).toMatchObject([
    { operationId: operation.operationId, status: 'failed', place: 'Paris', problem: 'Unknown customer group "99".' },
  ]);
  expect(channels).toEqual([]);
  expect(next.who).toBe('administrator');
});

test('headquarters says who a new customer may be already, in the same legal entity only', async () => {
  await stageOperations(world, [operationOf({ fields: { email: 'lachlan@example.com' } })]);
  await synchronizeCustomers(world.headquarters);
  const ask = (legalEntity: string) =>
    world.call('POST', '/customers/possible-duplicates', {
      body: { legalEntity, customer: { lastName: 'Bery', email: 'Lachlan@example.com' } },
    });
  expect((await ask('USRT')).body).toMatchObject({
    possibleDuplicates: [{ name: 'Lachlan Berry', email: 'lachlan@example.com', because: ['email'] }],
  });
  expect(await ask('NOWHERE')).toMatchObject({ body: { error: { code: 'legal_entity_unknown' } } });
  const asAuditor = await world.call('POST', '/customers/possible-duplicates', { as: 'auditor', body: {} });
  expect(asAuditor.status).toBe(403);
});

test('the settings of the form come in one answer, with what each place gives its new customers', async () => {
  const { status, body } = await world.call('GET', '/customer-form-settings', { as: 'auditor' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    places: expect.arrayContaining([
      expect.objectContaining({ legalEntity: 'USRT', channelId: null }),
      expect.objectContaining({ channelId: 'PARIS' }),
    ]) as unknown,
  });
});
