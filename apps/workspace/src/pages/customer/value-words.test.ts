import { expect, it } from 'vitest';
import { valueInWords } from './value-words.ts';

it('codes of closed lists are shown as words, everything else as it is', () => {
  expect(valueInWords('emailMarketingConsent', 'granted', 'fr')).toBe('Oui');
  expect(valueInWords('contacts.0.contactType', 'url', 'en')).toBe('Web address');
  expect(valueInWords('addresses.1.countryRegion', 'DE', 'fr')).toBe('Allemagne');
  expect(valueInWords('addresses.1.purpose', 'home', 'en')).toBe('Home');
  expect(valueInWords('languageId', 'fr-FR', 'en')).toBe('French (France)');
  expect(valueInWords('lastName', 'granted', 'en')).toBeNull();
});
