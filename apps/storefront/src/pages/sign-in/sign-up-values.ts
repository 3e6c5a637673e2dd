import type { Language } from '@counterfoil/contracts/error-register';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { SignUpDetails } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { normalizeChanges } from '@counterfoil/customer/normalize-changes';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import type { FormFields } from '@counterfoil/http/call';

/** What stands in the form for signing up. */
export interface SignUpValues {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly languageId: string;
  readonly allowsEmail: boolean;
  readonly allowsPhone: boolean;
}

/** The empty form: nothing is allowed that nobody has allowed. */
export function emptySignUp(languageId: string): SignUpValues {
  return { firstName: '', lastName: '', phone: '', languageId, allowsEmail: false, allowsPhone: false };
}

/** What was sent. */
export function sentSignUp(fields: FormFields): SignUpValues {
  return {
    firstName: fields['firstName'] ?? '',
    lastName: fields['lastName'] ?? '',
    phone: fields['phone'] ?? '',
    languageId: fields['languageId'] ?? '',
    allowsEmail: fields['emailMarketingConsent'] !== undefined,
    allowsPhone: fields['phoneMarketingConsent'] !== undefined,
  };
}

/** What waits in the browser, shown again. */
export function keptSignUp(details: SignUpDetails, languageId: string): SignUpValues {
  return {
    firstName: details.firstName ?? '',
    lastName: details.lastName ?? '',
    phone: details.phone ?? '',
    languageId: details.languageId ?? languageId,
    allowsEmail: details.emailMarketingConsent === 'granted',
    allowsPhone: details.phoneMarketingConsent === 'granted',
  };
}

/** The details as the scale unit takes them; a consent that wasn't given is not told. */
export function detailsOf(values: SignUpValues): SignUpDetails {
  const { firstName, lastName, phone, languageId } = normalizeChanges({
    fields: {
      firstName: values.firstName,
      lastName: values.lastName,
      phone: values.phone,
      languageId: values.languageId,
    },
    addresses: [],
  }).fields;
  return {
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(phone && { phone }),
    ...(languageId && { languageId }),
    ...(values.allowsEmail && { emailMarketingConsent: 'granted' as const }),
    ...(values.allowsPhone && phone && { phoneMarketingConsent: 'granted' as const }),
  };
}

/** What of it the scale unit would refuse, by its own rules. */
export function signUpProblems(
  values: SignUpValues,
  { countryRegion, inherited }: Pick<StorefrontSettings, 'countryRegion' | 'inherited'>,
  today: string,
): Problem[] {
  const { customerGroup, currency } = inherited;
  const fields = { customerType: 'person', currency, customerGroup, ...detailsOf(values) } as const;
  return validateOperation(creationOf({ languageId: inherited.languageId, ...fields }), today, countryRegion);
}

/* The rules look at what it changes only: nothing of this is ever recorded. */
const unrecorded = {
  operationId: '',
  customerId: '',
  kind: 'create',
  origin: { legalEntity: '', channelId: '', node: '', terminalId: null, workerId: null },
  recordedAt: '',
  baseVersion: 0,
  follows: null,
} as const;

function creationOf(fields: CustomerOperation['changes']['fields']): CustomerOperation {
  return { ...unrecorded, changes: { fields, addresses: [] } };
}

/**
 * The language in which to write to somebody who reads the shop in `language`: the channel's own where it is one of it;
 * null: that of the channel isn't known.
 */
export function customerLanguageFor(language: Language, channelLanguageId: string | null): string {
  if (channelLanguageId?.startsWith(language)) return channelLanguageId;
  return languageOfMostReaders[language];
}

const languageOfMostReaders: Readonly<Record<Language, string>> = { en: 'en-US', fr: 'fr-FR' };
