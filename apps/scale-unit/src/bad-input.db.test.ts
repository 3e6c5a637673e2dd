import { addressCountMax } from '@counterfoil/contracts/customer';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imogen, openWorld, type OperationBody, type World } from './commerce-api-fixture.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const tomorrow = '2999-01-01';
const nested = (levels: number): unknown => (levels === 0 ? 'x' : { inner: nested(levels - 1) });
const person = (fields: object): object => ({ channelId: 'PARIS', customer: { ...imogen, ...fields } });
const address = (fields: object): object => person({ addresses: [{ countryRegion: 'US', ...fields }] });

/** What is sent, the status, code and field it is refused with. */
type BadInput = [name: string, body: object | string, status: number, code: string, field: string];

const refusedCreations: BadInput[] = [
  ['no name', person({ firstName: undefined, lastName: undefined }), 422, 'name_required', 'customer.firstName'],
  ['an empty name', person({ firstName: '', lastName: '' }), 422, 'name_required', 'customer.firstName'],
  ['a name of white space', person({ firstName: ' \t', lastName: ' ' }), 422, 'name_required', 'customer.firstName'],
  [
    'an invisible name',
    person({ firstName: '\u200b\u2060', lastName: null }),
    422,
    'name_required',
    'customer.firstName',
  ],
  [
    'an organization without its name',
    person({ customerType: 'organization', organizationName: ' ' }),
    422,
    'name_required',
    'customer.organizationName',
  ],
  ['a name of 101 characters', person({ lastName: 'x'.repeat(101) }), 422, 'field_too_long', 'customer.lastName'],
  ['a name of 250 characters', person({ lastName: 'x'.repeat(250) }), 422, 'field_too_long', 'customer.lastName'],
  ['U+0000', person({ firstName: 'Imo\u0000gen' }), 422, 'text_invalid', 'customer.firstName'],
  ['a control character', person({ firstName: 'Imo\u001bgen' }), 422, 'text_invalid', 'customer.firstName'],
  ['a lone surrogate', person({ lastName: 'a\ud800b' }), 422, 'text_invalid', 'customer.lastName'],
  ['a right-to-left override', person({ lastName: 'a\u202eb' }), 422, 'text_invalid', 'customer.lastName'],
  ['a combining flood', person({ lastName: `a${'\u0301'.repeat(60)}` }), 422, 'text_invalid', 'customer.lastName'],
  ['U+0000 in an address', address({ street: 'a\u0000' }), 422, 'text_invalid', 'customer.addresses.0.street'],
  ['U+0000 in the till', { ...person({}), terminalId: 'till\u0000' }, 422, 'text_invalid', 'terminalId'],
  ['a lone surrogate in the operator', { ...person({}), workerId: '\udfff' }, 422, 'text_invalid', 'workerId'],
  ['an e-mail address without @', person({ email: 'imogen.example.com' }), 422, 'email_invalid', 'customer.email'],
  ['a phone number of letters', person({ phone: 'call me' }), 422, 'phone_invalid', 'customer.phone'],
  [
    'an unknown country',
    address({ countryRegion: 'XX' }),
    422,
    'country_invalid',
    'customer.addresses.0.countryRegion',
  ],
  [
    'an address whose country is emptied',
    person({ addresses: [...imogen.addresses, { city: 'Houston', countryRegion: ' ' }] }),
    422,
    'field_required',
    'customer.addresses.1.countryRegion',
  ],
  ['an unknown currency', person({ currency: 'XYZW' }), 422, 'currency_invalid', 'customer.currency'],
  ['an unknown language', person({ languageId: 'not a language' }), 422, 'language_invalid', 'customer.languageId'],
  ['a date that is none', person({ dateOfBirth: '1990-02-30' }), 422, 'date_invalid', 'customer.dateOfBirth'],
  ['a date of birth in the future', person({ dateOfBirth: tomorrow }), 422, 'date_in_future', 'customer.dateOfBirth'],
  [
    'more addresses than a customer may have',
    person({ addresses: Array.from({ length: addressCountMax + 1 }, () => ({ countryRegion: 'US' })) }),
    422,
    'too_many_addresses',
    'customer.addresses',
  ],
  ['U+0000 in the notes', person({ notes: 'a\u0000' }), 422, 'text_invalid', 'customer.notes'],
  [
    'a lone surrogate in a contact',
    person({ contacts: [{ contactType: 'url', locator: 'https://example.com/\ud800' }] }),
    422,
    'text_invalid',
    'customer.contacts.0.locator',
  ],
  [
    'more contacts than a customer may have',
    person({ contacts: Array.from({ length: 101 }, () => ({ contactType: 'url', locator: 'https://example.com' })) }),
    422,
    'too_many_entries',
    'customer.contacts',
  ],
  ['an image that is none', person({ image: 'data:text/html,x' }), 422, 'image_invalid', 'customer.image'],
  [
    'U+0000 in a sign-in',
    person({ externalIdentities: [{ providerId: 'p', externalIdentityId: 'a\u0000' }] }),
    422,
    'text_invalid',
    'customer.externalIdentities.0.externalIdentityId',
  ],
  ['U+0000 in an affiliation', person({ affiliations: ['a\u0000'] }), 422, 'text_invalid', 'customer.affiliations.0'],
  [
    'an attribute of another type',
    person({ attributes: { 'SHOE-SIZE': 'big' } }),
    422,
    'attribute_decimal_expected',
    'customer.attributes.SHOE-SIZE',
  ],
  ['an unknown channel', { ...person({}), channelId: 'NOWHERE' }, 404, 'channel_unknown', 'channelId'],
  ['a channel of another scale unit', { ...person({}), channelId: 'HOUSTON' }, 404, 'channel_unknown', 'channelId'],
  ['no channel', { customer: imogen }, 400, 'request_invalid', 'channelId'],
  ['an unknown field', person({ loyaltyCard: '1' }), 400, 'request_invalid', 'customer.loyaltyCard'],
  [
    'the credit limit, which headquarters sets',
    person({ creditLimit: 5 }),
    400,
    'request_invalid',
    'customer.creditLimit',
  ],
  ['a number instead of a text', person({ firstName: 12 }), 400, 'request_invalid', 'customer.firstName'],
  [
    'a text instead of a truth value',
    address({ isPrimary: 'true' }),
    400,
    'request_invalid',
    'customer.addresses.0.isPrimary',
  ],
  ['an unknown customer type', person({ customerType: 'robot' }), 400, 'request_invalid', 'customer.customerType'],
  ['an identifier of another form', { ...person({}), customerId: '17' }, 400, 'request_invalid', 'customerId'],
  ['a list instead of a customer', { channelId: 'PARIS', customer: [] }, 400, 'request_invalid', 'customer'],
  ['no JSON', '{"channelId": "PARIS", ', 400, 'request_invalid', ''],
  ['a body that is no object', '17', 400, 'request_invalid', ''],
  ['null', 'null', 400, 'request_invalid', ''],
  ['deep nesting', { channelId: 'PARIS', customer: nested(2_000) }, 400, 'request_invalid', ''],
  [
    'a __proto__ key',
    '{"channelId":"PARIS","customer":{"customerType":"person","__proto__":{"a":1}}}',
    400,
    'request_invalid',
    '',
  ],
  ['a constructor key', '{"channelId":"PARIS","constructor":{"prototype":{"a":1}}}', 400, 'request_invalid', ''],
  ['10 MB', person({ identificationNumber: 'x'.repeat(10 * 1024 * 1024) }), 413, 'request_too_large', ''],
];

