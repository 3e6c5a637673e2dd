import type { ChannelConfiguration, ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, Problem } from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import type { FeatureId } from '@counterfoil/contracts/features';
import { refuse } from '@counterfoil/contracts/refusal';
import { creationDefaults, type CreationDefaults } from './requested-changes.ts';

/*
 * The limits of asynchronous customers, which are the defaults, and the features that lift them (SD-14..SD-22). A
 * channel, and a till without a network, acts on the features that it has been told of, whatever headquarters has
 * switched since (LK-07).
 */

/** Whether a feature is on in the settings that a channel acts on. */
export function isFeatureOn({ features }: Pick<ChannelConfiguration, 'features'>, featureId: FeatureId): boolean {
  return features.includes(featureId);
}

/** How an operation reaches headquarters: later; in real time or else later; or in real time or not at all. */
export type Delivery = 'async' | 'syncOrLater' | 'syncOnly';

type Features = Pick<ChannelConfiguration, 'features'>;

/** What a new customer of a channel inherits; its affiliations, of an asynchronous one, need their feature (SD-17). */
export function inheritedDefaults(
  configuration: Pick<ChannelConfiguration, 'features' | 'defaultCustomers'>,
  settings: ChannelSettings,
  way: 'async' | 'sync',
): CreationDefaults {
  const defaults = creationDefaults(settings, configuration.defaultCustomers[settings.channelId]);
  const keepsAffiliations = way === 'sync' || isFeatureOn(configuration, 'enhancedAsyncCustomerCreation');
  return keepsAffiliations ? defaults : { ...defaults, affiliations: [] };
}

/** What a creation names beside what it inherits. */
export interface NamedByCreation {
  readonly changes: CustomerChanges;
  /** Affiliations of the request, without those of the default customer. */
  readonly affiliations: readonly string[];
}

/**
 * What a creation may not name. One that is made in real time may name all; when it falls back to asynchronous it keeps
 * everything: nothing that was typed is lost.
 */
export function creationRuleProblems(
  configuration: Features,
  { changes, affiliations }: NamedByCreation,
  way: 'async' | 'sync',
): Problem[] {
  const problems = consentProblems(configuration, changes);
  if (way === 'sync') return problems;
  if (changes.addresses.length > 1 && !isFeatureOn(configuration, 'asyncAddressCreation')) {
    problems.push(needed('address_feature_needed', 'addresses'));
  }
  return [...problems, ...parityProblems(configuration, changes, affiliations)];
}

/** What an edit of `customer` may not name, by the same rules. */
export function editRuleProblems(configuration: Features, customer: Customer, changes: CustomerChanges): Problem[] {
  const added = (changes.affiliations ?? []).filter(({ change }) => change === 'put').map(({ id }) => id);
  const problems = consentProblems(configuration, changes);
  return isPending(customer) ? [...problems, ...parityProblems(configuration, changes, added)] : problems;
}

/** Title, affiliations and secondary contacts of a customer whose number isn't here (SD-16..SD-19). */
function parityProblems(configuration: Features, changes: CustomerChanges, affiliations: readonly string[]): Problem[] {
  if (isFeatureOn(configuration, 'enhancedAsyncCustomerCreation')) return [];
  const problems: Problem[] = [];
  if (changes.fields.personalTitle) problems.push(needed('title_feature_needed', 'personalTitle'));
  if (affiliations.length > 0) problems.push(needed('affiliation_feature_needed', 'affiliations'));
  const hasContacts = changes.contacts?.some(({ change }) => change === 'put');
  if (hasContacts) problems.push(needed('contact_feature_needed', 'contacts'));
  return problems;
}

/** Marketing consent for secondary contacts, of whichever customer (LK-16). */
function consentProblems(configuration: Features, { contacts = [] }: CustomerChanges): Problem[] {
  if (isFeatureOn(configuration, 'multipleContactsWithConsent')) return [];
  return contacts.flatMap(({ fields }, index) =>
    (fields.marketingConsent ?? 'unknown') === 'unknown'
      ? []
      : [needed('contact_consent_feature_needed', `contacts.${index}.marketingConsent`)],
  );
}

function needed(code: ErrorCode, field: string): Problem {
  return { code, field };
}

/** No account number has come back to this channel yet. */
export function isPending({ customerAccountNumber }: Pick<Customer, 'customerAccountNumber'>): boolean {
  return customerAccountNumber === null;
}

/** What an edit is about; each kind has rules of its own. */
type EditKind = 'newAddresses' | 'externalIdentities' | 'loyaltyCards' | 'withdrawnConsents' | 'other';

/** An edit about to be recorded. */
export interface EditToDeliver {
  readonly customer: Customer;
  readonly changes: CustomerChanges;
  /** Earlier operations of the customer wait for headquarters, which decides them in order. */
  readonly hasUndecided: boolean;
  readonly settings: Pick<ChannelSettings, 'createCustomerInAsyncMode'>;
}

