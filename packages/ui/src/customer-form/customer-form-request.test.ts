import { updateCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { describe, expect, test } from 'vitest';
import { exampleCustomer, exampleIds, exampleFormSettings, isReadable } from './example-form-fixture.ts';
import {
  formOfCustomer,
  newAddressForm,
  newCustomerForm,
  withAddress,
  withContact,
  withoutAddress,
  type CustomerForm,
} from './customer-form.ts';
import { attributeValueOf, creationOfForm, editOfForm } from './customer-form-request.ts';

const definitions = exampleFormSettings.customerAttributes;
const opened = formOfCustomer(exampleCustomer);
const edit = (form: CustomerForm) => editOfForm(opened, form, definitions);

describe('a creation', () => {
  test('carries what the store gives every customer and what was typed, and the channel can read it', () => {
    const form = { ...newCustomerForm(exampleFormSettings, { lastName: 'Hopper' }), phone: '713 555 0100' };
    const customer = creationOfForm(form, definitions);
    expect(customer).toMatchObject({
      lastName: 'Hopper',
      phone: '713 555 0100',
      receiptOption: 'both',
      languageId: 'en-US',
    });
    expect(customer.attributes).toEqual({ SEGMENT: 'GOLD' });
    expect(isReadable(customer)).toBe(true);
  });

  test('leaves the name of the other type behind', () => {
    const form = { ...newCustomerForm(exampleFormSettings), firstName: 'Grace', organizationName: 'Navy' };
    expect(creationOfForm(form, definitions)).not.toHaveProperty('organizationName');
    expect(creationOfForm({ ...form, customerType: 'organization' }, definitions)).not.toHaveProperty('firstName');
  });

  test('makes the first address the primary one, for the purpose that the type suggests until somebody chooses', () => {
    const empty = newCustomerForm(exampleFormSettings);
    const form = withAddress(empty, newAddressForm(exampleIds.other, empty, 'US'));
    expect(creationOfForm(form, definitions).addresses).toMatchObject([{ isPrimary: true, purpose: 'home' }]);
    const organization = { ...form, customerType: 'organization' as const };
    expect(creationOfForm(organization, definitions).addresses).toMatchObject([{ purpose: 'business' }]);
  });
});

describe('an edit', () => {
  test('that changes nothing is empty, also when white space was typed', () => {
    expect(edit(opened).isEmpty).toBe(true);
    expect(edit({ ...opened, firstName: ' Ada ' }).isEmpty).toBe(true);
  });

  test('names only what differs', () => {
    const changed = edit({ ...opened, firstName: 'Augusta', email: '', phoneMarketingConsent: 'granted' });
    expect(changed.changes).toEqual({ firstName: 'Augusta', email: null, phoneMarketingConsent: 'granted' });
  });

  test('sends of an address what differs, and knows its place in the form', () => {
    const [, office] = opened.addresses;
    if (!office) throw new Error('the example has two addresses');
    const changed = edit(withAddress(opened, { ...office, city: 'Dallas' }));
    expect(changed.changes).toEqual({ addresses: [{ addressId: exampleIds.office, city: 'Dallas' }] });
    expect(changed.addressPlaces).toEqual([1]);
  });

  test('moves the primary address when the old one is removed', () => {
    const changed = edit(withoutAddress(opened, exampleIds.home));
    expect(changed.changes).toEqual({
      addresses: [{ addressId: exampleIds.office, isPrimary: true }],
      removedAddressIds: [exampleIds.home],
    });
  });

  test('adds and removes contacts and affiliations, and takes an attribute away', () => {
    const contact = {
      contactId: exampleIds.other,
      contactType: 'phone',
      locator: '713 555 0101',
      label: '',
      marketingConsent: 'refused',
    } as const;
    const form = withContact(
      { ...opened, contacts: [], affiliations: [], attributes: { SEGMENT: 'GOLD', 'SHOE-SIZE': '' } },
      contact,
    );
    const { changes } = edit(form);
    expect(changes).toEqual({
      contacts: [{ ...contact, label: null }],
      removedContactIds: [exampleIds.work],
      removedAffiliations: ['STUDENT'],
      attributes: { 'SHOE-SIZE': null },
    });
    expect(updateCustomerRequestSchema.safeParse({ channelId: 'HOUSTON', changes }).success).toBe(true);
  });
});

test('numbers are read as both languages write them', () => {
  expect(attributeValueOf('38,5', 'decimal')).toBe(38.5);
  expect(attributeValueOf('38.5', 'decimal')).toBe(38.5);
  expect(attributeValueOf('1 200', 'integer')).toBe(1200);
  expect(attributeValueOf('many', 'integer')).toBe('many');
});
