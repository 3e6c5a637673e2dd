import { describe, expect, test } from 'vitest';
import { exampleCustomer, exampleIds } from '@counterfoil/ui/customer-form/example-form-fixture';
import { exampleSettings } from './example-form-fixture.ts';
import {
  formOfCustomer,
  newAddressForm,
  newCustomerForm,
  withAddress,
  type CustomerForm,
} from '@counterfoil/ui/customer-form/customer-form';
import { byPlace } from '@counterfoil/ui/customer-form/form-problems';
import { creationFormProblems, editFormProblems, type FormContext } from './customer-form-problems.ts';

const context: FormContext = { settings: exampleSettings, today: '2026-03-01', way: 'async' };
const opened = formOfCustomer(exampleCustomer);

function codes(form: CustomerForm, changed: Partial<FormContext> = {}): Record<string, string> {
  const problems = creationFormProblems(form, { ...context, ...changed });
  return Object.fromEntries([...problems].map(([place, { code }]) => [place, code]));
}

describe('a new customer', () => {
  const named = { ...newCustomerForm(exampleSettings), lastName: 'Hopper' };

  test('needs a name and nothing else', () => {
    expect(codes(newCustomerForm(exampleSettings))).toEqual({ firstName: 'name_required' });
    expect(codes(named)).toEqual({});
  });

  test('hears of every problem at its field at once', () => {
    const form = {
      ...named,
      email: 'ada@',
      phone: '12',
      dateOfBirth: '2031-01-01',
      receiptEmail: 'x',
      attributes: { 'SHOE-SIZE': '99' },
    };
    expect(codes(form)).toEqual({
      email: 'email_invalid',
      phone: 'phone_invalid',
      dateOfBirth: 'date_in_future',
      receiptEmail: 'email_invalid',
      'attributes.SHOE-SIZE': 'attribute_too_high',
    });
  });

  test('is asked for the postcode that its country requires, in its form', () => {
    const address = newAddressForm(exampleIds.other, named, 'US');
    expect(codes(withAddress(named, address))).toEqual({ 'addresses.0.zipCode': 'zip_code_required' });
    expect(codes(withAddress(named, { ...address, zipCode: 'ABC' }))).toEqual({
      'addresses.0.zipCode': 'zip_code_invalid',
    });
    expect(codes(withAddress(named, { ...address, countryRegion: 'FR' }))).toEqual({});
  });

  test('has the limits of an asynchronous customer only while it is one', () => {
    const settings = { ...exampleSettings, features: [] };
    const titled = { ...named, personalTitle: 'DR' };
    expect(codes(titled, { settings })).toEqual({ personalTitle: 'title_feature_needed' });
    expect(codes(titled, { settings, way: 'sync' })).toEqual({});
  });
});

describe('an edited customer', () => {
  test('may not lose its name, one field at a time either', () => {
    const problems = editFormProblems(opened, { ...opened, firstName: '', lastName: '' }, exampleCustomer, context);
    expect([...problems.keys()]).toEqual(['firstName']);
    const single = { ...exampleCustomer, firstName: null };
    const form = formOfCustomer(single);
    expect(editFormProblems(form, { ...form, lastName: '' }, single, context).has('firstName')).toBe(true);
  });

  test('has a problem of an address at its place in the form, not in what is sent', () => {
    const [, office] = opened.addresses;
    if (!office) throw new Error('the example has two addresses');
    const problems = editFormProblems(
      opened,
      withAddress(opened, { ...office, zipCode: '1' }),
      exampleCustomer,
      context,
    );
    expect([...problems.keys()]).toEqual(['addresses.1.zipCode']);
  });
});

test('what the engine refuses of a contact is shown at that contact of the form', () => {
  const refused = [{ code: 'email_invalid', field: 'contacts.0.locator' }];
  expect([...byPlace(refused, { addressPlaces: [], contactPlaces: [2] }).keys()]).toEqual(['contacts.2.locator']);
});
