import { attributeText, type AddressForm, type ContactForm } from '@counterfoil/ui/customer-form/customer-form';
import { differencesOf, type HeadquartersForm, type HeadquartersFormPart } from './headquarters-form.ts';

/** A part of the form that somebody else has changed since it was opened. */
export interface ElsewhereRow {
  readonly part: HeadquartersFormPart;
  readonly opened: string;
  readonly theirs: string;
  readonly yours: string;
  /** You have changed it too, to something else. */
  readonly isBoth: boolean;
}

/** What somebody else changed, side by side with what was opened and what is typed. */
export function elsewhereRows(
  opened: HeadquartersForm,
  form: HeadquartersForm,
  latest: HeadquartersForm,
): ElsewhereRow[] {
  const mine = new Set(differencesOf(opened, form));
  const apart = new Set(differencesOf(form, latest));
  return differencesOf(opened, latest).map((part) => ({
    part,
    opened: partText(opened, part),
    theirs: partText(latest, part),
    yours: partText(form, part),
    isBoth: mine.has(part) && apart.has(part),
  }));
}

/** A part of a form in one line. */
export function partText(form: HeadquartersForm, part: HeadquartersFormPart): string {
  switch (part) {
    case 'addresses':
      return form.addresses.map(addressText).join('; ');
    case 'contacts':
      return form.contacts.map(contactText).join('; ');
    case 'affiliations':
    case 'addressBooks':
      return form[part].join(', ');
    case 'attributes':
      return Object.entries(form.attributes)
        .filter(([, value]) => value !== '')
        .map(([id, value]) => `${id}: ${value}`)
        .join(', ');
    default:
      return attributeText(form[part]);
  }
}

function addressText({ street, streetNumber, city, zipCode, state, countryRegion }: AddressForm): string {
  return [street, streetNumber, zipCode, city, state, countryRegion].filter(Boolean).join(', ');
}

function contactText({ locator, label }: ContactForm): string {
  return label === '' ? locator : `${locator} (${label})`;
}
