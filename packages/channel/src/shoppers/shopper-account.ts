import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import type { ShopperAccount, ShopperEditAnswer } from '@counterfoil/contracts/shopper';
import { displayName } from '@counterfoil/customer/display';
import { channelSettings, type Channel } from '../channel.ts';
import type { OperationResult } from '../customers/deliver-operation.ts';
import { localCustomers, type LocalCustomer } from '../customers/local-customers.ts';
import { isUndecided, synchronizationStateOf } from '../customers/show-customer.ts';
import { undecidedEntries, type OutboxEntry } from '../exchange/outbox.ts';
import { notYet } from './not-yet.ts';
import type { Shopper } from './shopper-sessions.ts';

/** The shopper's customer as this channel sees it. Error: `shopper_session_ended` when it has just gone. */
export async function customerOfShopper(channel: Channel, { customerId }: Shopper): Promise<LocalCustomer> {
  const [local] = await localCustomers(channel.database, [customerId]);
  if (!local || local.document.deactivated) throw refuse('shopper_session_ended');
  return local;
}

/** The account of a shopper as it is now. Error: `shopper_session_ended`. */
export async function readShopperAccount(
  channel: Channel,
  shopper: Shopper,
  language: Language,
): Promise<ShopperAccount> {
  const [local, entries] = await Promise.all([
    customerOfShopper(channel, shopper),
    undecidedEntries(channel.database, [shopper.customerId]),
  ]);
  return shownAccount(channel, { shopper, local, entries, language });
}

/** What an edit of the account is answered. */
export function shopperEditAnswer(
  channel: Channel,
  shopper: Shopper,
  { local, entries }: Pick<OperationResult, 'local' | 'entries'>,
  { language, addedId = null }: { readonly language: Language; readonly addedId?: string | null },
): ShopperEditAnswer {
  return { account: shownAccount(channel, { shopper, local, entries, language }), addedId };
}

interface AccountToShow {
  readonly shopper: Shopper;
  readonly local: LocalCustomer;
  readonly entries: readonly OutboxEntry[];
  readonly language: Language;
}

/** Only what is the shopper's own: nothing that the retailer keeps of a customer for itself (R15). */
function shownAccount(channel: Channel, { shopper, local, entries, language }: AccountToShow): ShopperAccount {
  const { document: customer, version } = local;
  const undecided = entries.filter(isUndecided);
  const { configuration } = channel;
  const settings = channelSettings(channel, shopper.channelId);
  return {
    name: displayName(customer),
    customerAccountNumber: customer.customerAccountNumber,
    synchronization: synchronizationStateOf(undecided),
    version,
    profile: profileOf(customer),
    signInEmail: shopper.signInEmail,
    addresses: customer.addresses,
    contacts: customer.contacts,
    consentGivenAt: consentGivenAt(customer),
    loyaltyCards: customer.loyaltyCards.map(({ loyaltyProgramId, cardNumber }) => ({ loyaltyProgramId, cardNumber })),
    notYet: notYet({ configuration, settings, customer, hasUndecided: undecided.length > 0 }, language),
  };
}

function profileOf(customer: Customer): ShopperAccount['profile'] {
  return {
    personalTitle: customer.personalTitle,
    firstName: customer.firstName,
    middleName: customer.middleName,
    lastName: customer.lastName,
    languageId: customer.languageId,
    dateOfBirth: customer.dateOfBirth,
    phone: customer.phone,
    emailMarketingConsent: customer.emailMarketingConsent,
    phoneMarketingConsent: customer.phoneMarketingConsent,
    receiptOption: customer.receiptOption,
    email: customer.email,
  };
}

/** When each marketing consent was given: the shopper may know it, and who asked for it is the retailer's affair. */
function consentGivenAt({ consentRecords }: Customer): ShopperAccount['consentGivenAt'] {
  return Object.fromEntries(Object.entries(consentRecords).map(([of, { recordedAt }]) => [of, recordedAt]));
}
