import { customerSchema, recentOperationCountMax } from '@counterfoil/contracts/customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { describe, expect, it } from 'vitest';
import { applyOperation } from './apply-operation.ts';
import type { Authority } from './apply-operation.ts';
import {
  allApplied,
  applied,
  exampleCreate,
  exampleFields,
  exampleHeadquarters as headquarters,
  exampleId,
  exampleOperation,
  putAddress,
  removeAddress,
} from './example-operations.ts';

const origin: Authority = { kind: 'origin' };

function isTheFirstEdit(operationId: string): boolean {
  return operationId === exampleId(2);
}

describe('a creation', () => {
  it('gives headquarters the whole customer with its addresses, version 1 and the account number', () => {
    const { customer, conflicts } = applied(null, exampleCreate());
    expect(customerSchema.parse(customer)).toEqual(customer);
    expect(customer).toMatchObject({
      ...exampleFields,
      version: 1,
      customerAccountNumber: '004021',
      createdBy: 'store-1',
    });
    expect(customer.addresses.map(({ addressId, purpose }) => [addressId, purpose])).toEqual([
      [exampleId(101), 'home'],
      [exampleId(102), 'home'],
    ]);
    expect(customer).toMatchObject({
      emailMarketingConsent: 'unknown',
      fieldStamps: {},
      recentOperations: [exampleId(1)],
    });
    expect(conflicts).toEqual([]);
  });

  it('gives its origin the same customer without a number, at version 0', () => {
    const authoritative = applied(null, exampleCreate()).customer;
    const optimistic = applied(null, exampleCreate(), origin).customer;
    expect(optimistic).toEqual({ ...authoritative, version: 0, customerAccountNumber: null });
  });

  it('of a customer that another operation created is refused', () => {
    const { customer } = applied(null, exampleCreate());
    const again = { ...exampleCreate(), operationId: exampleId(2) };
    const outcome = applyOperation(customer, again, headquarters);
    expect(outcome).toEqual({ result: 'refused', problem: { code: 'customer_exists', field: '' } });
  });

  it('with an address without a country is refused and names the address by its place, not its identifier (R3)', () => {
    const create = exampleOperation({
      operation: 1,
      kind: 'create',
      fields: exampleFields,
      addresses: [putAddress(101), putAddress(102, { city: 'Paris' })],
    });
    expect(applyOperation(null, create, headquarters)).toEqual({
      result: 'refused',
      problem: { code: 'field_required', field: 'addresses.1.countryRegion' },
    });
  });

  it('gives an organization business addresses and keeps one primary address, the one named last', () => {
    const addresses = [101, 102].map((place) => putAddress(place, { countryRegion: 'US', isPrimary: true }));
    const fields = { ...exampleFields, customerType: 'organization', organizationName: 'Contoso' } as const;
    const { customer } = applied(null, exampleOperation({ operation: 1, kind: 'create', fields, addresses }));
    expect(customer.addresses.map(({ purpose, isPrimary }) => [purpose, isPrimary])).toEqual([
      ['business', false],
      ['business', true],
    ]);
    expect(customer.fieldStamps).toEqual({});
  });

  it('leaves out keys outside the contract, `__proto__` among them', () => {
    const fields = JSON.parse(
      '{"firstName":"Ada","__proto__":{"creditLimit":9},"constructor":"x","admin":true}',
    ) as object;
    const stored = JSON.parse(
      '{"email":{"version":2,"node":"a"},"__proto__":{"version":9,"node":"b"}}',
    ) as Customer['fieldStamps'];
    const created = applied(null, exampleCreate({ ...exampleFields, ...fields })).customer;
    const { customer } = applied(
      { ...created, fieldStamps: stored },
      exampleOperation({ operation: 2, fields: { lastName: 'L' } }),
    );
    expect(Object.keys(customer).sort()).toEqual(Object.keys(customerSchema.shape).sort());
    expect(Object.keys(customer.fieldStamps).sort()).toEqual(['email', 'lastName']);
    expect(customer.creditLimit).toBeNull();
  });
});

