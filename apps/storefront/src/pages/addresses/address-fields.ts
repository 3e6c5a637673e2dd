import { addressPurposes, textLengthMax } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { markup, type Markup } from '@counterfoil/http/markup';
import { countryChoices } from '@counterfoil/ui/customer-form/country-names';
import { customerFormTexts } from '@counterfoil/ui/customer-form/customer-form-texts';
import { addressTexts } from '../../texts/addresses.ts';
import { checkbox, selectField, textField, type FieldProblem } from '../form-parts.ts';
import { addressShape, type ShapedField } from './address-shape.ts';
import { openedField, openedText, type TypedAddress } from './typed-address.ts';

/** The name of the button that has the form drawn anew for another country. */
export const redrawField = 'redraw';

/** What the fields of an address are drawn with. */
export interface AddressFieldsParts {
  readonly typed: TypedAddress;
  readonly opened: TypedAddress;
  readonly settings: Pick<StorefrontSettings, 'addressFormats'>;
  readonly language: Language;
  readonly problems?: readonly FieldProblem[];
  readonly isLocked?: boolean;
  /** Before the autofill names, for example `shipping `. */
  readonly autofillSection?: string;
}

/** The fields of an address in the order of its country; browsers with script exchange them when it changes. */
export function addressFields(parts: AddressFieldsParts): Markup {
  const { opened, language } = parts;
  return markup`<fieldset data-redrawn>
<legend>${addressTexts[language].legend}</legend>
<input type="hidden" name="${openedField}" value="${openedText(opened)}">
${defaultButton()}
${countryField(parts)}
${nameField(parts)}
${lines(parts)}
${lastFields(parts)}
</fieldset>`;
}

/** What pressing Enter in a text field does, though another button comes first in the form. */
export function defaultButton(): Markup {
  return markup`<button type="submit" class="by-enter" tabindex="-1" aria-hidden="true"></button>`;
}

function countryField(parts: AddressFieldsParts): Markup {
  const { typed, language } = parts;
  const say = addressTexts[language];
  const select = selectField({
    ...common(parts),
    name: 'countryRegion',
    label: say.country,
    value: typed.countryRegion,
    choices: countryChoices(language),
    hint: say.redrawHint,
    isRequired: true,
    autocomplete: autofill(parts, 'country'),
    redraws: true,
  });
  const button = markup`<button type="submit" class="plain" name="${redrawField}" value="yes" formnovalidate data-redraw>${say.redraw}</button>`;
  return markup`<div class="redraw">${select}${parts.isLocked ? '' : button}</div>`;
}

function nameField(parts: AddressFieldsParts): Markup {
  const { typed, language } = parts;
  const { name: label, nameHint: hint } = addressTexts[language];
  const autocomplete = autofill(parts, 'name');
  return textField({ ...common(parts), name: 'name', label, hint, value: typed.name, autocomplete });
}

function lines(parts: AddressFieldsParts): Markup[] {
  const { typed, settings, language } = parts;
  return addressShape(typed, settings, language).map((line) => {
    const fields = line.map((field) => partField(parts, field));
    return line.length === 1 ? markup`${fields}` : markup`<div class="row">${fields}</div>`;
  });
}

function partField(parts: AddressFieldsParts, { autocomplete, ...field }: ShapedField): Markup {
  const lengthMax = field.name === 'street' ? textLengthMax.street : textLengthMax.short;
  const filled = autocomplete === undefined ? {} : { autocomplete: autofill(parts, autocomplete) };
  return textField({ ...common(parts), ...field, ...filled, value: parts.typed[field.name], lengthMax });
}

function lastFields(parts: AddressFieldsParts): Markup {
  const { typed, opened, language } = parts;
  const say = addressTexts[language];
  const purposes = customerFormTexts[language].purpose;
  const purpose = selectField({
    ...common(parts),
    name: 'purpose',
    label: say.purpose,
    value: typed.purpose,
    choices: addressPurposes.map((value) => ({ value, label: purposes[value] })),
    isRequired: true,
  });
  /* The main address stays it until another one becomes it. */
  if (opened.isPrimary) return purpose;
  const box = checkbox({ ...common(parts), name: 'isPrimary', label: say.isPrimary, isChecked: typed.isPrimary });
  return markup`${purpose}${box}`;
}

function common({ language, problems = [], isLocked = false }: AddressFieldsParts) {
  return { language, problems, isLocked };
}

function autofill({ autofillSection = '' }: AddressFieldsParts, name: string): string {
  return `${autofillSection}${name}`;
}
