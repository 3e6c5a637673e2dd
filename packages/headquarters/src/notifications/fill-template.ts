import { escapeHtml } from '@counterfoil/http/markup';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Customer } from '@counterfoil/contracts/customer';
import { displayName } from '@counterfoil/customer/display';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import {
  placeholderPattern,
  type EmailTemplate,
  type templatePlaceholders,
} from '../settings/kinds/email-notification-profiles.ts';

/** A value for each placeholder of a template. */
export type TemplateValues = Readonly<Record<(typeof templatePlaceholders)[number], string>>;

/** What a template can say of a customer; the names of the channel and the legal entity are those of the settings. */
export function templateValues(
  customer: Customer,
  names: { readonly channelName: string; readonly legalEntityName: string },
): TemplateValues {
  return {
    customername: displayName(customer),
    firstname: customer.firstName ?? '',
    lastname: customer.lastName ?? '',
    accountnumber: customer.customerAccountNumber ?? '',
    channelname: names.channelName,
    legalentityname: names.legalEntityName,
  };
}

/** The language of an e-mail to somebody who speaks `languageId` (BCP 47). */
export function languageOfCustomer(languageId: string): Language {
  return /^fr(?:-|$)/iu.test(languageId) ? 'fr' : 'en';
}

/** Subject and body with the values put in; in HTML they are escaped, so that a name is never markup. */
export function fillTemplate(template: EmailTemplate, values: TemplateValues): EmailTemplate {
  const plain = (content: string): string => fill(content, values, (value) => value);
  return {
    subject: plain(template.subject).replaceAll(/\s+/gu, ' ').trim(),
    html: fill(template.html, values, escapeHtml),
    text: plain(template.text),
  };
}

function fill(content: string, values: TemplateValues, write: (value: string) => string): string {
  const known: Readonly<Record<string, string>> = values;
  return content.replaceAll(placeholderPattern, (placeholder, name: string) => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    /* Somebody may be called like an identifier; it is not shown as one (R3). */
    return value === undefined ? placeholder : write(value.replaceAll(uuidPattern, ''));
  });
}
