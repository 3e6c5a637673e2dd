import { expect, test } from 'vitest';
import { checkAddressBooks, type AddressBookFacts } from './check-address-books.ts';
import { checkChannels, type ChannelFacts, type DefaultCustomerFacts } from './check-channels.ts';
import { checkOfflineCreation } from './check-offline-creation.ts';

const sound: DefaultCustomerFacts = {
  customerAccountNumber: 'C-000000001',
  known: true,
  deactivated: false,
  hasReceiptEmail: false,
  addressBooks: [],
};
const paris: ChannelFacts = {
  channelId: 'PARIS',
  name: 'Paris',
  legalEntity: 'USRT',
  functionalityProfileId: 'POS-ASYNC',
  createsAsynchronously: true,
  addressBooks: ['SHARED'],
  defaultCustomer: sound,
};
const books: AddressBookFacts = {
  addressBooks: [{ addressBookId: 'SHARED', name: 'All channels' }],
  examinedCount: 500,
  withoutBookCount: 0,
  shownNowhereCount: 0,
};

test('LK-17: channels with a profile and a sound default customer are fine', () => {
  expect(checkChannels([paris])).toMatchObject([{ name: 'channels', status: 'fine', remedy: null }]);
});

test('a channel without a functionality profile is broken', () => {
  expect(checkChannels([{ ...paris, functionalityProfileId: null }])).toMatchObject([
    { name: 'channel/PARIS/functionality-profile', status: 'broken' },
  ]);
});

test.each([
  [{ known: false }, /does not exist/u, /setting put default-customers PARIS/u],
  [{ deactivated: true }, /deactivated/u, /setting put default-customers PARIS/u],
  [{ hasReceiptEmail: true }, /receipts of everybody .* go to that one address/u, /Clear the receipt e-mail address/u],
])('LK-17: a default customer with %j needs attention', (changes, message, remedy) => {
  expect(checkChannels([{ ...paris, defaultCustomer: { ...sound, ...changes } }])).toMatchObject([
    {
      name: 'channel/PARIS/default-customer',
      status: 'attention',
      message: { en: expect.stringMatching(message) },
      remedy: { en: expect.stringMatching(remedy) },
    },
  ]);
});

test('a channel without a default customer is told of, and fine', () => {
  expect(checkChannels([{ ...paris, defaultCustomer: null }])[1]).toMatchObject({
    name: 'default-customers',
    status: 'fine',
    message: { fr: expect.stringContaining('Paris') },
  });
});

test('WD-12: a channel that would not see its own new customers needs attention', () => {
  const defaultCustomer = { ...sound, addressBooks: ['ONLINE'] };
  expect(checkAddressBooks([paris], books)).toMatchObject([{ name: 'address-books', status: 'fine' }]);
  expect(checkAddressBooks([{ ...paris, defaultCustomer }], books)).toMatchObject([
    { name: 'address-books/PARIS', status: 'attention', message: { en: expect.stringMatching(/ONLINE.*SHARED/u) } },
  ]);
});

test('WD-12: customers that no channel shows need attention as long as every channel filters', () => {
  const hidden = { ...books, withoutBookCount: 12, shownNowhereCount: 3 };
  expect(checkAddressBooks([paris], hidden)).toMatchObject([
    { name: 'address-books/customers-without', message: { en: expect.stringMatching(/^12 of the latest 500/u) } },
    { name: 'address-books/customers-shown-nowhere', message: { en: expect.stringMatching(/^3 of the latest 500/u) } },
  ]);
  const showsAll = { ...paris, channelId: 'HOUSTON', addressBooks: [] };
  expect(checkAddressBooks([paris, showsAll], hidden)).toMatchObject([{ status: 'fine' }]);
});

test('an address book that no channel shows is told of, and fine', () => {
  const addressBooks = [...books.addressBooks, { addressBookId: 'VIP', name: 'VIP' }];
  expect(checkAddressBooks([paris], { ...books, addressBooks })[1]).toMatchObject({
    name: 'address-books/unused',
    status: 'fine',
    message: { en: 'Address books that no channel shows: VIP.' },
  });
});

test('SD-25, LK-23: what keeps tills from creating offline is information, not a complaint', () => {
  const none = { filteringGroups: [], excludedJobs: [], excludedSubjobs: [] };
  expect(checkOfflineCreation(none)).toMatchObject([{ name: 'offline-creation', remedy: null }]);
  const some = checkOfflineCreation({ filteringGroups: ['Default'], excludedJobs: ['1010'], excludedSubjobs: [] });
  expect(some.map(({ name, status }) => [name, status])).toEqual([
    ['offline-creation/filter', 'fine'],
    ['offline-creation/exclusions', 'fine'],
  ]);
  expect(some[1]?.message.en).toContain('1010');
});
