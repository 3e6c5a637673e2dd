import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, Problem } from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import type { FeatureId } from '@counterfoil/contracts/features';
import { refuse } from '@counterfoil/contracts/refusal';
import type { CreationDefaults } from '@counterfoil/customer/requested-changes';
import type { Device } from './device.ts';
import type { Till } from './till.ts';

type Features = Pick<ChannelConfiguration, 'features'>;

function isOn({ features }: Features, featureId: FeatureId): boolean {
  return features.includes(featureId);
}

/**
 * Whether customer data is kept off this till (SD-25): by the settings it has, or by what the scale unit told it last.
 * Both are asked, since the settings may be older than the last word.
 */
export function isCustomerDataFiltered({ configuration }: Pick<Till, 'configuration'>, device: Device): boolean {
  return configuration.filterSharedCustomerDataTables || device.customerData === 'filtered';
}

/** Error: `customer_creation_offline_excluded`, with what the cashier can do instead (T3). */
export function requireCreationAllowed(till: Pick<Till, 'configuration'>, device: Device): void {
  if (isCustomerDataFiltered(till, device)) throw refuse('customer_creation_offline_excluded');
}

/** What a customer created offline inherits; affiliations of asynchronous customers need their feature (SD-17). */
export function withoutUnavailable(configuration: Features, defaults: CreationDefaults): CreationDefaults {
  return isOn(configuration, 'enhancedAsyncCustomerCreation') ? defaults : { ...defaults, affiliations: [] };
}

/** What a creation may not name while offline: a customer created here is always asynchronous (SD-08, SD-16..SD-22). */
export function offlineCreationProblems(
  configuration: Features,
  changes: CustomerChanges,
  namedAffiliations: readonly string[],
): Problem[] {
  const problems = detailProblems(configuration, changes, namedAffiliations.length > 0);
  if (changes.addresses.length > 1 && !isOn(configuration, 'asyncAddressCreation')) {
    problems.push(needed('address_feature_needed', 'addresses'));
  }
  return problems;
}

function detailProblems(configuration: Features, changes: CustomerChanges, namesAffiliations: boolean): Problem[] {
  const problems = consentProblems(configuration, changes);
  if (isOn(configuration, 'enhancedAsyncCustomerCreation')) return problems;
  if (changes.fields.personalTitle) problems.push(needed('title_feature_needed', 'personalTitle'));
  if (namesAffiliations) problems.push(needed('affiliation_feature_needed', 'affiliations'));
  if (changes.contacts?.some(({ change }) => change === 'put')) {
    problems.push(needed('contact_feature_needed', 'contacts'));
  }
  return problems;
}

/** Marketing consent of secondary contacts (LK-16). */
function consentProblems(configuration: Features, { contacts = [] }: CustomerChanges): Problem[] {
  if (isOn(configuration, 'multipleContactsWithConsent')) return [];
  return contacts.flatMap(({ fields }, index) =>
    (fields.marketingConsent ?? 'unknown') === 'unknown'
      ? []
      : [needed('contact_consent_feature_needed', `contacts.${index}.marketingConsent`)],
  );
}

function needed(code: ErrorCode, field: string): Problem {
  return { code, field };
}

/**
 * An edit without a network is an asynchronous edit, a new address an asynchronous address: each needs its feature
 * (SD-14, LK-10). Errors: `customer_edit_offline_unavailable`, `customer_address_offline_unavailable`.
 */
export function requireEditAllowed(configuration: Features, customer: Customer, changes: CustomerChanges): void {
  const addresses = changes.addresses.length > 0;
  if (addresses && !isOn(configuration, 'asyncAddressCreation')) throw refuse('customer_address_offline_unavailable');
  if (addsAddressesOnly(customer, changes) || isOn(configuration, 'asyncCustomerEditing')) return;
  throw refuse('customer_edit_offline_unavailable');
}

function addsAddressesOnly(customer: Customer, { fields, addresses, ...lists }: CustomerChanges): boolean {
  const held = new Set(customer.addresses.map(({ addressId }) => addressId));
  const changesOthers = [...Object.values(fields), ...Object.values(lists)].some((value) => value !== undefined);
  return !changesOthers && addresses.every(({ addressId, change }) => change === 'put' && !held.has(addressId));
}

/** What an edit may not name while offline. */
export function offlineEditProblems(configuration: Features, customer: Customer, changes: CustomerChanges): Problem[] {
  if (customer.customerAccountNumber !== null) return consentProblems(configuration, changes);
  const namesAffiliations = changes.affiliations?.some(({ change }) => change === 'put') ?? false;
  return detailProblems(configuration, changes, namesAffiliations);
}
