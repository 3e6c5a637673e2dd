import { expect, test } from 'vitest';
import { exampleCustomer, exampleIds } from './example-form-fixture.ts';
import { formOfCustomer, withAddress, withoutAddress } from './customer-form.ts';
import { differingParts, rebaseForm } from './rebase-form.ts';

const opened = formOfCustomer(exampleCustomer);

test('what was typed stays, what nobody here has touched becomes what somebody else made of it', () => {
  const latest = { ...opened, firstName: 'Augusta', phone: '713 555 0199' };
  const rebased = rebaseForm(opened, { ...opened, firstName: 'Adele', notes: 'Prefers mornings' }, latest);
  expect(rebased).toMatchObject({ firstName: 'Adele', phone: '713 555 0199', notes: 'Prefers mornings' });
});

test('an address that somebody else removed is gone, one that was added here stays, fields join', () => {
  const [home, office] = opened.addresses;
  if (!home || !office) throw new Error('the example has two addresses');
  const typed = withAddress(withAddress(opened, { ...home, city: 'Katy' }), { ...office, addressId: exampleIds.other });
  const latest = withAddress(withoutAddress(opened, office.addressId), { ...home, street: '9 Main St' });
  const { addresses } = rebaseForm(opened, typed, latest);
  expect(addresses.map(({ addressId }) => addressId)).toEqual([exampleIds.home, exampleIds.other]);
  expect(addresses[0]).toMatchObject({ city: 'Katy', street: '9 Main St' });
});

test('affiliations and attributes of both sides join', () => {
  const typed = {
    ...opened,
    affiliations: [...opened.affiliations, 'SENIOR'],
    attributes: { ...opened.attributes, SEGMENT: 'SILVER' },
  };
  const latest = { ...opened, affiliations: ['STAFF'], attributes: { ...opened.attributes, 'SHOE-SIZE': '39' } };
  const rebased = rebaseForm(opened, typed, latest);
  expect(rebased.affiliations).toEqual(['STAFF', 'SENIOR']);
  expect(rebased.attributes).toEqual({ SEGMENT: 'SILVER', 'SHOE-SIZE': '39' });
  expect(differingParts(opened, latest)).toEqual(['affiliations', 'attributes']);
});
