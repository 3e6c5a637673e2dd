import { customerSchema, listedCountMax } from '@counterfoil/contracts/customer';
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
  exampleId,
  exampleOperation,
  putContact,
  removeContact,
} from '../example-operations.ts';
import type { Merged } from '../example-operations.ts';

function allApplied(...operations: CustomerOperation[]): Merged {
  return allAppliedTo(operations, exampleCreateWithLists());
}

function contactAt(customer: Customer, place: number): Customer['contacts'][number] | undefined {
  return customer.contacts.find(({ contactId }) => contactId === exampleId(place));
}

const edit = (
  operation: number,
  node: string,
  ...contacts: NonNullable<CustomerOperation['changes']['contacts']>
): CustomerOperation => exampleOperation({ operation, node, baseVersion: 1, lists: { contacts } });

const consent = (marketingConsent: Customer['emailMarketingConsent']): ReturnType<typeof putContact> =>
  putContact(201, { marketingConsent });

const contactPath = `contact:${exampleId(201)}`;
const given = { channelId: 'houston', recordedAt: '2026-03-01T10:00:00.000Z' };

describe('secondary contacts', () => {
  it('R4: arrive with their customer, whole, and stand in the contract', () => {
    const { customer } = allApplied();
    expect(customerSchema.parse(customer)).toEqual(customer);
    expect(customer.contacts).toEqual([
      {
        contactId: exampleId(201),
        contactType: 'email',
        locator: 'work@example.com',
        label: null,
        marketingConsent: 'granted',
      },
    ]);
    expect(customer.fieldStamps).toEqual({});
    const waiting = applyOperation(null, edit(2, 'store-1', putContact(202)), exampleHeadquarters);
    expect(waiting).toEqual({ result: 'waiting', reason: 'customer' });
  });

  it('R6: edits of different fields of one contact by two nodes both survive in any order', () => {
    const one = edit(2, 'store-1', putContact(201, { label: 'work' }));
    const two = edit(3, 'store-2', putContact(201, { locator: 'office@example.com' }));
    for (const operations of [
      [one, two],
      [two, one],
    ]) {
      const { customer, conflicts } = allApplied(...operations);
      expect(contactAt(customer, 201)).toMatchObject({ label: 'work', locator: 'office@example.com' });
      expect(conflicts).toEqual([]);
    }
  });

  it('R6: two values of one field are recorded under its path', () => {
    const { customer, conflicts } = allApplied(
      edit(2, 'store-1', putContact(201, { label: 'work' })),
      edit(3, 'store-2', putContact(201, { label: 'home' })),
    );
    expect(contactAt(customer, 201)?.label).toBe('home');
    expect(conflicts).toMatchObject([{ field: `${contactPath}:label`, heldValue: 'work', offeredValue: 'home' }]);
  });

  it('R6: a removal wins over a concurrent edit of single fields in both orders, with both on record', () => {
    const removal = edit(2, 'store-1', removeContact(201));
    const change = edit(3, 'store-2', putContact(201, { label: 'work' }));
    for (const operations of [
      [removal, change],
      [change, removal],
    ]) {
      const { customer, conflicts } = allApplied(...operations);
      expect(contactAt(customer, 201)).toBeUndefined();
      expect(conflicts).toMatchObject([{ field: contactPath, policy: 'mostRestrictive' }]);
      expect(JSON.stringify(conflicts)).toContain('work');
    }
  });

  it('R6: a whole contact put after a concurrent removal comes back and is recorded', () => {
    const { customer, conflicts } = allApplied(
      edit(2, 'store-1', removeContact(201)),
      edit(3, 'store-2', putContact(201)),
    );
    expect(contactAt(customer, 201)?.contactType).toBe('phone');
    expect(conflicts).toMatchObject([{ heldValue: null, kept: 'offered', policy: 'laterApplied' }]);
  });

  it('that are unknown need a type and a locator to be added and are removed without effect', () => {
    const { customer } = allApplied();
    for (const [fields, field] of [
      [{ label: 'work' }, 'contactType'],
      [{ contactType: 'phone' }, 'locator'],
    ] as const) {
      const outcome = applyOperation(customer, edit(2, 'store-1', putContact(209, fields)), exampleHeadquarters);
      expect(outcome).toEqual({ result: 'refused', problem: { code: 'field_required', field: `contacts.0.${field}` } });
    }
    expect(allApplied(edit(2, 'store-1', removeContact(209))).customer).toMatchObject({
      contacts: customer.contacts,
      fieldStamps: {},
    });
  });

  it('are bounded in number', () => {
    const { customer } = applied(null, exampleCreate());
    const many = Array.from({ length: listedCountMax + 1 }, (_, index) => putContact(300 + index));
    expect(applyOperation(customer, edit(2, 'store-1', ...many), exampleHeadquarters)).toEqual({
      result: 'refused',
      problem: { code: 'too_many_entries', field: 'contacts', parameters: { max: listedCountMax } },
    });
    expect(applied(customer, edit(2, 'store-1', ...many.slice(1))).customer.contacts).toHaveLength(listedCountMax);
  });
});

