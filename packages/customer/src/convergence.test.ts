import type { Customer } from '@counterfoil/contracts/customer';
import type {
  AddressChange,
  ContactChange,
  CustomerChanges,
  CustomerOperation,
} from '@counterfoil/contracts/customer-operation';
import { customerSchema, marketingConsents, recentOperationCountMax } from '@counterfoil/contracts/customer';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation } from './apply-operation.ts';
import { exampleCreate, exampleCreateWithLists, exampleId, exampleOperation } from './example-operations.ts';
import type { ExampleOperation } from './example-operations.ts';
import { rebuildView } from './rebuild-view.ts';

const headquarters = {
  kind: 'headquarters',
  customerAccountNumber: '7',
  plantedBugs: noPlantedBugs,
  isDecided: () => true,
} as const;

const anyFields: fc.Arbitrary<CustomerChanges['fields']> = fc.record(
  {
    email: fc.constantFrom(null, 'a@example.com', 'b@example.com'),
    lastName: fc.constantFrom('Berry', 'Cherry'),
    emailMarketingConsent: fc.constantFrom(...marketingConsents),
    creditLimit: fc.constantFrom(null, 100, 200),
  },
  { requiredKeys: [] },
);
const anyAddress: fc.Arbitrary<AddressChange> = fc.record({
  addressId: fc.constantFrom(exampleId(101), exampleId(102), exampleId(103)),
  change: fc.constantFrom('put' as const, 'put' as const, 'remove' as const),
  fields: fc.record(
    { countryRegion: fc.constantFrom('FR', 'US'), city: fc.constantFrom('Paris', 'Lyon'), isPrimary: fc.boolean() },
    { requiredKeys: [] },
  ),
});
const anyContact: fc.Arbitrary<ContactChange> = fc.record({
  contactId: fc.constantFrom(exampleId(201), exampleId(202)),
  change: fc.constantFrom('put' as const, 'put' as const, 'remove' as const),
  fields: fc.record(
    {
      contactType: fc.constantFrom('email' as const, 'phone' as const),
      locator: fc.constantFrom('a@example.com', 'b@example.com'),
      marketingConsent: fc.constantFrom(...marketingConsents),
    },
    { requiredKeys: [] },
  ),
});
const anyMemberships = fc.array(
  fc.record({
    id: fc.constantFrom('staff', 'west', 'vip'),
    change: fc.constantFrom('put' as const, 'remove' as const),
  }),
  { maxLength: 2 },
);
const anyLists: fc.Arbitrary<NonNullable<ExampleOperation['lists']>> = fc.record(
  {
    contacts: fc.array(anyContact, { maxLength: 2 }),
    affiliations: anyMemberships,
    addressBooks: anyMemberships,
    attributes: fc.array(
      fc.record({ attributeId: fc.constantFrom('shoeSize', 'vip'), value: fc.constantFrom(null, 42, 43, true) }),
      { maxLength: 2 },
    ),
    loyaltyCards: fc.array(
      fc.record({
        loyaltyCardId: fc.constantFrom(exampleId(401), exampleId(402)),
        fields: fc.record({
          loyaltyProgramId: fc.constantFrom('points', 'stamps'),
          cardNumber: fc.constantFrom(null, 'L-1'),
          enrollmentChannelId: fc.constant('houston'),
        }),
      }),
      { maxLength: 1 },
    ),
    externalIdentities: fc.array(
      fc.record({
        providerId: fc.constant('google'),
        externalIdentityId: fc.constantFrom('x', 'y'),
        change: fc.constantFrom('put' as const, 'remove' as const),
      }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const anyChange = fc.record({ fields: anyFields, addresses: fc.array(anyAddress, { maxLength: 2 }), lists: anyLists });
/** Edits by other nodes that headquarters applied before, then the own edits of one channel. */
const anyHistory = fc.record({
  earlier: fc.array(fc.record({ change: anyChange, node: fc.constantFrom('store-2', 'headquarters', 'store-1') }), {
    maxLength: 5,
  }),
  pending: fc.array(anyChange, { maxLength: 5 }),
  baseVersion: fc.nat({ max: 4 }),
});

function decide(customer: Customer | null, operations: readonly CustomerOperation[]): Customer | null {
  let decided = customer;
  for (const operation of operations) {
    const outcome = applyOperation(decided, operation, headquarters);
    if (outcome.result === 'applied') decided = outcome.customer;
  }
  return decided;
}

/** What people see of a customer: not the count of versions and the stamps, which only headquarters keeps. */
function visible(customer: Customer | null): unknown {
  if (!customer) return null;
  const { version: _version, fieldStamps: _stamps, customerAccountNumber: _number, ...rest } = customer;
  return rest;
}

function operationsOf(history: typeof anyHistory extends fc.Arbitrary<infer History> ? History : never): {
  earlier: CustomerOperation[];
  pending: CustomerOperation[];
} {
  const earlier = history.earlier.map(({ change, node }, index) =>
    exampleOperation({ operation: 10 + index, node, baseVersion: 1, ...change }),
  );
  const pending = history.pending.map((change, index) =>
    exampleOperation({ operation: 50 + index, baseVersion: Math.max(1, history.baseVersion), ...change }),
  );
  return { earlier, pending };
}

describe('the optimistic view', () => {
  it('R6: of a channel with pending operations is what headquarters will decide when nothing comes between', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { earlier, pending } = operationsOf(history);
        const base = decide(null, [exampleCreateWithLists(), ...earlier]);
        expect(visible(rebuildView(base, pending))).toEqual(visible(decide(base, pending)));
      }),
      { numRuns: 500 },
    );
  });

  it('R5: is the same when headquarters already contains some of the pending operations', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat({ max: 5 }), (history, containedCount) => {
        const { earlier, pending } = operationsOf(history);
        const base = decide(null, [exampleCreateWithLists(), ...earlier]);
        const whole = decide(base, pending);
        const partly = decide(base, pending.slice(0, containedCount));
        // A refused operation is no longer pending once its outcome is known.
        const accepted = pending.filter(({ operationId }) => whole?.recentOperations.includes(operationId));
        expect(visible(rebuildView(whole, accepted))).toEqual(visible(whole));
        expect(visible(rebuildView(partly, accepted))).toEqual(visible(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('R5: every operation offered several times leaves what it leaves when offered once', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(fc.nat({ max: 9 }), { maxLength: 20 }), (history, repeats) => {
        const { earlier, pending } = operationsOf(history);
        const operations = [exampleCreateWithLists(), ...earlier, ...pending];
        const accepted = new Set(decide(null, operations)?.recentOperations);
        const decided = operations.filter(({ operationId }) => accepted.has(operationId));
        const repeated = decided.flatMap((operation, index) => [
          operation,
          ...repeats.map((place) => decided[place % (index + 1)] ?? operation),
        ]);
        expect(decide(null, repeated)).toEqual(decide(null, decided));
      }),
      { numRuns: 200 },
    );
  });

  it('R6: keeps a pending edit on top of a download and every other field of the download', () => {
    const base = decide(null, [
      exampleCreate(),
      exampleOperation({ operation: 2, node: 'store-2', baseVersion: 1, fields: { lastName: 'New' } }),
    ]);
    const view = rebuildView(base, [
      exampleOperation({ operation: 3, baseVersion: 1, fields: { email: 'mine@example.com' } }),
    ]);
    expect(view).toMatchObject({ lastName: 'New', email: 'mine@example.com', customerAccountNumber: '7', version: 2 });
  });

  it('R6: does not go back to an older own edit when headquarters has more of them than a customer remembers', () => {
    const edits = Array.from({ length: recentOperationCountMax + 10 }, (_, index) =>
      exampleOperation({ operation: 10 + index, baseVersion: 1, fields: { lastName: `Berry ${index}` } }),
    );
    const pending = [exampleCreate(), ...edits];
    expect(rebuildView(decide(null, pending), pending)?.lastName).toBe(`Berry ${edits.length - 1}`);
  });

  it('starts from a pending creation, skips what is refused, and is empty without any creation', () => {
    const refusedEdit = exampleOperation({
      operation: 2,
      addresses: [{ addressId: exampleId(109), change: 'put', fields: {} }],
    });
    const edit = exampleOperation({ operation: 3, fields: { lastName: 'New' } });
    expect(rebuildView(null, [exampleCreate(), refusedEdit, edit])).toMatchObject({ lastName: 'New', version: 0 });
    expect(rebuildView(null, [edit])).toBeNull();
    expect(rebuildView(null, [])).toBeNull();
  });

  it('R4: never holds an entry of a list twice, a card of a program twice, or a consent record without its contact', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { earlier, pending } = operationsOf(history);
        const customer = decide(null, [exampleCreateWithLists(), ...earlier, ...pending]);
        if (!customer) throw new Error('a creation is never refused');
        const contactIds = customer.contacts.map(({ contactId }) => contactId);
        for (const keys of [
          contactIds,
          customer.affiliations,
          customer.addressBooks,
          customer.loyaltyCards.map(({ loyaltyProgramId }) => loyaltyProgramId),
          customer.externalIdentities.map(({ externalIdentityId }) => externalIdentityId),
        ]) {
          expect(new Set(keys).size).toBe(keys.length);
        }
        const recorded = Object.keys(customer.consentRecords).filter((key) => key.startsWith('contact:'));
        expect(recorded.filter((key) => !contactIds.includes(key.slice('contact:'.length)))).toEqual([]);
        expect(customerSchema.parse(customer)).toEqual(customer);
      }),
      { numRuns: 300 },
    );
  });

  it('never holds more than one primary address or an address twice', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { earlier, pending } = operationsOf(history);
        const customer = decide(null, [exampleCreateWithLists(), ...earlier, ...pending]);
        const addresses = customer?.addresses ?? [];
        expect(addresses.filter(({ isPrimary }) => isPrimary).length).toBeLessThanOrEqual(1);
        expect(new Set(addresses.map(({ addressId }) => addressId)).size).toBe(addresses.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('concurrent edits', () => {
  const edits = [
    exampleOperation({ operation: 2, node: 'store-2', baseVersion: 1, fields: { email: 'two@example.com' } }),
    exampleOperation({ operation: 3, node: 'store-3', baseVersion: 1, fields: { lastName: 'Three', creditLimit: 3 } }),
    exampleOperation({
      operation: 4,
      node: 'store-4',
      baseVersion: 1,
      addresses: [{ addressId: exampleId(101), change: 'put', fields: { city: 'Lyon' } }],
    }),
    exampleOperation({
      operation: 5,
      node: 'headquarters',
      baseVersion: 1,
      addresses: [{ addressId: exampleId(101), change: 'put', fields: { zipCode: '69001' } }],
    }),
  ];

  it('R6: of different fields by four nodes all survive in every order, as often as they arrive', () => {
    const anyOrder = fc.shuffledSubarray([...edits, ...edits], { minLength: edits.length * 2 });
    fc.assert(
      fc.property(anyOrder, (order) => {
        const customer = decide(null, [exampleCreate(), ...order]);
        expect(customer).toMatchObject({ email: 'two@example.com', lastName: 'Three', creditLimit: 3, version: 5 });
        expect(customer?.addresses[0]).toMatchObject({ city: 'Lyon', zipCode: '69001' });
      }),
    );
  });

  const listEdits: readonly NonNullable<ExampleOperation['lists']>[] = [
    { contacts: [{ contactId: exampleId(201), change: 'put', fields: { label: 'work' } }] },
    { contacts: [{ contactId: exampleId(201), change: 'put', fields: { marketingConsent: 'refused' } }] },
    { affiliations: [{ id: 'vip', change: 'put' }] },
    { affiliations: [{ id: 'staff', change: 'remove' }] },
    { addressBooks: [{ id: 'east', change: 'put' }], attributes: [{ attributeId: 'vip', value: true }] },
    { attributes: [{ attributeId: 'shoeSize', value: null }] },
    { externalIdentities: [{ providerId: 'google', externalIdentityId: 'x', change: 'put' }] },
  ];

  it('R6: of different entries of every list by as many nodes all survive in every order, as often as they arrive', () => {
    const operations = listEdits.map((lists, index) =>
      exampleOperation({ operation: 2 + index, node: `store-${2 + index}`, baseVersion: 1, lists }),
    );
    const anyOrder = fc.shuffledSubarray([...operations, ...operations], { minLength: operations.length * 2 });
    fc.assert(
      fc.property(anyOrder, (order) => {
        expect(decide(null, [exampleCreateWithLists(), ...order])).toMatchObject({
          contacts: [{ contactType: 'email', label: 'work', marketingConsent: 'refused' }],
          affiliations: ['vip'],
          addressBooks: ['west', 'east'],
          attributes: { vip: true },
          externalIdentities: [{ providerId: 'google', externalIdentityId: 'x' }],
          version: 1 + operations.length,
        });
      }),
    );
  });

  it('R6: of one field by several nodes leave every value that did not stay on record', () => {
    const anyValues = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2 });
    fc.assert(
      fc.property(anyValues, (values) => {
        let customer = decide(null, [exampleCreate()]);
        const recorded = new Set<unknown>();
        for (const [index, lastName] of values.entries()) {
          const edit = exampleOperation({
            operation: 10 + index,
            node: `store-${10 + index}`,
            baseVersion: 1,
            fields: { lastName },
          });
          const outcome = applyOperation(customer, edit, headquarters);
          if (outcome.result !== 'applied') throw new Error(outcome.result);
          customer = outcome.customer;
          for (const conflict of outcome.conflicts) recorded.add(conflict.heldValue).add(conflict.offeredValue);
        }
        expect(customer?.lastName).toBe(values.at(-1));
        expect(recorded).toEqual(new Set(values));
      }),
    );
  });
});
