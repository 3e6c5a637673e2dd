import { addressCountMax } from '@counterfoil/contracts/customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '../apply-operation.ts';
import type { ApplyResult } from '../apply-operation.ts';
import {
  allApplied,
  exampleHeadquarters,
  exampleId,
  exampleOperation,
  putAddress,
  removeAddress,
} from '../example-operations.ts';

function apply(customer: Customer | null, operation: CustomerOperation): ApplyResult {
  return applyOperation(customer, operation, exampleHeadquarters);
}

function addressAt(customer: Customer, place: number): Customer['addresses'][number] | undefined {
  return customer.addresses.find(({ addressId }) => addressId === exampleId(place));
}

const edit = (
  operation: number,
  node: string,
  ...addresses: CustomerOperation['changes']['addresses']
): CustomerOperation => exampleOperation({ operation, node, baseVersion: 1, addresses });

describe('addresses', () => {
  it('R6: edits of different fields of one address by two nodes both survive in any order', () => {
    const one = edit(2, 'store-1', putAddress(101, { city: 'Lyon' }));
    const two = edit(3, 'store-2', putAddress(101, { zipCode: '69001' }));
    for (const operations of [
      [one, two],
      [two, one],
    ]) {
      const { customer, conflicts } = allApplied(operations);
      expect(addressAt(customer, 101)).toMatchObject({ city: 'Lyon', zipCode: '69001', countryRegion: 'FR' });
      expect(conflicts).toEqual([]);
    }
  });

  it('R6: two values of one address field are recorded under its path', () => {
    const { customer, conflicts } = allApplied([
      edit(2, 'store-1', putAddress(101, { city: 'Lyon' })),
      edit(3, 'store-2', putAddress(101, { city: 'Nice' })),
    ]);
    expect(addressAt(customer, 101)?.city).toBe('Nice');
    const field = `address:${exampleId(101)}:city`;
    expect(conflicts).toMatchObject([{ field, heldValue: 'Lyon', offeredValue: 'Nice', kept: 'offered' }]);
  });

  it('R6: an address added later counts as written by whoever added it', () => {
    const { customer, conflicts } = allApplied([
      edit(2, 'store-2', putAddress(103)),
      edit(3, 'store-3', putAddress(103, { city: 'Nice' })),
    ]);
    expect(customer.fieldStamps[`address:${exampleId(103)}`]).toEqual({ version: 2, node: 'store-2' });
    expect(conflicts).toMatchObject([{ heldBy: 'store-2', heldValue: 'Paris', offeredValue: 'Nice' }]);
  });

  it('has at most one primary address: naming another clears it and stamps both', () => {
    const { customer } = allApplied([edit(2, 'store-2', putAddress(102, { isPrimary: true }))]);
    expect(customer.addresses.map(({ isPrimary }) => isPrimary)).toEqual([false, true]);
    const stamp = { version: 2, node: 'store-2' };
    expect(customer.fieldStamps).toEqual({
      [`address:${exampleId(101)}:isPrimary`]: stamp,
      [`address:${exampleId(102)}:isPrimary`]: stamp,
    });
  });

  it('R6: two primary addresses named at once leave the later and put the other on record', () => {
    const { customer, conflicts } = allApplied([
      edit(2, 'store-2', putAddress(103, { countryRegion: 'US', isPrimary: true })),
      edit(3, 'store-3', putAddress(102, { isPrimary: true })),
    ]);
    expect(customer.addresses.filter(({ isPrimary }) => isPrimary).map(({ addressId }) => addressId)).toEqual([
      exampleId(102),
    ]);
    expect(conflicts).toMatchObject([{ field: `address:${exampleId(103)}:isPrimary`, heldBy: 'store-2' }]);
  });

  it('that are unknown need a country to be added and are removed without effect', () => {
    const { customer } = allApplied([]);
    const incomplete = edit(2, 'store-1', removeAddress(109), putAddress(103, { city: 'Lyon' }));
    expect(apply(customer, incomplete)).toEqual({
      result: 'refused',
      problem: { code: 'field_required', field: 'addresses.1.countryRegion' },
    });
    const removal = allApplied([edit(2, 'store-1', removeAddress(109))]).customer;
    expect(removal).toMatchObject({ version: 2, addresses: customer.addresses, fieldStamps: {} });
  });

  it('R6: a removal wins over a concurrent edit of single fields in both orders, with both on record', () => {
    const removal = edit(2, 'store-1', removeAddress(102));
    const change = edit(3, 'store-2', putAddress(102, { city: 'Lyon' }));
    for (const operations of [
      [removal, change],
      [change, removal],
    ]) {
      const { customer, conflicts } = allApplied(operations);
      expect(addressAt(customer, 102)).toBeUndefined();
      expect(conflicts).toMatchObject([{ field: `address:${exampleId(102)}`, policy: 'mostRestrictive' }]);
      const record = JSON.stringify(conflicts);
      expect(record).toContain('Lyon');
    }
  });

  it('R6: a whole address put after a concurrent removal comes back and is recorded', () => {
    const { customer, conflicts } = allApplied([
      edit(2, 'store-1', removeAddress(102)),
      edit(3, 'store-2', putAddress(102)),
    ]);
    expect(addressAt(customer, 102)?.city).toBe('Paris');
    expect(conflicts).toMatchObject([{ heldValue: null, kept: 'offered', policy: 'laterApplied' }]);
  });

  it('that were removed by the own node are not edited any more', () => {
    const { customer } = allApplied([edit(2, 'store-1', removeAddress(102))]);
    expect(apply(customer, edit(3, 'store-1', putAddress(102, { city: 'Lyon' })))).toMatchObject({ result: 'refused' });
  });

  it('are bounded in number', () => {
    const { customer } = allApplied([]);
    const many = Array.from({ length: addressCountMax - 1 }, (_, index) => putAddress(200 + index));
    expect(apply(customer, edit(2, 'store-1', ...many))).toEqual({
      result: 'refused',
      problem: { code: 'too_many_addresses', field: 'addresses', parameters: { max: addressCountMax } },
    });
    expect(apply(customer, edit(2, 'store-1', ...many.slice(1)))).toMatchObject({ result: 'applied' });
  });
});