describe('the order of operations', () => {
  it('R5: applying an operation twice equals applying it once', () => {
    const operation = exampleOperation({
      operation: 2,
      fields: { email: 'new@example.com' },
      addresses: [removeAddress(101)],
    });
    const once = allApplied([operation]);
    expect(applied(once.customer, operation)).toEqual({ result: 'applied', customer: once.customer, conflicts: [] });
  });

  it('R4: an edit or an address without its customer waits for the customer', () => {
    const edit = exampleOperation({ operation: 2, addresses: [putAddress(103)] });
    for (const authority of [origin, headquarters]) {
      expect(applyOperation(null, edit, authority)).toEqual({ result: 'waiting', reason: 'customer' });
    }
  });

  it('R4: the planted bug "child accepted without its parent" makes a customer of a mere address', () => {
    const authority: Authority = { ...headquarters, plantedBugs: new Set(['child accepted without its parent']) };
    const { customer } = applied(null, exampleOperation({ operation: 2, addresses: [putAddress(103)] }), authority);
    expect(customer).toMatchObject({ firstName: null, lastName: null });
    expect(customer.addresses).toHaveLength(1);
  });

  it('an edit waits for the one that its origin recorded before, until that one is contained or decided', () => {
    const { customer } = applied(null, exampleCreate());
    const second = exampleOperation({ operation: 3, follows: 2, fields: { email: 'b@example.com' } });
    const waiting = { result: 'waiting', reason: 'earlierOperation' };
    expect(applyOperation(customer, second, headquarters)).toEqual(waiting);
    expect(applyOperation(customer, second, { ...headquarters, isDecided: () => false })).toEqual(waiting);
    expect(applied(customer, second, { ...headquarters, isDecided: isTheFirstEdit }).customer.email).toBe(
      'b@example.com',
    );
    expect(applied(customer, second, origin).customer.email).toBe('b@example.com');
    const first = exampleOperation({ operation: 2, fields: { email: 'a@example.com' } });
    expect(applied(applied(customer, first).customer, second).customer.email).toBe('b@example.com');
  });

  it('R5: the planted bug "operations applied out of order" does not wait', () => {
    const authority: Authority = { ...headquarters, plantedBugs: new Set(['operations applied out of order']) };
    const second = exampleOperation({ operation: 3, follows: 2, fields: { email: 'b@example.com' } });
    expect(applied(applied(null, exampleCreate()).customer, second, authority).customer.version).toBe(2);
  });

  it('the customer remembers the last operations only, up to the bound', () => {
    const edits = Array.from({ length: recentOperationCountMax + 5 }, (_, index) =>
      exampleOperation({ operation: index + 2, fields: { lastName: `Berry ${index}` } }),
    );
    const { customer } = allApplied(edits);
    expect(customer.recentOperations).toEqual(
      edits.slice(-recentOperationCountMax).map(({ operationId }) => operationId),
    );
    expect(customer.version).toBe(edits.length + 1);
  });

  it('a deactivated customer refuses edits and accepts another deactivation', () => {
    const { customer } = allApplied([exampleOperation({ operation: 2, kind: 'deactivate' })]);
    expect(customer).toMatchObject({ deactivated: true, version: 2 });
    const edit = exampleOperation({ operation: 3, fields: { lastName: 'X' } });
    expect(applyOperation(customer, edit, headquarters)).toEqual({
      result: 'refused',
      problem: { code: 'customer_deactivated', field: '' },
    });
    const again = applied(customer, exampleOperation({ operation: 4, kind: 'deactivate', node: 'store-2' }));
    expect(again.customer).toMatchObject({ ...exampleFields, deactivated: true });
    expect(again.conflicts).toEqual([]);
  });

  it('a refused or applied operation leaves the customer it was given untouched', () => {
    const { customer } = applied(null, exampleCreate());
    const before = structuredClone(customer);
    applyOperation(
      customer,
      exampleOperation({ operation: 2, fields: { email: null }, addresses: [removeAddress(101)] }),
      headquarters,
    );
    applyOperation(
      customer,
      exampleOperation({ operation: 3, fields: { email: null }, addresses: [putAddress(103, {})] }),
      headquarters,
    );
    expect(customer).toEqual(before);
  });
});
