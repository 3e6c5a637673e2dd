import {
  defaultProfileOptions,
  emptyConfiguration,
  type ChannelConfiguration,
  type ChannelSettings,
} from '@counterfoil/contracts/channel-configuration';
import { featureIds } from '@counterfoil/contracts/features';
import type { Contact, Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { creationProblems, editProblems } from './channel-problems.ts';
import { inheritedDefaults, requireOfflineEdit } from './channel-rules.ts';
import { exampleCreate, exampleOperation } from './example-operations.ts';
import { rebuildView } from './rebuild-view.ts';

const today = '2030-01-02';
const configuration: ChannelConfiguration = {
  ...emptyConfiguration('houston'),
  features: [...featureIds],
  legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
};
const settings: ChannelSettings = {
  channelId: 'HOUSTON',
  channelType: 'store',
  name: 'Houston',
  legalEntity: 'USRT',
  functionalityProfileId: 'POS-SYNC',
  ...defaultProfileOptions,
  countryRegion: 'US',
  currency: 'USD',
  languageId: 'en-US',
  customerGroup: '30',
  addressBooks: [],
};

const created = exampleCreate();
const customer: Customer = (() => {
  const made = rebuildView(null, [created]);
  if (!made) throw new Error('the example makes a customer');
  return made;
})();
const phone: Contact = {
  contactId: '019b0000-0000-7000-8000-0000000000c1',
  contactType: 'phone',
  locator: '+17135550147',
  label: null,
  marketingConsent: 'unknown',
};

function editOf(changes: Partial<CustomerChanges>): CustomerOperation {
  const operation = exampleOperation({ operation: 2 });
  return { ...operation, changes: { fields: {}, addresses: [], ...changes } };
}

const problemsOf = (operation: CustomerOperation, held: Customer = customer): string[] =>
  editProblems(configuration, { operation, customer: held, today }).map(({ code, field }) => `${code} ${field}`);

describe('an edit at a channel or a till', () => {
  it('of only the locator of a contact is checked by the type that the contact has', () => {
    const held = { ...customer, contacts: [phone] };
    const change = { contactId: phone.contactId, change: 'put' as const };
    const edit = (locator: string): string[] =>
      problemsOf(editOf({ contacts: [{ ...change, fields: { locator } }] }), held);
    expect(edit('imogen@example.com')).toEqual(['phone_invalid contacts.0.locator']);
    expect(edit('713 555 0188')).toEqual([]);
  });

  it('names the worker whose text cannot be shown', () => {
    const operation = editOf({ fields: { phone: '713 555 0188' } });
    const origin = { ...operation.origin, workerId: 'x\u0000y' };
    expect(problemsOf({ ...operation, origin })).toEqual(['text_invalid workerId']);
  });
});

describe('a creation at a channel or a till', () => {
  it('answers for what was asked, not for what the customer inherits', () => {
    const affiliations = [{ id: 'GONE', change: 'put' as const }];
    const operation = { ...created, changes: { ...created.changes, affiliations } };
    const codesOf = (requested: readonly string[]): string[] =>
      creationProblems(configuration, {
        operation,
        requested: { affiliations: [...requested] },
        way: 'async',
        today,
      }).map(({ code }) => code);
    expect(codesOf([])).toEqual([]);
    expect(codesOf(['GONE'])).toEqual(['affiliation_unknown']);
  });

  it('inherits affiliations later only with the feature (SD-17)', () => {
    const defaultCustomer = {
      customerAccountNumber: 'C-000000001',
      customerType: 'person' as const,
      customerGroup: '30',
      receiptOption: 'email' as const,
      currency: 'USD',
      languageId: 'en-US',
      affiliations: ['VIP'],
      addressBooks: [],
    };
    const withDefault = { ...configuration, defaultCustomers: { HOUSTON: defaultCustomer } };
    const limited = { ...withDefault, features: [] };
    expect(inheritedDefaults(withDefault, settings, 'async').affiliations).toEqual(['VIP']);
    expect(inheritedDefaults(limited, settings, 'async').affiliations).toEqual([]);
    expect(inheritedDefaults(limited, settings, 'sync').affiliations).toEqual(['VIP']);
  });
});

describe('an edit without a network', () => {
  const address = {
    addressId: '019b0000-0000-7000-8000-0000000000d1',
    change: 'put' as const,
    fields: { city: 'Paris' },
  };
  const codeOf = (features: ChannelConfiguration['features'], changes: Partial<CustomerChanges>): string | null => {
    try {
      requireOfflineEdit({ features }, customer, { fields: {}, addresses: [], ...changes });
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('needs the feature of what it changes (SD-14, LK-10)', () => {
    const adds = { addresses: [address] };
    const edits = { fields: { phone: '713 555 0188' } };
    expect(codeOf([], adds)).toBe('customer_address_offline_unavailable');
    expect(codeOf(['asyncAddressCreation'], adds)).toBeNull();
    expect(codeOf(['asyncAddressCreation'], edits)).toBe('customer_edit_offline_unavailable');
    expect(codeOf(['asyncCustomerEditing'], edits)).toBeNull();
    expect(codeOf(['asyncCustomerEditing'], { ...edits, ...adds })).toBe('customer_address_offline_unavailable');
    expect(codeOf(['asyncCustomerEditing', 'asyncAddressCreation'], { ...edits, ...adds })).toBeNull();
  });
});
