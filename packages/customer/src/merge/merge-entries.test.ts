import { listedCountMax } from '@counterfoil/contracts/customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '../apply-operation.ts';
import {
  allApplied as allAppliedTo,
  applied,
  exampleCreate,
  exampleCreateWithLists,
  exampleHeadquarters,
  exampleOperation,
} from '../example-operations.ts';
import type { ExampleOperation, Merged } from '../example-operations.ts';

function allApplied(...operations: CustomerOperation[]): Merged {
  return allAppliedTo(operations, exampleCreateWithLists());
}

const edit = (operation: number, node: string, lists: ExampleOperation['lists']): CustomerOperation =>
  exampleOperation({ operation, node, baseVersion: 1, ...(lists && { lists }) });

const bothOrders = (one: CustomerOperation, two: CustomerOperation): CustomerOperation[][] => [
  [one, two],
  [two, one],
];

describe.each(['affiliations', 'addressBooks'] as const)('%s', (list) => {
  const path = list === 'affiliations' ? 'affiliation' : 'addressBook';
  const first = list === 'affiliations' ? 'staff' : 'west';
  const put = (...ids: string[]): ExampleOperation['lists'] => ({
    [list]: ids.map((id) => ({ id, change: 'put' as const })),
  });
  const remove = (...ids: string[]): ExampleOperation['lists'] => ({
    [list]: ids.map((id) => ({ id, change: 'remove' as const })),
  });

  it('R4: arrive with their customer, and later ones stand behind them', () => {
    expect(allApplied().customer[list]).toEqual([first]);
    expect(allApplied(edit(2, 'store-2', put('b', 'a', 'b'))).customer[list]).toEqual([first, 'b', 'a']);
  });

  it('R6: one added here and another removed there at the same time both happen in any order', () => {
    for (const operations of bothOrders(edit(2, 'store-1', put('b')), edit(3, 'store-2', remove(first)))) {
      const { customer, conflicts } = allApplied(...operations);
      expect(customer[list]).toEqual(['b']);
      expect(conflicts).toEqual([]);
    }
  });

  it('R6: the same one removed and added again at the same time stays as applied later, with both on record', () => {
    const gone = allApplied(edit(2, 'store-1', remove(first)), edit(3, 'store-2', put(first)));
    expect(gone.customer[list]).toEqual([first]);
    expect(gone.conflicts).toMatchObject([
      { field: `${path}:${first}`, heldValue: null, offeredValue: first, kept: 'offered', policy: 'laterApplied' },
    ]);
    const added = allApplied(edit(2, 'store-1', put('b')), edit(3, 'store-2', remove('b')));
    expect(added.customer[list]).toEqual([first]);
    expect(added.conflicts).toMatchObject([{ field: `${path}:b`, heldValue: 'b', offeredValue: null }]);
  });

  it('R6: the same one added by two nodes is there once and no conflict', () => {
    const { customer, conflicts } = allApplied(edit(2, 'store-1', put('b')), edit(3, 'store-2', put('b')));
    expect(customer[list]).toEqual([first, 'b']);
    expect(conflicts).toEqual([]);
    expect(customer.fieldStamps).toEqual({ [`${path}:b`]: { version: 2, node: 'store-1' } });
  });

  it('are bounded in number', () => {
    const ids = Array.from({ length: listedCountMax }, (_, index) => `id-${index}`);
    const { customer } = allApplied();
    expect(applyOperation(customer, edit(2, 'store-1', put(...ids)), exampleHeadquarters)).toEqual({
      result: 'refused',
      problem: { code: 'too_many_entries', field: list, parameters: { max: listedCountMax } },
    });
    expect(applied(customer, edit(2, 'store-1', put(...ids.slice(1)))).customer[list]).toHaveLength(listedCountMax);
  });
});

