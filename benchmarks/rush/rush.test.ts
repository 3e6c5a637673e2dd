import { describe, expect, it } from 'vitest';
import { checkCrowd } from './check-crowd.ts';
import { crowdTimes, isProof, ratioOf } from './crowd-times.ts';
import { readRushOptions } from './rush-options.ts';
import { personOf, rangesOf, shoppersOf, type RushShopper } from './rush-shoppers.ts';
import type { StoredCustomer } from './stored-customers.ts';
import type { ShopperOutcome } from './visit-shop.ts';

const [shopper, neighbour] = shoppersOf({ from: 7, count: 2 }) as [RushShopper, RushShopper];

function customerOf({ subject, email, address }: RushShopper, given: Partial<StoredCustomer> = {}): StoredCustomer {
  const customerId = `customer of ${subject}`;
  return { customerId, accountNumber: 'C-1', email, subjects: [subject], streets: [address.street], ...given };
}

function outcomeOf({ place }: RushShopper, given: Partial<ShopperOutcome> = {}): ShopperOutcome {
  return {
    place,
    isSignedUp: true,
    hasSavedAddress: true,
    problem: null,
    signedInMs: [],
    addressSaveMs: [],
    emptyPageMs: [],
    insertMs: [],
    ...given,
  };
}

function checked(stored: { headquarters: StoredCustomer[]; channel?: StoredCustomer[] }, outcome = outcomeOf(shopper)) {
  const { headquarters, channel = headquarters } = stored;
  return checkCrowd([shopper], [outcome], { headquarters, channel });
}

describe('a crowd', () => {
  it('is served, with nobody lost or doubled, when everything is where it was said to be', () => {
    expect(checked({ headquarters: [customerOf(neighbour), customerOf(shopper)] })).toEqual({
      figures: { shoppers: 1, served: 1, lost: 0, doubled: 0 },
      problems: [],
    });
  });

  it.each([
    ['headquarters has no customer', { headquarters: [], channel: [customerOf(shopper)] }],
    ['the channel has no customer', { headquarters: [customerOf(shopper)], channel: [] }],
    ['the identity is not linked', { headquarters: [customerOf(shopper, { subjects: [] })] }],
    [
      'the number has not come',
      { headquarters: [customerOf(shopper)], channel: [customerOf(shopper, { accountNumber: null })] },
    ],
    [
      'the number is another one',
      { headquarters: [customerOf(shopper)], channel: [customerOf(shopper, { accountNumber: 'C-2' })] },
    ],
    ['the e-mail address is gone', { headquarters: [customerOf(shopper, { email: null })] }],
    [
      'the address is not at headquarters',
      { headquarters: [customerOf(shopper, { streets: [] })], channel: [customerOf(shopper)] },
    ],
    [
      'the address is not in the channel',
      { headquarters: [customerOf(shopper)], channel: [customerOf(shopper, { streets: [] })] },
    ],
  ])('has lost somebody when %s', (_what, stored) => {
    const { figures, problems } = checked(stored);
    expect(figures).toMatchObject({ served: 1, lost: 1, doubled: 0 });
    expect(problems).toHaveLength(1);
  });

  it('has not lost what nobody was told of', () => {
    const refused = outcomeOf(shopper, { isSignedUp: false, hasSavedAddress: false, problem: 'the form again' });
    expect(checked({ headquarters: [] }, refused).figures).toEqual({ shoppers: 1, served: 0, lost: 0, doubled: 0 });
    const withoutAddress = outcomeOf(shopper, { hasSavedAddress: false, problem: 'the form again' });
    const stored = { headquarters: [customerOf(shopper, { streets: [] })] };
    expect(checked(stored, withoutAddress).figures).toMatchObject({ served: 0, lost: 0 });
  });

  it('has not served whoever never came back', () => {
    const { figures } = checkCrowd([shopper], [], { headquarters: [], channel: [] });
    expect(figures).toEqual({ shoppers: 1, served: 0, lost: 0, doubled: 0 });
  });

  it.each([
    ['the identity', customerOf(shopper, { customerId: 'another', email: null })],
    ['the e-mail address', customerOf(shopper, { customerId: 'another', subjects: [] })],
  ])('has doubled somebody when two customers have %s', (_what, other) => {
    expect(checked({ headquarters: [customerOf(shopper), other] }).figures).toMatchObject({ lost: 0, doubled: 1 });
    const stored = { headquarters: [customerOf(shopper)], channel: [customerOf(shopper), other] };
    expect(checked(stored).figures).toMatchObject({ lost: 0, doubled: 1 });
  });

  it('has doubled an address that was saved twice', () => {
    const { street } = shopper.address;
    const stored = { headquarters: [customerOf(shopper, { streets: [street, street] })] };
    expect(checked(stored).figures).toMatchObject({ lost: 0, doubled: 1 });
  });

  it('proves something only when all were served, and nobody lost or doubled', () => {
    const good = { shoppers: 2, served: 2, lost: 0, doubled: 0 };
    expect(isProof([good, good])).toBe(true);
    for (const bad of [{ served: 1 }, { lost: 1 }, { doubled: 1 }])
      expect(isProof([good, { ...good, ...bad }])).toBe(false);
  });
});

