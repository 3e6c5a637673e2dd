import { shopperActs, type ShopperAccount } from '@counterfoil/contracts/shopper';
import { expect, test } from 'vitest';
import { customerNumber, isOtherEmail, toDoList } from './account-view.ts';

const possible = Object.fromEntries(shopperActs.map((act) => [act, null])) as ShopperAccount['notYet'];

function account(changes: Partial<ShopperAccount> = {}): ShopperAccount {
  return {
    name: 'Imogen Fictitious',
    customerAccountNumber: null,
    synchronization: 'pending',
    version: 0,
    profile: {
      personalTitle: null,
      firstName: 'Imogen',
      middleName: null,
      lastName: 'Fictitious',
      languageId: 'en-US',
      dateOfBirth: null,
      phone: null,
      emailMarketingConsent: 'unknown',
      phoneMarketingConsent: 'unknown',
      receiptOption: 'standard',
      email: 'imogen@example.com',
    },
    signInEmail: 'imogen@example.com',
    addresses: [],
    contacts: [],
    consentGivenAt: {},
    loyaltyCards: [],
    notYet: possible,
    ...changes,
  };
}

test('an account with its number shows it, and asks for nothing more', () => {
  const shown = customerNumber(account({ customerAccountNumber: 'C-000000012' }), 'en').source;
  expect(shown).toContain('C-000000012');
  expect(shown).not.toContain('data-live');
});

test('with every feature on, a number on its way holds up nothing', () => {
  const shown = customerNumber(account(), 'en').source;
  expect(shown).toContain('data-live="/account/state"');
  expect(shown).toContain('join the loyalty program');
  expect(shown).not.toContain('as soon as your number is here');
});

test('what the number does not settle is not promised with it', () => {
  const enrollInLoyalty = { code: 'loyalty_card_number_required', message: 'In our stores.' } as const;
  const shown = customerNumber(account({ notYet: { ...possible, enrollInLoyalty } }), 'en').source;
  expect(shown).not.toContain('join the loyalty program');
});

test('what headquarters could not take is told without alarm', () => {
  const shown = customerNumber(account({ synchronization: 'needsAttention' }), 'fr').source;
  expect(shown).toContain('Nous vérifions nous-mêmes quelque chose');
  expect(shown).not.toContain('en général dans quelques minutes');
});

test('only what the shopper can put right is to be done', () => {
  const nothing = account({ addresses: [{ addressId: 'a' } as ShopperAccount['addresses'][number]] });
  expect(toDoList(nothing, 'en').source).toBe('');
  expect(toDoList(account(), 'en').source).toContain('/account/addresses/new');
  const addAddress = { code: 'customer_pending_not_editable', message: 'Later.' } as const;
  expect(toDoList(account({ notYet: { ...possible, addAddress } }), 'en').source).toBe('');
  expect(toDoList({ ...nothing, name: '' }, 'fr').source).toContain('Saisir votre nom');
  expect(toDoList({ ...nothing, signInEmail: 'other@example.com' }, 'en').source).toContain('/account/contacts');
});

test('the same address in other letters is no other one', () => {
  expect(isOtherEmail('Imogen@Example.com', 'imogen@example.com')).toBe(false);
  expect(isOtherEmail(null, 'imogen@example.com')).toBe(true);
});
