import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { creationRuleProblems, editRuleProblems } from './channel-rules.ts';
import { isSafeText } from './validate/text-rules.ts';
import { addressFormatProblems } from './validate/validate-address-formats.ts';
import { validateOperation } from './validate/validate-customer.ts';
import { attributeProblems, knownSettings, settingReferenceProblems } from './validate/validate-settings.ts';

/*
 * All that is wrong with an operation by what a channel knows. A till without a network has the same settings and asks
 * the same, so that it refuses exactly what its channel would refuse.
 */

/** A creation to be checked. */
export interface CreationToCheck {
  readonly operation: CustomerOperation;
  /** What was asked: what the customer inherits beside it is not the caller's. */
  readonly requested: Pick<CreateCustomerRequest['customer'], 'affiliations' | 'addressBooks'>;
  readonly way: 'async' | 'sync';
  /** Today's calendar date. */
  readonly today: string;
  /** Required attributes may follow. */
  readonly isCompletedLater?: boolean;
}

/**
 * What is wrong with a creation by the rules of the customer and by the settings and features that the channel has.
 * Whether references that it inherited still exist is for headquarters to say.
 */
export function creationProblems(configuration: ChannelConfiguration, creation: CreationToCheck): Problem[] {
  const { operation, requested, way, today, isCompletedLater = false } = creation;
  const { changes, origin } = operation;
  const named = new Set(requested.affiliations);
  const references = {
    ...changes,
    affiliations: changes.affiliations?.filter(({ id }) => named.has(id)),
    addressBooks: requested.addressBooks && changes.addressBooks,
  };
  const attributes = attributeProblems(changes.attributes, configuration.customerAttributes, 'create');
  return [
    ...originProblems(origin),
    ...validateOperation(operation, today, countryOfLegalEntity(configuration, origin.legalEntity)),
    ...settingReferenceProblems(references, knownSettings(configuration)),
    ...(isCompletedLater ? attributes.filter(({ code }) => code !== 'attribute_required') : attributes),
    ...addressFormatProblems(changes, configuration.addressFormats, 'create'),
    ...creationRuleProblems(configuration, { changes, affiliations: [...named] }, way),
  ];
}

/** An edit to be checked. */
export interface EditToCheck {
  readonly operation: CustomerOperation;
  /** The customer before it. */
  readonly customer: Customer;
  /** Today's calendar date. */
  readonly today: string;
}

/** What is wrong with an edit by the rules of the customer and by the settings and features that the channel has. */
export function editProblems(configuration: ChannelConfiguration, edit: EditToCheck): Problem[] {
  const { operation, customer, today } = edit;
  const { changes, origin } = operation;
  const country = countryOfLegalEntity(configuration, customer.legalEntity);
  return [
    ...originProblems(origin),
    ...validateOperation(operation, today, country, customer.contacts),
    ...settingReferenceProblems(changes, knownSettings(configuration)),
    ...attributeProblems(changes.attributes, configuration.customerAttributes, 'update'),
    ...addressFormatProblems(changes, configuration.addressFormats, 'update', customer.addresses),
    ...editRuleProblems(configuration, customer, changes),
  ];
}

/** What is wrong with the texts that say where and by whom an operation was made: they are stored like any other. */
function originProblems(origin: Pick<CustomerOperation['origin'], 'terminalId' | 'workerId'>): Problem[] {
  return (['terminalId', 'workerId'] as const)
    .filter((field) => !isSafeText(origin[field] ?? ''))
    .map((field) => ({ code: 'text_invalid', field }));
}

/**
 * How phone numbers without a country code are read: by the legal entity's country, the same everywhere. Empty when the
 * settings don't name it.
 */
export function countryOfLegalEntity(
  { legalEntities }: Pick<ChannelConfiguration, 'legalEntities'>,
  legalEntity: string,
): string {
  return legalEntities.find((entity) => entity.legalEntity === legalEntity)?.countryRegion ?? '';
}

/** The calendar date (`YYYY-MM-DD`) of a moment, for rules about dates only. */
export function calendarDate(moment: Date): string {
  return moment.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
