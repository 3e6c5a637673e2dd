import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import {
  allApplied,
  applied,
  exampleCreate,
  exampleFields,
  exampleId,
  exampleOperation,
} from '../example-operations.ts';

function refusedConsent(operation: number, node: string): CustomerOperation {
  return exampleOperation({ operation, node, baseVersion: 1, fields: { emailMarketingConsent: 'refused' } });
}

describe('the merge', () => {
  const byStore1 = exampleOperation({ operation: 2, baseVersion: 1, fields: { email: 'one@example.com' } });
  const byStore2 = exampleOperation({ operation: 3, node: 'store-2', baseVersion: 1, fields: { lastName: 'Two' } });

  it('R6: edits of different fields by two nodes both survive in any order', () => {
    for (const operations of [
      [byStore1, byStore2],
      [byStore2, byStore1],
    ]) {
      const { customer, conflicts } = allApplied(operations);
      expect(customer).toMatchObject({ email: 'one@example.com', lastName: 'Two', version: 3 });
      expect(conflicts).toEqual([]);
    }
  });

  it('R6: a real conflict keeps both values on record, and the later applied one stays', () => {
    const rival = exampleOperation({
      operation: 4,
      node: 'store-2',
      baseVersion: 1,
      fields: { email: 'two@example.com' },
    });
    const { customer, conflicts } = allApplied([byStore1, rival]);
    expect(customer.email).toBe('two@example.com');
    expect(customer.fieldStamps).toEqual({ email: { version: 3, node: 'store-2' } });
    expect(conflicts).toEqual([
      {
        customerId: exampleId(0),
        operationId: exampleId(4),
        field: 'email',
        heldValue: 'one@example.com',
        heldBy: 'store-1',
        offeredValue: 'two@example.com',
        offeredBy: 'store-2',
        kept: 'offered',
        policy: 'laterApplied',
      },
    ]);
  });

  it('R6: an edit of a value that its editor saw, or of the own node, is no conflict', () => {
    const informed = exampleOperation({
      operation: 4,
      node: 'store-2',
      baseVersion: 2,
      fields: { email: 'two@example.com' },
    });
    const own = exampleOperation({ operation: 5, baseVersion: 1, follows: 2, fields: { email: 'three@example.com' } });
    expect(allApplied([byStore1, informed]).conflicts).toEqual([]);
    expect(allApplied([byStore1, own]).conflicts).toEqual([]);
  });

  it('an unchanged value is no edit: it makes no conflict and leaves no stamp', () => {
    const same = exampleOperation({
      operation: 4,
      node: 'store-2',
      baseVersion: 1,
      fields: { email: 'one@example.com', currency: 'USD' },
    });
    const { customer, conflicts } = allApplied([byStore1, same]);
    expect(customer.fieldStamps).toEqual({ email: { version: 2, node: 'store-1' } });
    expect(conflicts).toEqual([]);
  });

  it('R6: of two concurrent consents the most restrictive stays in both orders', () => {
    const pairs = [
      ['refused', 'granted', 'refused'],
      ['refused', 'unknown', 'refused'],
      ['unknown', 'granted', 'unknown'],
      ['granted', 'granted', 'granted'],
    ] as const;
    const start = { ...exampleFields, phoneMarketingConsent: 'granted', emailMarketingConsent: 'refused' } as const;
    for (const [one, two, expected] of pairs) {
      const edits = [one, two].map((phoneMarketingConsent, index) =>
        exampleOperation({
          operation: 2 + index,
          node: `store-${2 + index}`,
          baseVersion: 1,
          fields: { phoneMarketingConsent },
        }),
      );
      for (const operations of [edits, edits.toReversed()]) {
        let { customer } = applied(null, exampleCreate(start));
        for (const operation of operations) customer = applied(customer, operation).customer;
        expect([one, two, customer.phoneMarketingConsent]).toEqual([one, two, expected]);
      }
    }
  });

  it('R6: a consent that two nodes refused at once is not widened by one of them alone', () => {
    const widen = exampleOperation({
      operation: 4,
      node: 'store-2',
      baseVersion: 1,
      fields: { emailMarketingConsent: 'granted' },
    });
    const { customer, conflicts } = allApplied([refusedConsent(2, 'store-2'), refusedConsent(3, 'store-3'), widen]);
    expect(customer.emailMarketingConsent).toBe('refused');
    expect(conflicts).toMatchObject([{ kept: 'held', policy: 'mostRestrictive', offeredValue: 'granted' }]);
    const informed = { ...widen, operationId: exampleId(5), baseVersion: customer.version };
    expect(applied(customer, informed).customer.emailMarketingConsent).toBe('granted');
  });

  it('R6: the credit limit of headquarters stays against a concurrent one of a channel, in both orders', () => {
    const channel = exampleOperation({ operation: 2, baseVersion: 1, node: 'store-2', fields: { creditLimit: 9_000 } });
    const own = exampleOperation({ operation: 3, baseVersion: 1, node: 'headquarters', fields: { creditLimit: 500 } });
    for (const operations of [
      [channel, own],
      [own, channel],
    ]) {
      const { customer, conflicts } = allApplied(operations);
      expect(customer.creditLimit).toBe(500);
      expect(conflicts).toMatchObject([{ field: 'creditLimit', policy: 'headquarters' }]);
    }
    const other = exampleOperation({ operation: 4, baseVersion: 1, node: 'store-3', fields: { creditLimit: 700 } });
    expect(allApplied([channel, other]).conflicts).toMatchObject([{ policy: 'laterApplied', kept: 'offered' }]);
    const informed = exampleOperation({ operation: 5, baseVersion: 2, node: 'store-2', fields: { creditLimit: 800 } });
    expect(allApplied([own, informed]).customer.creditLimit).toBe(800);
  });
});
