import type { Customer } from '@counterfoil/contracts/customer';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/merge';
import { describe, expect, test } from 'vitest';
import { createJudgement, type DatabaseCheck, type HeldCustomer } from './check-databases.ts';

function customer(customerId: string, changes: Partial<Customer> = {}): Customer {
  return {
    customerId,
    legalEntity: 'USRT',
    customerAccountNumber: `C-${customerId}`,
    version: 1,
    deactivated: false,
    addresses: [],
    fieldStamps: {},
    createdBy: 'houston',
    recentOperations: [],
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    firstName: 'mira',
    lastName: 'oakley',
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
    ...changes,
  };
}

function held(
  customerId: string,
  places: { headquarters?: Customer | undefined; houston?: Customer | undefined; paris?: Customer | undefined } = {},
): HeldCustomer {
  const everywhere = { headquarters: customer(customerId), houston: customer(customerId), paris: customer(customerId) };
  const { headquarters, houston, paris } = { ...everywhere, ...places };
  return {
    created: { customerId, channelDatabaseId: 'houston', seenPending: true },
    atHeadquarters: headquarters,
    atChannels: new Map([
      ['houston', houston],
      ['paris', paris],
    ]),
  };
}

function judge(...customers: readonly HeldCustomer[]): DatabaseCheck {
  const judgement = createJudgement();
  for (const each of customers) judgement.add(each);
  return judgement.result();
}

const sound: DatabaseCheck = {
  convertedCount: 1,
  distinctAccountCount: 1,
  lostCount: 0,
  doubledCount: 0,
  conflictCount: 0,
  notEverywhereCount: 0,
};

describe('a created customer', () => {
  test('that every database holds alike is sound', () => {
    expect(judge(held('1'))).toEqual(sound);
  });

  test.each(['headquarters', 'houston'] as const)('that %s does not know is lost', (place) => {
    expect(judge(held('1', { [place]: undefined }))).toMatchObject({ lostCount: 1, notEverywhereCount: 1 });
  });

  test('that only another store lacks is not lost, and not everywhere', () => {
    expect(judge(held('1', { paris: undefined }))).toEqual({ ...sound, notEverywhereCount: 1 });
  });

  test('without a number at a store is not everywhere', () => {
    const pending = customer('1', { customerAccountNumber: null, version: 0 });
    expect(judge(held('1', { paris: pending }))).toEqual({ ...sound, notEverywhereCount: 1 });
  });

  test('with two numbers is doubled', () => {
    const other = customer('1', { customerAccountNumber: 'C-9' });
    expect(judge(held('1', { paris: other }))).toMatchObject({ doubledCount: 1, distinctAccountCount: 2 });
  });

  test('that shares its number with another one is doubled', () => {
    const number = { customerAccountNumber: 'C-1' };
    const two = customer('2', number);
    const second = held('2', { headquarters: two, houston: two, paris: two });
    expect(judge(held('1'), second)).toMatchObject({ doubledCount: 1, distinctAccountCount: 1 });
  });

  test('that reads differently at the same version is in conflict', () => {
    const other = customer('1', { lastName: 'stone' });
    expect(judge(held('1', { paris: other }))).toEqual({ ...sound, conflictCount: 1 });
  });

  test('that is a version behind at a store is not in conflict', () => {
    const newer = customer('1', { lastName: 'stone', version: 2 });
    expect(judge(held('1', { headquarters: newer }))).toEqual(sound);
  });
});
