import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { addressFormatProblems } from '@counterfoil/customer/validate/validate-address-formats';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import { attributeProblems, settingReferenceProblems } from '@counterfoil/customer/validate/validate-settings';
import type { ConversionReferences } from './conversion-references.ts';
import type { ConversionSettings } from './conversion-settings.ts';

/** By what an operation is checked. */
export interface OperationRules {
  readonly settings: ConversionSettings;
  /** Read when the operation names any (`namesReferences`); null otherwise. */
  readonly references: ConversionReferences | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Whether checking the changes needs titles, affiliations, address books, loyalty programs or attributes. */
export function namesReferences({ fields, ...lists }: CustomerChanges): boolean {
  const { affiliations, addressBooks, attributes, loyaltyCards } = lists;
  const isNamed = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;
  return Boolean(fields.personalTitle) || [affiliations, addressBooks, attributes, loyaltyCards].some(isNamed);
}

/**
 * Everything that is wrong with an operation that was recorded somewhere else. An attribute that became required later
 * is no reason to fail: the operation was acknowledged by the settings that its channel acted on (LK-07).
 */
export function operationProblems(
  operation: CustomerOperation,
  { settings, references, today }: OperationRules,
  held?: Pick<Customer, 'contacts' | 'addresses'>,
): Problem[] {
  const { origin, changes } = operation;
  const legalEntity = settings.legalEntities.get(origin.legalEntity);
  if (!legalEntity) return [{ code: 'legal_entity_unknown', field: '', parameters: { value: origin.legalEntity } }];
  const problems = validateOperation(operation, today, legalEntity.countryRegion, held?.contacts);
  const group = changes.fields.customerGroup;
  const isGroupNamed = problems.some(({ field }) => field === 'customerGroup');
  if (group !== undefined && !isGroupNamed && !legalEntity.customerGroups.has(group)) {
    problems.push({ code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: group } });
  }
  problems.push(...addressFormatProblems(changes, settings.addressFormats, operation.kind, held?.addresses));
  if (!references || operation.kind === 'deactivate') return problems;
  problems.push(...settingReferenceProblems(changes, references));
  problems.push(...attributeProblems(changes.attributes, references.customerAttributes.map(asOptional), 'update'));
  return problems;
}

function asOptional(attribute: CustomerAttribute): CustomerAttribute {
  return attribute.required ? { ...attribute, required: false } : attribute;
}
