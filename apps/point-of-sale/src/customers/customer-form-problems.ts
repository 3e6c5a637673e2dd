import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { countryOfLegalEntity } from '@counterfoil/customer/channel-problems';
import { creationRuleProblems, editRuleProblems } from '@counterfoil/customer/channel-rules';
import { internationalPhones } from '@counterfoil/customer/international-phones';
import { creationChanges, editChanges } from '@counterfoil/customer/requested-changes';
import { addressFormatProblems } from '@counterfoil/customer/validate/validate-address-formats';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import { attributeProblems } from '@counterfoil/customer/validate/validate-settings';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import type { CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import { creationOfForm, editOfForm } from '@counterfoil/ui/customer-form/customer-form-request';
import {
  byPlace,
  checkedOperation,
  nameProblems,
  unusedId,
  type FormProblems,
} from '@counterfoil/ui/customer-form/form-problems';

/*
 * The form is checked by the rules that the engine applies when it records (R3), so that nobody hears of a mistake only
 * after *Save*. Problems are kept under the place in the form, `addresses.<place>.zipCode`.
 */

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
    ...validateOperation(checkedOperation('create', changes), today, countryOf(settings)),
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
    ...validateOperation(checkedOperation('update', changes), today, countryOf(settings), customer.contacts),
    ...attributeProblems(changes.attributes, settings.customerAttributes, 'update'),
    ...addressFormatProblems(changes, settings.addressFormats, 'update', customer.addresses),
    ...editRuleProblems(settings, customer, changes),
  ];
  return byPlace(problems, edit);
}

function asMeant(changes: CustomerChanges, settings: TillSettings): CustomerChanges {
  return internationalPhones(changes, { store: settings.channel.countryRegion, legalEntity: countryOf(settings) });
}

function countryOf(settings: TillSettings): string {
  return countryOfLegalEntity(settings, settings.channel.legalEntity) || settings.channel.countryRegion;
}
