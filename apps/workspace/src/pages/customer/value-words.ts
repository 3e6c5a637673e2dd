import type { Language } from '@counterfoil/contracts/error-register';
import { countryName, languageName } from '@counterfoil/ui/customer-form/country-names';
import { customerTexts } from '../../texts/customer.ts';

type Words = Readonly<Record<string, string>>;

/** A value of a closed list as people read it; null where the value of `field` is nothing but itself. */
export function valueInWords(field: string, value: string, language: Language): string | null {
  const name = field.split('.').at(-1) ?? field;
  if (name === 'countryRegion') return countryName(value, language);
  if (name === 'languageId') return languageName(value, language);
  return wordsOf(name, language)?.[value] ?? null;
}

function wordsOf(name: string, language: Language): Words | null {
  const texts = customerTexts[language];
  switch (name) {
    case 'customerType':
      return texts.customerType;
    case 'contactType':
      return texts.contactType;
    case 'receiptOption':
      return texts.receiptOption;
    case 'purpose':
      return texts.purpose;
    case 'emailMarketingConsent':
    case 'phoneMarketingConsent':
    case 'marketingConsent':
      return texts.consent;
    default:
      return null;
  }
}
