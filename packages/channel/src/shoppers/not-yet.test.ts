import {
  defaultProfileOptions,
  type ChannelSettings,
  type FunctionalityProfileOptions,
} from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { FeatureId } from '@counterfoil/contracts/features';
import { notYetCodes, type NotYetCode, type ShopperAct } from '@counterfoil/contracts/shopper';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { describe, expect, it } from 'vitest';
import { exampleShownCustomer } from '../commerce-api/examples.ts';
import { notYet } from './not-yet.ts';

interface Situation {
  readonly isPending?: boolean;
  readonly hasUndecided?: boolean;
  readonly features?: readonly FeatureId[];
  readonly profile?: Partial<FunctionalityProfileOptions>;
  readonly customer?: Partial<Customer>;
}

function settingsOf(profile: Partial<FunctionalityProfileOptions>): ChannelSettings {
  return {
    ...defaultProfileOptions,
    createCustomerInAsyncMode: true,
    createCustomerOrderInAsyncMode: true,
    channelId: 'ONLINE',
    channelType: 'online',
    name: 'Online store',
    legalEntity: 'USRT',
    functionalityProfileId: 'ONLINE',
    countryRegion: 'US',
    currency: 'USD',
    languageId: 'en-US',
    customerGroup: '40',
    addressBooks: [],
    ...profile,
  };
}

function stateOf({ isPending = true, hasUndecided = isPending, features = [], profile = {}, customer }: Situation) {
  const customerAccountNumber = isPending ? null : 'C-000000001';
  return {
    configuration: { features: [...features] },
    settings: settingsOf(profile),
    customer: { ...exampleShownCustomer.customer, customerAccountNumber, ...customer },
    hasUndecided,
  };
}

/** The code of each act that is refused. */
function refusedActs(situation: Situation): Partial<Record<ShopperAct, NotYetCode>> {
  const acts = Object.entries(notYet(stateOf(situation), 'en'));
  return Object.fromEntries(acts.flatMap(([act, refused]) => (refused ? [[act, refused.code]] : [])));
}

const editing = 'asyncCustomerEditing';
const addresses = 'asyncAddressCreation';
const parity = 'enhancedAsyncCustomerCreation';
const loyalty = 'queueLoyaltyEnrollment';
const locked = 'customer_pending_not_editable';
const waits = 'edit_waits_for_earlier';

describe('what a shopper cannot do yet', () => {
  it.each<[string, Situation, Partial<Record<ShopperAct, NotYetCode>>]>([
    [
      'while pending without any feature: everything but an asynchronous order',
      {},
      {
        changeProfile: locked,
        addAddress: locked,
        changeAddress: locked,
        changeContacts: 'contact_feature_needed',
        enrollInLoyalty: 'loyalty_customer_pending',
      },
    ],
    [
      'while pending with asynchronous addresses: all but a new address and an order',
      { features: [addresses, parity, loyalty] },
      { changeProfile: locked, changeAddress: locked, changeContacts: locked },
    ],
    [
      'while pending with asynchronous editing: what has features of its own',
      { features: [editing] },
      {
        addAddress: locked,
        changeContacts: 'contact_feature_needed',
        enrollInLoyalty: 'loyalty_customer_pending',
      },
    ],
    ['while pending with every feature: nothing', { features: [editing, addresses, parity, loyalty] }, {}],
    [
      'while pending, by a synchronous order',
      { features: [editing, addresses, parity, loyalty], profile: { createCustomerOrderInAsyncMode: false } },
      { placeOrder: 'order_customer_pending' },
    ],
    ['with an account number: nothing', { isPending: false }, {}],
    [
      'with an account number, by a synchronous order: nothing either',
      { isPending: false, profile: { createCustomerOrderInAsyncMode: false } },
      {},
    ],
    [
      'with changes on the way that have to be decided in real time',
      { isPending: false, hasUndecided: true },
      {
        changeProfile: waits,
        addAddress: waits,
        changeAddress: waits,
        changeContacts: waits,
        enrollInLoyalty: waits,
      },
    ],
    [
      'with changes on the way that travel later: nothing',
      { isPending: false, hasUndecided: true, features: [editing, addresses, parity, loyalty] },
      {},
    ],
    [
      'while blocked for loyalty enrolment',
      { isPending: false, customer: { blockedForLoyaltyEnrollment: true } },
      { enrollInLoyalty: 'loyalty_enrollment_blocked' },
    ],
    [
      'where card numbers are handed out',
      { isPending: false, profile: { generateLoyaltyCardNumber: false } },
      { enrollInLoyalty: 'loyalty_card_number_required' },
    ],
  ])('%s', (_name, situation, expected) => {
    expect(refusedActs(situation)).toEqual(expected);
  });

  it('R3: is told in the words of a shopper, in both languages, without an identifier', () => {
    const situations: Situation[] = [
      {},
      { features: [addresses, parity, loyalty], profile: { createCustomerOrderInAsyncMode: false } },
      { isPending: false, hasUndecided: true },
      { isPending: false, customer: { blockedForLoyaltyEnrollment: true } },
      { isPending: false, profile: { generateLoyaltyCardNumber: false } },
    ];
    const told = (['en', 'fr'] as const).map((language) =>
      situations.flatMap((situation) => Object.values(notYet(stateOf(situation), language)).filter(Boolean)),
    );
    const texts = told.map((acts) => new Set(acts.map((act) => act?.message)));
    expect(new Set(told[0]?.map((act) => act?.code))).toEqual(new Set(notYetCodes));
    expect(texts.map((sentences) => sentences.size)).toEqual([notYetCodes.length, notYetCodes.length]);
    expect(JSON.stringify(told).match(uuidPattern)).toBeNull();
    expect(JSON.stringify(told)).not.toMatch(/headquarters|siège|synchron|async/iu);
  });
});
