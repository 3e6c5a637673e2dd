import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { countryOfLegalEntity } from '@counterfoil/customer/channel-problems';
import { creationRuleProblems, editRuleProblems } from '@counterfoil/customer/channel-rules';
import { internationalPhones } from '@counterfoil/customer/international-phones';
import { creationChanges, editChanges } from '@counterfoil/customer/requested-changes';
import { addressFormatProblems } from '@counterfoil/customer/validate/validate-address-formats';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import { attributeProblems } from '@counterfoil/customer/validate/validate-settings';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import type { CustomerForm } from './customer-form.ts';
import { creationOfForm, editOfForm, type RequestedEdit } from './customer-form-request.ts';

/*
 * The form is checked by the rules that the engine applies when it records (R3), so that nobody hears of a mistake only
 * after *Save*. Problems are kept under the place in the form, `addresses.<place>.zipCode`.
 */

/** Place in the form → what is wrong there. The empty place stands for the whole. */
export type FormProblems = ReadonlyMap<string, Problem>;

/** What decides beside the form: the settings, today's date (`YYYY-MM-DD`), and how the customer will be recorded. */
export interface FormContext {
  readonly settings: TillSettings;
  readonly today: string;
  readonly way: 'async' | 'sync';
}

/** What is wrong with a new customer. */
export function creationFormProblems(form: CustomerForm, context: FormContext): FormProblems {
  const { settings, today, way } = context;
  const { customerAttributes, newCustomer } = settings;
  const requested = creationOfForm(form, customerAttributes);
  const { currency, customerGroup, countryRegion } = newCustomer;
  const defaults = { fields: { currency, customerGroup }, affiliations: [], addressBooks: [], countryRegion };
  const changes = withAttributeDefaults(
    asMeant(creationChanges(requested, defaults, unusedId), settings),
    customerAttributes,
  );
  return byPlace([
    ...validateOperation(operationOf('create', changes), today, countryOf(settings)),
    ...attributeProblems(changes.attributes, customerAttributes, 'create'),
    ...addressFormatProblems(changes, settings.addressFormats, 'create'),
    ...creationRuleProblems(settings, { changes, affiliations: form.affiliations }, way),
  ]);
}

/** What is wrong with an edit of `customer`; an edit that changes nothing has no problem here. */
export function editFormProblems(
  opened: CustomerForm,
  form: CustomerForm,
  customer: Customer,
  context: FormContext,
): FormProblems {
  const { settings, today } = context;
  const edit = editOfForm(opened, form, settings.customerAttributes);
  if (edit.isEmpty) return new Map();
  const changes = asMeant(editChanges(edit.changes, unusedId), settings);
  const problems = [
    ...nameProblems(form),
    ...validateOperation(operationOf('update', changes), today, countryOf(settings), customer.contacts),
    ...attributeProblems(changes.attributes, settings.customerAttributes, 'update'),
    ...addressFormatProblems(changes, settings.addressFormats, 'update', customer.addresses),
    ...editRuleProblems(settings, customer, changes),
  ];
  return byPlace(problems, edit);
}

const sentEntry = /^(addresses|contacts)\.(\d+)(?=\.|$)/u;

/** What the engine refused, under the places of the form: an edit sends some addresses and contacts only. */
export function byPlace(
  problems: readonly Problem[],
  edit?: Pick<RequestedEdit, 'addressPlaces' | 'contactPlaces'>,
): FormProblems {
  const places = new Map<string, Problem>();
  for (const problem of problems) {
    const place = edit ? formPlace(problem.field, edit) : problem.field;
    if (!places.has(place)) places.set(place, problem);
  }
  return places;
}

function formPlace(field: string, edit: Pick<RequestedEdit, 'addressPlaces' | 'contactPlaces'>): string {
  return field.replace(sentEntry, (whole, list: string, index: string) => {
    const place = (list === 'addresses' ? edit.addressPlaces : edit.contactPlaces)[Number(index)];
    return place === undefined ? whole : `${list}.${place}`;
  });
}

/** An edit names only what changes, so whether a name is left has to be asked of the form. */
function nameProblems(form: CustomerForm): Problem[] {
  const isOrganization = form.customerType === 'organization';
  const names = isOrganization ? [form.organizationName] : [form.firstName, form.lastName];
  if (names.some((name) => name.trim() !== '')) return [];
  return [{ code: 'name_required', field: isOrganization ? 'organizationName' : 'firstName' }];
}

function asMeant(changes: CustomerChanges, settings: TillSettings): CustomerChanges {
  return internationalPhones(changes, { store: settings.channel.countryRegion, legalEntity: countryOf(settings) });
}

function countryOf(settings: TillSettings): string {
  return countryOfLegalEntity(settings, settings.channel.legalEntity) || settings.channel.countryRegion;
}

/** The rules look at what is changed, not at who did it; every child of a form has its identifier. */
function operationOf(kind: 'create' | 'update', changes: CustomerChanges): CustomerOperation {
  const origin = { legalEntity: '', channelId: '', node: '', terminalId: null, workerId: null };
  const identifiers = { operationId: '', customerId: '', recordedAt: '', baseVersion: 0, follows: null };
  return { ...identifiers, kind, origin, changes };
}

function unusedId(): string {
  return '';
}