describe('the shoppers of the rush', () => {
  it('are all somebody else, at addresses of their own, also of the network', () => {
    const shoppers = shoppersOf({ from: 0, count: 3_000 });
    const tellingApart: ((one: RushShopper) => string)[] = [
      ({ subject }) => subject,
      ({ email }) => email,
      ({ address }) => address.street,
      ({ networkAddress }) => networkAddress.split('.').slice(0, 3).join('.'),
    ];
    for (const sign of tellingApart) expect(new Set(shoppers.map(sign)).size).toBe(shoppers.length);
  });

  it('are the same ones for the identity provider, the crowd and the check', () => {
    const [one] = shoppersOf({ from: 40, count: 1 });
    expect(one).toMatchObject({ place: 40, subject: 'rush-40' });
    expect(one && personOf(one).claims).toMatchObject({ email: one?.email, email_verified: true });
  });

  it('are shared out over the phases without a gap', () => {
    expect(rangesOf({ from: 10, count: 100 }, 3)).toEqual([
      { from: 10, count: 33 },
      { from: 43, count: 33 },
      { from: 76, count: 34 },
    ]);
  });

  it('press twice, open two windows and use two browsers in every phase', () => {
    const habits = shoppersOf({ from: 500, count: 30 }).map(({ habit }) => habit);
    for (const habit of ['doubleClick', 'twoWindows', 'twoBrowsers']) {
      expect(habits.filter((one) => one === habit)).toHaveLength(2);
    }
  });
});

describe('the options of the rush', () => {
  it('are a thousand shoppers and a report for people unless told', () => {
    expect(readRushOptions([])).toEqual({ shoppers: 1_000, isJson: false });
    expect(readRushOptions(['--shoppers', '60', '--json'])).toEqual({ shoppers: 60, isJson: true });
  });

  it('are refused when they say something else', () => {
    for (const count of ['0', '29', 'many', '10.5', '100000']) {
      expect(() => readRushOptions(['--shoppers', count]), count).toThrow('whole number');
    }
    expect(() => readRushOptions(['--shopper', '5'])).toThrow('--shopper');
  });
});

describe('the times of a crowd', () => {
  it('are those of all its shoppers together', () => {
    const times = { addressSaveMs: [4], emptyPageMs: [3], insertMs: [2] };
    const outcomes = [
      outcomeOf(shopper, { ...times, signedInMs: [10, 30] }),
      outcomeOf(neighbour, { ...times, signedInMs: [20] }),
    ];
    expect(crowdTimes(outcomes)).toMatchObject({ signedIn: { p50Ms: 20, p99Ms: 30 }, insert: { p50Ms: 2, p99Ms: 2 } });
  });

  it('stand beside their limit as a ratio', () => {
    expect(ratioOf({ p50Ms: 30, p99Ms: 100 }, { p50Ms: 4, p99Ms: 50 })).toEqual({ p50: 7.5, p99: 2 });
  });
});