describe('the marketing consent of a contact', () => {
  it('R6: given and refused at the same time stays refused in both orders, with both on record', () => {
    const granted = allAppliedTo([], exampleCreateWithLists()).customer;
    expect(contactAt(granted, 201)?.marketingConsent).toBe('granted');
    const refusal = edit(2, 'store-1', consent('refused'));
    const unknown = edit(3, 'store-2', consent('unknown'));
    for (const operations of [
      [refusal, unknown],
      [unknown, refusal],
    ]) {
      const { customer, conflicts } = allApplied(...operations);
      expect(contactAt(customer, 201)?.marketingConsent).toBe('refused');
      expect(conflicts).toMatchObject([{ field: `${contactPath}:marketingConsent`, policy: 'mostRestrictive' }]);
    }
  });

  it('R6: refused by two nodes at once is not widened by one of them alone', () => {
    const { customer } = allApplied(
      edit(2, 'store-1', consent('refused')),
      edit(3, 'store-2', consent('refused')),
      edit(4, 'store-2', consent('granted')),
    );
    expect(contactAt(customer, 201)?.marketingConsent).toBe('refused');
  });
});

describe('the record of a consent', () => {
  const elsewhere = (operation: CustomerOperation, recordedAt: string): CustomerOperation => ({
    ...operation,
    recordedAt,
    origin: { ...operation.origin, channelId: 'paris' },
  });

  it('says where and when a creation gave it, and nothing about an unknown one', () => {
    expect(allApplied().customer.consentRecords).toEqual({ [contactPath]: given });
    const { customer } = applied(null, exampleCreate({ customerType: 'person', emailMarketingConsent: 'granted' }));
    expect(customer.consentRecords).toEqual({ email: given });
  });

  it('follows each change of the consent that is kept, and no other edit', () => {
    const later = '2026-04-01T10:00:00.000Z';
    const changed = exampleOperation({ operation: 2, fields: { phoneMarketingConsent: 'refused', lastName: 'B' } });
    const { customer } = allApplied(
      elsewhere(changed, later),
      edit(3, 'store-1', putContact(201, { label: 'work', marketingConsent: 'granted' })),
      edit(4, 'store-1', putContact(202, { contactType: 'url', locator: 'https://a.fr', marketingConsent: 'granted' })),
    );
    expect(customer.consentRecords).toEqual({
      [contactPath]: given,
      [`contact:${exampleId(202)}`]: given,
      phone: { channelId: 'paris', recordedAt: later },
    });
  });

  it('stays that of the consent that a conflict kept', () => {
    const { customer } = allApplied(
      edit(2, 'store-1', consent('refused')),
      elsewhere(edit(3, 'store-2', consent('unknown')), '2026-04-01T10:00:00.000Z'),
    );
    expect(customer.consentRecords).toEqual({ [contactPath]: given });
  });

  it('goes with its contact', () => {
    expect(allApplied(edit(2, 'store-1', removeContact(201))).customer.consentRecords).toEqual({});
  });
});