describe.each(['en', 'fr'])('a bad creation, answered in %s', (language) => {
  it.each(refusedCreations)(
    '%s: refused with code, field and sentence; nothing is recorded and the neighbour is (R13)',
    async (_name, body, status, code, field) => {
      const before = await world.paris.recorded();
      const request = typeof body === 'string' ? { rawBody: body } : { body };
      const [refused, neighbour] = await Promise.all([
        world.paris.refused('POST', '/customers', { ...request, language }),
        world.paris.call('POST', '/customers', { body: person({}) }),
      ]);
      expect([refused.status, refused.body.error.code]).toEqual([status, code]);
      expect(refused.body.error.problems[0]).toMatchObject({ code, field });
      for (const { message } of refused.body.error.problems) {
        expect(message).toMatch(/^[\p{Lu}\d].+[.:»]$/u);
        expect(message).not.toMatch(uuidPattern);
      }
      expect(neighbour.status).toBe(201);
      const after = await world.paris.recorded();
      expect(after).toEqual({ operations: before.operations + 1, customers: before.customers + 1 });
    },
  );
});

it('the sentences are in the language of the caller', async () => {
  const sentence = async (language: string): Promise<string | undefined> =>
    (await world.paris.refused('POST', '/customers', { body: person({ email: 'nobody' }), language })).body.error
      .problems[0]?.message;
  expect(await sentence('en-GB,en;q=0.9')).toBe('Enter an e-mail address like name@example.com.');
  expect(await sentence('fr-CA')).toBe('Saisissez une adresse e-mail comme nom@exemple.fr.');
});

