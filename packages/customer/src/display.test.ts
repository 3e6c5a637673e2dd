import { languages } from '@counterfoil/contracts/error-register';
import { describe, expect, it } from 'vitest';
import {
  accountLabel,
  attributeValueText,
  contactTypeLabels,
  displayName,
  pendingSynchronizationLabel,
} from './display.ts';

const nobody = {
  customerType: 'person',
  firstName: null,
  middleName: null,
  lastName: null,
  organizationName: null,
} as const;

describe('what is shown of a customer', () => {
  it('is the name in reading order, of an organization its own', () => {
    expect(displayName({ ...nobody, firstName: 'Lachlan', middleName: 'J', lastName: 'Berry' })).toBe(
      'Lachlan J Berry',
    );
    expect(displayName({ ...nobody, lastName: 'Berry' })).toBe('Berry');
    const organization = {
      ...nobody,
      customerType: 'organization',
      lastName: 'Berry',
      organizationName: 'Contoso',
    } as const;
    expect(displayName(organization)).toBe('Contoso');
    expect(displayName(nobody)).toBe('');
  });

  it('R3: is the account number or, while there is none, the label in the language of the reader', () => {
    for (const language of languages) {
      expect(accountLabel('004021', language)).toBe('004021');
      expect(accountLabel(null, language)).toBe(pendingSynchronizationLabel[language]);
    }
    expect(pendingSynchronizationLabel).toEqual({ en: 'Pending synchronization', fr: 'En attente de synchronisation' });
  });

  it('of an attribute is the text of its list, yes or no, or the number as it is written in the language', () => {
    const colour = { fixedList: [{ value: 'blue', text: { en: 'Blue', fr: 'Bleu' } }] };
    const shown = languages.map((language) =>
      ['blue', 'green', true, 42.5].map((value) => attributeValueText(value, colour, language)),
    );
    expect(shown).toEqual([
      ['Blue', 'green', 'Yes', '42.5'],
      ['Bleu', 'green', 'Oui', '42,5'],
    ]);
    expect(contactTypeLabels.phone).toEqual({ en: 'Phone', fr: 'Téléphone' });
  });
});
