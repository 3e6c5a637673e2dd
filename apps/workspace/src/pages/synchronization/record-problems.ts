import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { normalizeChanges } from '@counterfoil/customer/normalize-changes';
import { addressFormatProblems } from '@counterfoil/customer/validate/validate-address-formats';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import { attributeProblems, settingReferenceProblems } from '@counterfoil/customer/validate/validate-settings';

type Frame = Pick<StatusEntry, 'kind' | 'operationId' | 'customerId' | 'legalEntity'>;

/**
 * What headquarters would refuse of corrected values, by the same validators: it is told while they are typed. An
 * attribute that became required later is no reason (LK-07).
 */
export function recordProblems(
  entry: Frame,
  draft: CustomerChanges,
  settings: CustomerFormSettings,
  today: string,
): Problem[] {
  const changes = normalizeChanges(draft);
  const legalEntity = settings.legalEntities.find((candidate) => candidate.legalEntity === entry.legalEntity);
  const problems = validateOperation(operationOf(entry, changes), today, legalEntity?.countryRegion ?? '');
  const references = {
    personalTitles: new Set(settings.personalTitles.map(({ personalTitleId }) => personalTitleId)),
    affiliations: new Set(settings.affiliations.map(({ affiliationId }) => affiliationId)),
    addressBooks: new Set(settings.addressBooks.map(({ addressBookId }) => addressBookId)),
    loyaltyPrograms: new Set(settings.loyaltyPrograms.map(({ loyaltyProgramId }) => loyaltyProgramId)),
  };
  const optional = settings.customerAttributes.map((attribute) => ({ ...attribute, required: false }));
  return [
    ...problems,
    ...groupProblems(changes, entry.legalEntity, settings),
    ...addressFormatProblems(changes, settings.addressFormats, entry.kind),
    ...settingReferenceProblems(changes, references),
    ...attributeProblems(changes.attributes, optional, 'update'),
  ];
}

function groupProblems(
  { fields }: CustomerChanges,
  legalEntity: string | null,
  { customerGroups }: CustomerFormSettings,
): Problem[] {
  const group = fields.customerGroup;
  if (!group || customerGroups.some((one) => one.customerGroup === group && one.legalEntity === legalEntity)) return [];
  return [{ code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: group } }];
}

function operationOf(entry: Frame, changes: CustomerChanges): CustomerOperation {
  const { operationId, customerId, kind, legalEntity } = entry;
  const origin = { legalEntity: legalEntity ?? '', channelId: '', node: '', terminalId: null, workerId: null };
  return { operationId, customerId, kind, origin, recordedAt: '', baseVersion: 0, follows: null, changes };
}
