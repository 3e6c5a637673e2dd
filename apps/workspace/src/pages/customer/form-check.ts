import type {
  CreationPlaceSettings,
  CustomerFormSettings,
} from '@counterfoil/contracts/administration/customer-form-settings';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, Problem } from '@counterfoil/contracts/customer-operation';
import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { creationChanges, editChanges } from '@counterfoil/customer/requested-changes';
import { addressFormatProblems } from '@counterfoil/customer/validate/validate-address-formats';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import { attributeProblems } from '@counterfoil/customer/validate/validate-settings';
import {
  byPlace,
  checkedOperation,
  nameProblems,
  unusedId,
  type FormProblems,
} from '@counterfoil/ui/customer-form/form-problems';
import { defaultsOf, requestedCustomer, requestedEdit, type HeadquartersForm } from './headquarters-form.ts';

/* The form is checked by the rules that headquarters applies when it decides: nobody hears of a mistake only after *Save*. */

/** What decides beside the form: the settings, and today's date (`YYYY-MM-DD`). */
export interface CheckContext {
  readonly settings: CustomerFormSettings;
  readonly today: string;
}

/** What is wrong with a new customer of a place. */
export function creationProblems(
  form: HeadquartersForm,
  place: CreationPlaceSettings,
  { settings, today }: CheckContext,
): FormProblems {
  const { customerAttributes, addressFormats } = settings;
  const { legalEntity } = place;
  const changes = withAttributeDefaults(
    creationChanges(requestedCustomer(form, settings), defaultsOf(place), unusedId),
    customerAttributes,
  );
  const checked = validateOperation(checkedOperation('create', changes), today, countryOf(settings, legalEntity));
  return byPlace([
    ...checked,
    ...groupProblems(changes, legalEntity, settings, checked),
    ...attributeProblems(changes.attributes, customerAttributes, 'create'),
    ...addressFormatProblems(changes, addressFormats, 'create'),
  ]);
}

/** What is wrong with an edit of `customer`; an edit that changes nothing has no problem here. */
export function editProblems(
  opened: HeadquartersForm,
  form: HeadquartersForm,
  customer: Customer,
  { settings, today }: CheckContext,
): FormProblems {
  const edit = requestedEdit(opened, form, settings);
  if (edit.isEmpty) return new Map();
  const changes = editChanges(edit.changes, unusedId);
  const { legalEntity, contacts, addresses } = customer;
  const country = countryOf(settings, legalEntity);
  const checked = validateOperation(checkedOperation('update', changes), today, country, contacts);
  const problems = [
    ...nameProblems(form),
    ...checked,
    ...groupProblems(changes, legalEntity, settings, checked),
    ...attributeProblems(changes.attributes, settings.customerAttributes, 'update'),
    ...addressFormatProblems(changes, settings.addressFormats, 'update', addresses),
  ];
  return byPlace(problems, edit);
}

/** Problems that headquarters answers name the fields as the request does: `customer.email` is `email` here. */
export function atFormFields(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, field: problem.field.replace(/^(?:customer|changes)\./u, '') }));
}

/** The country by which phone numbers without a country code are read. */
function countryOf({ legalEntities }: CustomerFormSettings, legalEntity: string): string {
  return legalEntities.find((entity) => entity.legalEntity === legalEntity)?.countryRegion ?? '';
}

function groupProblems(
  { fields: { customerGroup } }: CustomerChanges,
  legalEntity: string,
  { customerGroups }: CustomerFormSettings,
  problems: readonly Problem[],
): Problem[] {
  if (customerGroup === undefined || problems.some(({ field }) => field === 'customerGroup')) return [];
  const isKnown = customerGroups.some(
    (group) => group.legalEntity === legalEntity && group.customerGroup === customerGroup,
  );
  if (isKnown) return [];
  return [{ code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: customerGroup } }];
}
