import { createAtHeadquartersRequestSchema } from '@counterfoil/contracts/edit-at-headquarters';
import { newAddressForm, withAddress } from '@counterfoil/ui/customer-form/customer-form';
import { exampleCustomer, exampleIds } from '@counterfoil/ui/customer-form/example-form-fixture';
import { describe, expect, it } from 'vitest';
import { elsewhereRows } from './elsewhere.ts';
import { atFormFields, creationProblems, editProblems } from './form-check.ts';
import { exampleSettings } from './form-settings-fixture.ts';
import {
  headquartersFormOf,
  movedForm,
  newHeadquartersForm,
  rebasedForm,
  requestedCustomer,
  requestedEdit,
} from './headquarters-form.ts';

const [entity, houston] = exampleSettings.places;
if (!entity || !houston) throw new Error('the example has two places');
const context = { settings: exampleSettings, today: '2026-03-01' };
const opened = headquartersFormOf(exampleCustomer);

const codes = (problems: ReadonlyMap<string, { readonly code: string }>): Record<string, string> =>
  Object.fromEntries([...problems].map(([place, { code }]) => [place, code]));

describe('a new customer', () => {
  it('begins with what the place gives, and the request is one that headquarters reads', () => {
    const form = { ...newHeadquartersForm(exampleSettings, houston), lastName: 'Hopper', creditLimit: '1 000,50' };
    expect(form).toMatchObject({ languageId: 'es-US', customerGroup: 'RETAIL', addressBooks: ['SHARED'] });
    const customer = requestedCustomer(form, exampleSettings);
    expect(customer).toMatchObject({ lastName: 'Hopper', creditLimit: 1000.5, receiptOption: 'email' });
    expect(createAtHeadquartersRequestSchema.safeParse({ channelId: 'HOUSTON', customer }).success).toBe(true);
    expect(creationProblems(form, houston, context)).toEqual(new Map());
  });

  it('is told everything that headquarters would refuse, at its field', () => {
    const form = { ...newHeadquartersForm(exampleSettings, entity), email: 'nobody', creditLimit: 'much' };
    const problems = codes(creationProblems(form, entity, context));
    expect(problems).toMatchObject({
      firstName: 'name_required',
      email: 'email_invalid',
      creditLimit: 'amount_invalid',
    });
    expect(problems['customerGroup']).toBeDefined();
    const unknown = { ...form, customerGroup: 'NOWHERE' };
    expect(codes(creationProblems(unknown, entity, context))['customerGroup']).toBe('customer_group_unknown');
  });

  it('has addresses checked by the format of their country', () => {
    const form = { ...newHeadquartersForm(exampleSettings, houston), lastName: 'Hopper' };
    const address = { ...newAddressForm(exampleIds.home, form, 'US'), zipCode: '7' };
    const problems = creationProblems({ ...form, ...withAddress(form, address) }, houston, context);
    expect(codes(problems)).toEqual({ 'addresses.0.zipCode': 'zip_code_invalid' });
  });

  it('takes what another place gives, except for what somebody has typed', () => {
    const [before, after] = [
      newHeadquartersForm(exampleSettings, entity),
      newHeadquartersForm(exampleSettings, houston),
    ];
    const moved = movedForm({ ...before, lastName: 'Hopper', languageId: 'fr-FR' }, before, after);
    expect(moved).toMatchObject({
      lastName: 'Hopper',
      languageId: 'fr-FR',
      customerGroup: 'RETAIL',
      addressBooks: ['SHARED'],
    });
  });
});

describe('an edit', () => {
  it('sends only what differs', () => {
    expect(requestedEdit(opened, opened, exampleSettings).isEmpty).toBe(true);
    const form = { ...opened, phone: '713 555 0199', creditLimit: '250', addressBooks: ['SHARED'] };
    expect(requestedEdit(opened, form, exampleSettings).changes).toEqual({
      phone: '713 555 0199',
      creditLimit: 250,
      addedAddressBooks: ['SHARED'],
    });
  });

  it('is checked, and names the field', () => {
    const form = { ...opened, email: 'nobody', currency: 'XX' };
    expect(codes(editProblems(opened, form, exampleCustomer, context))).toEqual({
      email: 'email_invalid',
      currency: 'currency_invalid',
    });
  });

  it('puts a refusal at the field of the form', () => {
    const [problem] = atFormFields([{ code: 'email_invalid', field: 'changes.email' }]);
    expect(problem?.field).toBe('email');
  });
});

describe('a customer that somebody else has changed meanwhile', () => {
  const form = { ...opened, firstName: 'Adele', creditLimit: '250' };
  const latest = { ...opened, firstName: 'Augusta', phone: '713 555 0199', addressBooks: ['SHARED'] };

  it('is shown side by side, with what both have changed', () => {
    expect(elsewhereRows(opened, form, latest)).toEqual([
      { part: 'firstName', opened: 'Ada', theirs: 'Augusta', yours: 'Adele', isBoth: true },
      { part: 'phone', opened: '713 555 4217', theirs: '713 555 0199', yours: '713 555 4217', isBoth: false },
      { part: 'addressBooks', opened: '', theirs: 'SHARED', yours: '', isBoth: false },
    ]);
  });

  it('keeps everything that was typed, on top of theirs', () => {
    expect(rebasedForm(opened, form, latest)).toMatchObject({
      firstName: 'Adele',
      creditLimit: '250',
      phone: '713 555 0199',
      addressBooks: ['SHARED'],
    });
  });
});