/**
 * How an edit travels, by the features and modes of the channel; a creation mode that is switched meanwhile concerns the
 * next operations only. Errors: `customer_pending_not_editable`, `loyalty_customer_pending`, `edit_waits_for_earlier`.
 */
export function editDelivery(configuration: Features, edit: EditToDeliver): Delivery {
  const delivery = isPending(edit.customer) ? pendingDelivery(configuration, edit) : plainDelivery(configuration, edit);
  if (!edit.hasUndecided || delivery === 'async') return delivery;
  /* Headquarters would let it wait for the earlier ones: whoever must not wait tries again. */
  if (delivery === 'syncOnly') throw refuse('edit_waits_for_earlier');
  return 'async';
}

const liftedBy: Record<EditKind, FeatureId | null> = {
  newAddresses: 'asyncAddressCreation',
  /* The map of identities is beside the customer: a shopper signs in before the number is there (WD-21). */
  externalIdentities: null,
  /* Whoever has agreed to marketing may take it back at any time, and as easily as it was given. */
  withdrawnConsents: null,
  loyaltyCards: 'queueLoyaltyEnrollment',
  other: 'asyncCustomerEditing',
};

function pendingDelivery(configuration: Features, { customer, changes, settings }: EditToDeliver): Delivery {
  const kind = kindOf(customer, changes);
  const feature = liftedBy[kind];
  if (feature !== null && !isFeatureOn(configuration, feature)) {
    throw refuse(kind === 'loyaltyCards' ? 'loyalty_customer_pending' : 'customer_pending_not_editable');
  }
  return kind === 'newAddresses' ? 'async' : byMode(settings);
}

function plainDelivery(configuration: Features, { customer, changes, settings }: EditToDeliver): Delivery {
  const kind = kindOf(customer, changes);
  const feature = liftedBy[kind];
  if (feature !== null && !isFeatureOn(configuration, feature)) return 'syncOnly';
  if (kind === 'newAddresses') return 'async';
  return kind === 'loyaltyCards' ? 'syncOrLater' : byMode(settings);
}

/**
 * An edit without a network is an asynchronous edit, a new address an asynchronous address: each needs its feature, of
 * whichever customer (SD-14, LK-10). Errors: `customer_address_offline_unavailable`,
 * `customer_edit_offline_unavailable`.
 */
export function requireOfflineEdit(configuration: Features, customer: Customer, changes: CustomerChanges): void {
  if (changes.addresses.length > 0 && !isFeatureOn(configuration, 'asyncAddressCreation')) {
    throw refuse('customer_address_offline_unavailable');
  }
  const kind = kindOf(customer, changes);
  if (kind === 'newAddresses' || kind === 'withdrawnConsents') return;
  if (isFeatureOn(configuration, 'asyncCustomerEditing')) return;
  throw refuse('customer_edit_offline_unavailable');
}

function byMode({ createCustomerInAsyncMode }: EditToDeliver['settings']): Delivery {
  return createCustomerInAsyncMode ? 'async' : 'syncOrLater';
}

function kindOf(customer: Customer, changes: CustomerChanges): EditKind {
  if (onlyWithdraws(customer, changes)) return 'withdrawnConsents';
  const held = new Set(customer.addresses.map(({ addressId }) => addressId));
  const { fields, ...lists } = changes;
  const named = Object.entries(lists).filter(([, entries]) => (entries?.length ?? 0) > 0);
  const [only, ...more] = named.map(([name]) => name);
  if (more.length > 0 || Object.values(fields).some((value) => value !== undefined)) return 'other';
  if (only === 'externalIdentities' || only === 'loyaltyCards') return only;
  const adds = changes.addresses.every(({ addressId, change }) => change === 'put' && !held.has(addressId));
  return only === 'addresses' && adds ? 'newAddresses' : 'other';
}

/** Whether all that an edit does is to refuse marketing to addresses and numbers that the customer has. */
function onlyWithdraws(customer: Customer, { fields, addresses, contacts = [], ...lists }: CustomerChanges): boolean {
  const { emailMarketingConsent, phoneMarketingConsent, ...others } = fields;
  const isElse = Object.values(others).some((value) => value !== undefined);
  if (isElse || addresses.length > 0 || Object.values(lists).some((entries) => (entries?.length ?? 0) > 0))
    return false;
  const held = new Set(customer.contacts.map(({ contactId }) => contactId));
  const consents = contacts.map(({ contactId, change, fields: { marketingConsent, ...rest } }) =>
    change === 'put' && held.has(contactId) && Object.keys(rest).length === 0 ? marketingConsent : 'unknown',
  );
  const named = [emailMarketingConsent, phoneMarketingConsent].filter((consent) => consent !== undefined);
  const all = [...named, ...consents];
  return all.length > 0 && all.every((consent) => consent === 'refused');
}