it('every problem of a creation is named at once', async () => {
  const body = person({
    email: 'x',
    dateOfBirth: tomorrow,
    addresses: [{ countryRegion: 'XX' }, { countryRegion: '' }],
  });
  const refused = await world.paris.refused('POST', '/customers', { body });
  expect(refused.body.error.problems.map(({ field }) => field)).toEqual([
    'customer.email',
    'customer.dateOfBirth',
    'customer.addresses.0.countryRegion',
    'customer.addresses.1.countryRegion',
  ]);
});

it('names of one character are taken', async () => {
  const created = await world.paris.call('POST', '/customers', { body: person({ firstName: 'I', lastName: null }) });
  expect(created).toMatchObject({ status: 201, body: { customer: { display: { name: 'I' } } } });
});

describe('a bad edit', () => {
  let created: OperationBody;
  beforeAll(async () => {
    created = (await world.paris.call('POST', '/customers', { body: person({}) })).body;
  });

  const edits: [string, object, number, string, string][] = [
    ['of an e-mail address', { changes: { email: 'x' } }, 422, 'email_invalid', 'changes.email'],
    ['that empties the name', { changes: { firstName: ' ', lastName: '' } }, 422, 'name_required', 'changes.firstName'],
    ['that changes nothing', { changes: {} }, 422, 'nothing_changed', ''],
    ['of an unknown field', { changes: { nickname: 'I' } }, 400, 'request_invalid', 'changes.nickname'],
    [
      'of a later version',
      { baseVersion: 17, changes: { email: null } },
      409,
      'customer_version_unknown',
      'baseVersion',
    ],
    ['of a version in text', { baseVersion: '0', changes: { email: null } }, 400, 'request_invalid', 'baseVersion'],
    [
      'that adds an address with an emptied country',
      { changes: { addresses: [{ city: 'Houston', countryRegion: '' }] } },
      422,
      'field_required',
      'changes.addresses.0.countryRegion',
    ],
    ['with U+0000 in the till', { terminalId: '\u0000', changes: { email: null } }, 422, 'text_invalid', 'terminalId'],
  ];

  it.each(edits)('%s is refused and changes nothing', async (_name, body, status, code, field) => {
    const path = `/customers/${created.customer.customerId}`;
    const before = await world.paris.recorded();
    const refused = await world.paris.refused('PATCH', path, { body: { channelId: 'PARIS', ...body } });
    expect([refused.status, refused.body.error.problems[0]]).toMatchObject([status, { code, field }]);
    expect(await world.paris.recorded()).toEqual(before);
    expect((await world.paris.call<ShownCustomer>('GET', path)).body).toEqual(created.customer);
  });

  it('that removes an address which it also changes names the field of the removal', async () => {
    const addressId = created.customer.customer.addresses[0]?.addressId ?? '';
    const changes = { addresses: [{ addressId, city: 'Dallas' }], removedAddressIds: [addressId] };
    const refused = await world.paris.refused('PATCH', `/customers/${created.customer.customerId}`, {
      body: { channelId: 'PARIS', changes },
    });
    expect(refused.body.error.problems[0]).toMatchObject({
      code: 'address_duplicate',
      field: 'changes.removedAddressIds.0',
    });
  });

  it('of one address names the field of the request', async () => {
    const path = `/customers/${created.customer.customerId}/addresses`;
    const added = await world.paris.refused('POST', path, {
      body: { channelId: 'PARIS', address: { city: 'Houston', countryRegion: '' } },
    });
    expect(added.body.error.problems[0]).toMatchObject({ code: 'field_required', field: 'address.countryRegion' });
    const addressId = created.customer.customer.addresses[0]?.addressId ?? '';
    const changed = await world.paris.refused('PUT', `${path}/${addressId}`, {
      body: { channelId: 'PARIS', address: { street: 'x'.repeat(300) } },
    });
    expect(changed.body.error.problems[0]).toMatchObject({ code: 'field_too_long', field: 'address.street' });
  });

  it.each(['019b0000-0000-7000-8000-00000000dead', 'C-999999999', '%00', '%F0%9F%92%A5', "'%20OR%201=1"])(
    'of the unknown customer %s is refused on every route',
    async (identifier) => {
      const before = await world.paris.recorded();
      const body = { channelId: 'PARIS', changes: { email: null } };
      const answers = [
        await world.paris.refused('PATCH', `/customers/${identifier}`, { body }),
        await world.paris.refused('GET', `/customers/${identifier}`),
        await world.paris.refused('GET', `/customers/${identifier}/trace`),
        await world.paris.refused('POST', `/customers/${identifier}/addresses`, {
          body: { channelId: 'PARIS', address: { countryRegion: 'US' } },
        }),
      ];
      const code = identifier === '%00' ? 'request_invalid' : 'customer_unknown';
      expect(answers.map(({ body: answer }) => answer.error.code)).toEqual([code, code, code, code]);
      expect(await world.paris.recorded()).toEqual(before);
    },
  );
});
