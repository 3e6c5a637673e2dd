import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { systemIds } from '@counterfoil/platform/identifiers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  fateOf,
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from './synchronize-customers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

function changed(operation: CustomerOperation, changes: Partial<CustomerChanges>): CustomerOperation {
  return { ...operation, changes: { ...operation.changes, ...changes } };
}

const creation = (changes: Partial<CustomerChanges> = {}): CustomerOperation => changed(operationOf(), changes);
const editOf = (created: CustomerOperation, changes: Partial<CustomerChanges>): CustomerOperation =>
  changed(operationOf({ kind: 'update', customerId: created.customerId, follows: created.operationId }), changes);

function card(cardNumber: string | null = null, loyaltyProgramId = 'CLUB'): Pick<CustomerChanges, 'loyaltyCards'> {
  const fields = { loyaltyProgramId, cardNumber, enrollmentChannelId: 'PARIS' };
  return { loyaltyCards: [{ loyaltyCardId: systemIds.uuid(), fields }] };
}

function identity(
  externalIdentityId: string,
  change: 'put' | 'remove' = 'put',
): Pick<CustomerChanges, 'externalIdentities'> {
  return { externalIdentities: [{ providerId: 'web', externalIdentityId, change }] };
}

async function convert(...operations: CustomerOperation[]): Promise<{ completed: number; failed: number }> {
  /* One after the other: what arrived first is decided first. */
  for (const operation of operations) await stageOperations(world, [operation]);
  return synchronizeCustomers(world.headquarters);
}

const customerOf = async ({ customerId }: CustomerOperation): Promise<Customer> =>
  (await world.call('GET', `/customers/${customerId}`)).body as Customer;
const codeOf = async ({ operationId }: CustomerOperation): Promise<string | null | undefined> =>
  (await fateOf(world, operationId))?.code;

async function put(path: string, body: object): Promise<void> {
  expect(await world.call('PUT', path, { body })).toMatchObject({ status: 200 });
}

const narrow = { largestValue: 2, continuous: true, preallocationCount: 1, skipAfterRestore: 0 };

describe('financial dimensions of a new customer', () => {
  test('are those of the group of the default customer of its channel, else of its own group', async () => {
    const own = creation();
    await convert(own);
    expect(await customerOf(own)).toMatchObject({ financialDimensions: { BusinessUnit: '002', CostCenter: 'STORES' } });

    const model = changed(operationOf({ fields: { customerGroup: '40' } }), {});
    await convert(model);
    const { customerAccountNumber } = await customerOf(model);
    await world.database.query(
      `INSERT INTO setting_documents (kind, key, document) VALUES ('default-customers', 'PARIS', $1)`,
      [JSON.stringify({ channelId: 'PARIS', customerAccountNumber })],
    );
    const inherited = creation();
    await convert(inherited);
    expect(await customerOf(inherited)).toMatchObject({
      customerGroup: '30',
      financialDimensions: { BusinessUnit: '003', CostCenter: 'WEB' },
    });
  });
});

test('R13: a title, affiliation, book, program or attribute that is gone fails its own record only', async () => {
  const bad = [
    changed(operationOf({ fields: { personalTitle: 'KING' } }), {}),
    creation({ affiliations: [{ id: 'GONE', change: 'put' }] }),
    creation({ addressBooks: [{ id: 'GONE', change: 'put' }] }),
    creation(card(null, 'GONE')),
    creation({ attributes: [{ attributeId: 'GONE', value: 1 }] }),
    creation({ attributes: [{ attributeId: 'SEGMENT', value: 'PLATINUM' }] }),
  ];
  const good = creation({
    affiliations: [{ id: 'STUDENT', change: 'put' }],
    addressBooks: [{ id: 'SHARED', change: 'put' }],
    attributes: [{ attributeId: 'SEGMENT', value: 'GOLD' }],
  });
  expect(await convert(...bad.slice(0, 3), good, ...bad.slice(3))).toEqual({ completed: 1, failed: 6 });
  expect(await Promise.all(bad.map(codeOf))).toEqual([
    'personal_title_unknown',
    'affiliation_unknown',
    'address_book_unknown',
    'loyalty_program_unknown',
    'attribute_unknown',
    'attribute_value_unlisted',
  ]);
  expect(await customerOf(good)).toMatchObject({ affiliations: ['STUDENT'], attributes: { SEGMENT: 'GOLD' } });
});

