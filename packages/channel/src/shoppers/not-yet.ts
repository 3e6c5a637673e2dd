import type { ChannelConfiguration, ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { CodedError, refuseAll } from '@counterfoil/contracts/refusal';
import { notYetMessages } from '@counterfoil/contracts/not-yet-messages';
import { notYetCodes, type NotYetCode, type ShopperAccount, type ShopperAct } from '@counterfoil/contracts/shopper';
import { editDelivery, editRuleProblems } from '@counterfoil/customer/channel-rules';
import { requireEnrollable } from '../customers/enroll-in-loyalty.ts';
import { orderWay, requireOrderable } from '../orders/create-transaction.ts';

/** The account that somebody wants to do something with. */
export interface AccountState {
  readonly configuration: Pick<ChannelConfiguration, 'features'>;
  readonly settings: ChannelSettings;
  readonly customer: Customer;
  /** Earlier operations of the customer wait for headquarters. */
  readonly hasUndecided: boolean;
}

/** What an account's owner can't do at this moment, by the rules that refuse it (SD-14, SD-15, LK-05, LK-08, LK-14). */
export function notYet(state: AccountState, language: Language): ShopperAccount['notYet'] {
  const refused = (act: ShopperAct): ShopperAccount['notYet'][ShopperAct] => {
    const code = refusalOf(() => tries[act](state));
    return code === null ? null : { code, message: notYetMessages[code][language] };
  };
  return {
    changeProfile: refused('changeProfile'),
    addAddress: refused('addAddress'),
    changeAddress: refused('changeAddress'),
    changeContacts: refused('changeContacts'),
    enrollInLoyalty: refused('enrollInLoyalty'),
    placeOrder: refused('placeOrder'),
  };
}

/* Of a child that a try would add; no customer has it. */
const newId = '00000000-0000-0000-0000-000000000000';
const newCard = { loyaltyProgramId: '', cardNumber: null, enrollmentChannelId: '' };
const none = { fields: {}, addresses: [] };

/** Each act as far as its rules look at it; throws what it would be refused with. */
const tries: Record<ShopperAct, (state: AccountState) => void> = {
  changeProfile: (state) => tryEdit(state, { ...none, fields: { lastName: '' } }),
  addAddress: (state) => tryEdit(state, { ...none, addresses: [{ addressId: newId, change: 'put', fields: {} }] }),
  changeAddress: (state) =>
    tryEdit(state, { ...none, addresses: [{ addressId: newId, change: 'remove', fields: {} }] }),
  changeContacts: (state) => tryEdit(state, { ...none, contacts: [{ contactId: newId, change: 'put', fields: {} }] }),
  enrollInLoyalty: (state) => {
    requireEnrollable(state);
    tryEdit(state, { ...none, loyaltyCards: [{ loyaltyCardId: newId, fields: newCard }] });
  },
  placeOrder: ({ settings, customer }) => requireOrderable(customer, orderWay(settings)),
};

function tryEdit({ configuration, settings, customer, hasUndecided }: AccountState, changes: CustomerChanges): void {
  const problems = editRuleProblems(configuration, customer, changes);
  if (problems.length > 0) throw refuseAll(problems);
  editDelivery(configuration, { customer, changes, hasUndecided, settings });
}

/** The code of what `work` throws; null when it doesn't. A code that no shopper is told of is a bug. */
function refusalOf(work: () => void): NotYetCode | null {
  try {
    work();
    return null;
  } catch (error) {
    const code = error instanceof CodedError ? notYetCodes.find((candidate) => candidate === error.code) : undefined;
    if (code === undefined) throw error;
    return code;
  }
}