describe('customer attributes', () => {
  const set = (attributeId: string, value: string | number | boolean | null): ExampleOperation['lists'] => ({
    attributes: [{ attributeId, value }],
  });

  it('R4: arrive with their customer, and null takes one away', () => {
    expect(allApplied().customer.attributes).toEqual({ shoeSize: 42 });
    expect(allApplied(edit(2, 'store-1', set('shoeSize', null))).customer.attributes).toEqual({});
    const withoutAny = applied(null, exampleCreate()).customer;
    const { customer } = applied(withoutAny, edit(2, 'store-1', set('shoeSize', null)));
    expect(customer).toMatchObject({ attributes: {}, fieldStamps: {} });
  });

  it('R6: two attributes set at the same time both stay; of one, the later applied stays and both are on record', () => {
    for (const operations of bothOrders(
      edit(2, 'store-1', set('vip', true)),
      edit(3, 'store-2', set('colour', 'blue')),
    )) {
      const { customer, conflicts } = allApplied(...operations);
      expect(customer.attributes).toEqual({ shoeSize: 42, vip: true, colour: 'blue' });
      expect(conflicts).toEqual([]);
    }
    const { customer, conflicts } = allApplied(
      edit(2, 'store-1', set('shoeSize', 43)),
      edit(3, 'store-2', set('shoeSize', null)),
    );
    expect(customer.attributes).toEqual({});
    expect(conflicts).toMatchObject([{ field: 'attribute:shoeSize', heldValue: 43, offeredValue: null }]);
  });

  it("never reach an object's prototype, whatever they are called", () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const { customer } = allApplied(...names.map((name, index) => edit(2 + index, 'store-1', set(name, 'x'))));
    expect(Object.getPrototypeOf(customer.attributes)).toBe(Object.prototype);
    expect(Object.hasOwn(customer.attributes, 'constructor')).toBe(true);
  });

  it('are bounded in number', () => {
    const attributes = Array.from({ length: listedCountMax }, (_, index) => ({ attributeId: `a-${index}`, value: 1 }));
    const outcome = applyOperation(allApplied().customer, edit(2, 'store-1', { attributes }), exampleHeadquarters);
    expect(outcome).toMatchObject({ result: 'refused', problem: { code: 'too_many_entries', field: 'attributes' } });
  });
});

describe('external identities', () => {
  const change = (
    providerId: string,
    externalIdentityId: string,
    what: 'put' | 'remove' = 'put',
  ): ExampleOperation['lists'] => ({ externalIdentities: [{ providerId, externalIdentityId, change: what }] });

  it('are a set of pairs, told apart whatever characters they hold', () => {
    const { customer } = allApplied(
      edit(2, 'store-1', change('a:b', 'c')),
      edit(3, 'store-2', change('a', 'b:c')),
      edit(4, 'store-3', change('a', 'b:c')),
      edit(5, 'store-3', change('a:b', 'c', 'remove')),
    );
    expect(customer.externalIdentities).toEqual([{ providerId: 'a', externalIdentityId: 'b:c' }]);
  });

  it('R6: linked again while another node takes the link away leave both on record', () => {
    const linked = edit(2, 'store-1', change('google', 'x'));
    const { conflicts } = allApplied(linked, edit(3, 'store-2', change('google', 'x', 'remove')));
    expect(conflicts).toMatchObject([{ field: 'externalIdentity:["google","x"]', offeredValue: null }]);
  });
});

describe('a customer that was stored before there were lists', () => {
  const lists: readonly (keyof Customer)[] = [
    'contacts',
    'affiliations',
    'addressBooks',
    'attributes',
    'loyaltyCards',
    'externalIdentities',
    'financialDimensions',
    'consentRecords',
  ];

  it('has empty ones, and takes entries', () => {
    const { customer } = applied(null, exampleCreate());
    const stored = Object.fromEntries(
      Object.entries(customer).filter(([name]) => !lists.some((list) => list === name)),
    ) as Customer;
    const renamed = applied(stored, exampleOperation({ operation: 2, fields: { lastName: 'B' } })).customer;
    expect(renamed).toEqual({
      ...applied(customer, exampleOperation({ operation: 2, fields: { lastName: 'B' } })).customer,
    });
    const joined = edit(3, 'store-1', { affiliations: [{ id: 'staff', change: 'put' }] });
    expect(applied(stored, joined).customer.affiliations).toEqual(['staff']);
  });
});

describe('the copy that an operation is merged into', () => {
  it('keeps every list and shares no memory with the customer', () => {
    const { customer } = allApplied();
    customer.financialDimensions = { department: 'sales' };
    const before = structuredClone(customer);
    const { customer: renamed } = applied(customer, exampleOperation({ operation: 2, fields: { lastName: 'B' } }));
    expect(renamed).toEqual({
      ...before,
      lastName: 'B',
      version: 2,
      fieldStamps: renamed.fieldStamps,
      recentOperations: renamed.recentOperations,
    });
    renamed.contacts.length = 0;
    renamed.affiliations.push('x');
    renamed.attributes['shoeSize'] = 1;
    renamed.financialDimensions['department'] = 'x';
    renamed.consentRecords['email'] = { channelId: 'x', recordedAt: 'x' };
    expect(customer).toEqual(before);
  });
});