describe('loyalty cards', () => {
  test('of a pending customer are issued in the conversion that makes the customer', async () => {
    const created = creation();
    const enrolled = editOf(created, card());
    const renamed = changed(
      operationOf({ kind: 'update', customerId: created.customerId, follows: enrolled.operationId }),
      {
        fields: { firstName: 'Lucas' },
      },
    );
    expect(await convert(created, enrolled, renamed)).toEqual({ completed: 3, failed: 0 });
    expect(await customerOf(created)).toMatchObject({
      firstName: 'Lucas',
      loyaltyCards: [{ loyaltyProgramId: 'CLUB', cardNumber: expect.stringMatching(/^[A-Z]{2}-\d{8}$/u) as string }],
    });
  });

  test('have the number that was given unless another card has it', async () => {
    const [first, second, third] = [creation(card('4711')), creation(card('4711')), creation(card('4712'))];
    expect(await convert(first, second, third)).toEqual({ completed: 2, failed: 1 });
    expect(await codeOf(second)).toBe('loyalty_card_number_taken');
    const later = creation(card('4712'));
    await convert(later);
    expect(await codeOf(later)).toBe('loyalty_card_number_taken');
  });

  test('pass over numbers that were given by hand, without a number twice', async () => {
    await put('/number-sequences/LOYALTY', { ...narrow, format: 'L##', largestValue: 99 });
    const given = [creation(card('L01')), creation(card('L02'))];
    const wanting = [1, 2, 3].map(() => creation(card()));
    expect(await convert(...given, ...wanting)).toEqual({ completed: 5, failed: 0 });
    const numbers = await Promise.all(wanting.map(async (one) => (await customerOf(one)).loyaltyCards[0]?.cardNumber));
    expect(new Set(numbers)).toEqual(new Set(['L03', 'L04', 'L05']));
  });

  test('of a program with its own sequence come from it; exhausted, they fail and the customers stay', async () => {
    await put('/number-sequences/FAMILY-CARDS', {
      ...narrow,
      kind: 'loyaltyCard',
      legalEntity: 'USRT',
      loyaltyProgramId: 'FAMILY',
      format: '{scope}-&#',
    });
    const customers = [1, 2, 3].map(() => creation());
    const enrollments = customers.map((one) => editOf(one, card(null, 'FAMILY')));
    expect(await convert(...customers)).toEqual({ completed: 3, failed: 0 });
    for (const enrollment of enrollments) await convert(enrollment);
    const codes = await Promise.all(enrollments.map(codeOf));
    expect(codes).toEqual([null, null, 'loyalty_card_number_sequence_exhausted']);
    const numbers = await Promise.all(
      customers.map(async (one) => (await customerOf(one)).loyaltyCards[0]?.cardNumber),
    );
    expect(numbers).toEqual(['USRT-A1', 'USRT-A2', undefined]);
    await put('/number-sequences/FAMILY-CARDS', { ...narrow, format: '{scope}-&#', largestValue: 9 });
    const code = 'loyalty_card_number_sequence_exhausted';
    await world.call('POST', '/customer-synchronization-status/synchronize', { body: { code } });
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });
    expect(await customerOf(customers[2] as CustomerOperation)).toMatchObject({
      loyaltyCards: [{ cardNumber: 'USRT-A3' }],
    });
  });

  test('are refused for a customer that is blocked for loyalty enrolment', async () => {
    const blocked = changed(operationOf({ fields: { blockedForLoyaltyEnrollment: true } }), {});
    const enrolled = editOf(blocked, card());
    expect(await convert(blocked, enrolled)).toEqual({ completed: 1, failed: 1 });
    expect(await codeOf(enrolled)).toBe('loyalty_enrollment_blocked');
  });
});

describe('a sign-in of the web shop', () => {
  test('is one customer’s; unlinked or with its customer deactivated, it is free for another', async () => {
    const [first, second] = [creation(identity('anna')), creation(identity('anna'))];
    expect(await convert(first, second)).toEqual({ completed: 1, failed: 1 });
    expect(await codeOf(second)).toBe('identity_linked_elsewhere');

    await convert(editOf(first, identity('anna', 'remove')));
    const again = `/customer-synchronization-status/${second.operationId}/synchronize`;
    await world.call('POST', again, { body: {} });
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });

    const third = creation(identity('anna'));
    await convert({ ...editOf(second, {}), kind: 'deactivate' });
    await convert(third);
    expect(await customerOf(third)).toMatchObject({ externalIdentities: [{ externalIdentityId: 'anna' }] });
  });

  test('may be a customer of each legal entity', async () => {
    const american = creation(identity('bob'));
    const french = changed(operationOf({ legalEntity: 'FRRT', fields: { currency: 'EUR' } }), identity('bob'));
    expect(await convert(american, french)).toEqual({ completed: 2, failed: 0 });
  });

  test('R2: claimed by two conversions at once, is one customer’s; the other fails with the reason', async () => {
    const operations = Array.from({ length: 40 }, (_, index) => creation(identity(`shopper ${index % 20}`)));
    await stageOperations(world, operations);
    const small = { ...world.headquarters, limits: { ...world.headquarters.limits, conversionBatchCountMax: 3 } };
    await Promise.all([synchronizeCustomers(small), synchronizeCustomers(small)]);
    const codes = await Promise.all(operations.map(codeOf));
    expect(codes.filter((code) => code === 'identity_linked_elsewhere')).toHaveLength(20);
    expect(codes.filter((code) => code === null)).toHaveLength(20);
  });
});

test('a batch that names no lists and no dimensions asks the database no more than before', async () => {
  await world.database.query("UPDATE customer_groups SET financial_dimensions = '{}'");
  const points: string[] = [];
  await stageOperations(world, [operationOf(), operationOf()]);
  world.onCrashPoint = (point) => void points.push(point);
  await synchronizeCustomers(world.headquarters);
  const plain = points.filter((point) => point.startsWith('convert staged customers/statement'));
  points.length = 0;
  await stageOperations(world, [creation({ ...card(), ...identity('carl') }), operationOf()]);
  await synchronizeCustomers(world.headquarters);
  const withLists = points.filter((point) => point.startsWith('convert staged customers/statement'));
  /* The first batch and the empty one after it: claim, settings, customers, sequence, write, record; claim. */
  expect(new Set(plain).size).toBe(6);
  expect(withLists.length).toBeGreaterThan(plain.length);
});
