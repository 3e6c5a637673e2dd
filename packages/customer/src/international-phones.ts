import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { parsePhone, phoneCountries, validPhone } from './validate/phone-number.ts';

/** A store and its legal entity may stand in different countries, both ISO 3166-1 alpha-2. */
export interface PhoneCountries {
  readonly store: string;
  readonly legalEntity: string;
}

/**
 * Phone numbers as they were meant: every tier reads a number without a country code by the customer's address and the
 * legal entity, so a number that only makes sense in the country of the store is written with its country code.
 */
export function internationalPhones(changes: CustomerChanges, countries: PhoneCountries): CustomerChanges {
  if (countries.store === countries.legalEntity) return changes;
  const everywhere = phoneCountries(
    changes.addresses.map(({ fields }) => fields),
    countries.legalEntity,
  );
  const written = (typed: string): string => {
    if (validPhone(typed, everywhere)) return typed;
    const local = parsePhone(typed, countries.store);
    return local?.isValid ? local.e164 : typed;
  };
  const { fields, contacts } = changes;
  return {
    ...changes,
    fields: fields.phone ? { ...fields, phone: written(fields.phone) } : fields,
    ...(contacts && {
      contacts: contacts.map((contact) => {
        const { contactType, locator } = contact.fields;
        if (contactType !== 'phone' || locator === undefined) return contact;
        return { ...contact, fields: { ...contact.fields, locator: written(locator) } };
      }),
    }),
  };
}
