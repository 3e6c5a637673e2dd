import { languages } from '@counterfoil/contracts/error-register';
import { describe, expect, it } from 'vitest';
import { accountLabel, displayName, pendingSynchronizationLabel } from './display.ts';

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
});
