import { customerSchema } from '@counterfoil/contracts/customer';
import type { CustomerOperation, LoyaltyCardChange } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '../apply-operation.ts';
import { allApplied, applied, exampleHeadquarters, exampleId, exampleOperation } from '../example-operations.ts';

const card = (place: number, fields: Partial<LoyaltyCardChange['fields']> = {}): LoyaltyCardChange => ({
  loyaltyCardId: exampleId(place),
  fields: { loyaltyProgramId: 'points', cardNumber: null, enrollmentChannelId: 'houston', ...fields },
});
const enrol = (operation: number, ...loyaltyCards: LoyaltyCardChange[]): CustomerOperation =>
  exampleOperation({ operation, node: `store-${operation}`, baseVersion: 1, lists: { loyaltyCards } });

describe('loyalty cards', () => {
  it('R4: are added to their customer, one of each program', () => {
    const { customer } = allApplied([enrol(2, card(401)), enrol(3, card(402, { loyaltyProgramId: 'stamps' }))]);
    expect(customerSchema.parse(customer)).toEqual(customer);
    expect(customer.loyaltyCards.map(({ loyaltyProgramId }) => loyaltyProgramId)).toEqual(['points', 'stamps']);
  });

  it('R5: the same card again changes nothing, whatever it names, nor does a second request for it after headquarters gave it a number', () => {
    const { customer } = allApplied([enrol(2, card(401))]);
    const numbered = {
      ...customer,
      loyaltyCards: customer.loyaltyCards.map((held) => ({ ...held, cardNumber: 'L-1' })),
    };
    expect(applied(numbered, enrol(3, card(401))).customer.loyaltyCards).toEqual(numbered.loyaltyCards);
    const otherwise = card(401, { cardNumber: 'L-2', loyaltyProgramId: 'stamps' });
    expect(applied(numbered, enrol(3, otherwise)).customer.loyaltyCards).toEqual(numbered.loyaltyCards);
    expect(applied(numbered, enrol(3, card(402))).customer.loyaltyCards).toEqual(numbered.loyaltyCards);
  });

  it('are refused as a second, other card of the same program', () => {
    const { customer } = allApplied([enrol(2, card(401, { cardNumber: 'L-1' }))]);
    for (const other of [card(402, { cardNumber: 'L-2' }), card(402, { enrollmentChannelId: 'paris' })]) {
      expect(applyOperation(customer, enrol(3, other), exampleHeadquarters)).toEqual({
        result: 'refused',
        problem: { code: 'loyalty_card_exists', field: 'loyaltyCards.0.loyaltyProgramId' },
      });
    }
  });
});
