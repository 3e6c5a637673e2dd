import type { ShopperAccount, ShopperEditAnswer, ShopperOrder } from '@counterfoil/contracts/shopper';
import { exampleAddressId, exampleContactId, exampleShownCustomer } from '../examples.ts';

const { firstName, middleName, lastName, personalTitle, languageId, dateOfBirth, phone, email, addresses, contacts } =
  exampleShownCustomer.customer;

/** The account of a shopper who exists in examples only, while its number is on its way. */
export const exampleAccount: ShopperAccount = {
  name: 'Imogen Fictitious',
  customerAccountNumber: null,
  synchronization: 'pending',
  version: 0,
  profile: {
    personalTitle,
    firstName,
    middleName,
    lastName,
    languageId,
    dateOfBirth,
    phone,
    emailMarketingConsent: 'granted',
    phoneMarketingConsent: 'unknown',
    receiptOption: 'email',
    email,
  },
  signInEmail: 'imogen@example.com',
  addresses,
  contacts,
  consentGivenAt: { email: '2026-10-26T05:33:20.000Z' },
  loyaltyCards: [],
  notYet: {
    changeProfile: null,
    addAddress: null,
    changeAddress: null,
    changeContacts: null,
    enrollInLoyalty: {
      code: 'loyalty_customer_pending',
      message: 'Your customer number is on its way. You can join as soon as it is here, usually in a few minutes.',
    },
    placeOrder: null,
  },
};

/** What an edit that added nothing is answered. */
export const exampleEdit: ShopperEditAnswer = { account: exampleAccount, addedId: null };

/** What is answered to an added address. */
export const exampleAddedAddress: ShopperEditAnswer = { account: exampleAccount, addedId: exampleAddressId };

/** What is answered to an added contact. */
export const exampleAddedContact: ShopperEditAnswer = { account: exampleAccount, addedId: exampleContactId };

/** An order that is on its way. */
export const exampleOrder: ShopperOrder = {
  receiptNumber: 'ONLINE-0-MVOH8SG0',
  recordedAt: '2026-10-26T05:33:20.000Z',
  transactionType: 'customerOrder',
  channelName: 'Online store',
  currency: 'USD',
  lines: [{ itemId: '81125', description: 'Teapot', quantity: '2', amount: '39.90' }],
  totalAmount: '39.90',
  status: 'accepted',
  salesOrderNumber: null,
  requestedDeliveryDate: null,
  deliveryAddress: addresses[0] ?? null,
};
