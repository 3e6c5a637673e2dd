import { z } from 'zod';
import {
  contactSchema,
  customerFieldsSchema,
  listedCountMax,
  loyaltyCardSchema,
  postalAddressFieldsSchema,
  postalAddressSchema,
  receiptOptions,
  textLengthMax,
  uuidSchema,
} from './customer.ts';
import { linkOutcomes } from './external-identity-linking.ts';
import { decimalSchema } from './retail-transaction.ts';

/*
 * What a web shop and its scale unit say about one shopper. A shopper's session names its customer, so no message here
 * does; nothing of a customer that is the retailer's own affair (groups, limits, notes, operations) is ever in an answer.
 */

/** A session begins with it, so that it can be told from other tokens, in a leak as well. */
export const shopperSessionPrefix = 'counterfoil_shopper_';

/** The longest ID token that is looked at. */
const idTokenLengthMax = 16_384;
/** How often a shopper may ask for one thing at once. */
export const orderQuantityMax = 99;
/** Most orders and purchases of one answer, the latest ones. */
export const shopperOrderCountMax = 100;

const channelId = z.string().min(1).max(textLengthMax.short);
const fields = customerFieldsSchema.shape;

/** What a shopper says of themselves; what is left out stays, null takes away. */
export const shopperProfileChangesSchema = z
  .strictObject({
    personalTitle: fields.personalTitle,
    firstName: fields.firstName,
    middleName: fields.middleName,
    lastName: fields.lastName,
    languageId: fields.languageId,
    dateOfBirth: fields.dateOfBirth,
    phone: fields.phone,
    emailMarketingConsent: fields.emailMarketingConsent,
    phoneMarketingConsent: fields.phoneMarketingConsent,
    receiptOption: z.enum(receiptOptions),
  })
  .partial();

/** What a shopper tells before there is a customer, on the form for signing up; the e-mail address is the provider's. */
export const signUpDetailsSchema = shopperProfileChangesSchema.omit({ receiptOption: true, dateOfBirth: true });

/** `POST /shopper-sessions`: somebody has come back to the web shop from the identity provider. */
export const openShopperSessionRequestSchema = z.strictObject({
  channelId,
  /** Of the identity provider, as it was signed. */
  idToken: z.string().min(1).max(idTokenLengthMax),
  /** For a customer that has to be created; a customer who was there keeps what they have. */
  signUp: signUpDetailsSchema.optional(),
});

/** A shopper's way in. */
export const shopperSessionSchema = z.strictObject({
  /** Shown once; only its hash is kept. */
  sessionToken: z.string(),
  /** ISO 8601. */
  expiresAt: z.string(),
  /** What became of the identity (WD-20). */
  outcome: z.enum(linkOutcomes),
});

/** What of an account can be changed, each by rules of its own (SD-14, SD-15, LK-05, LK-08). */
export const shopperActs = [
  'changeProfile',
  'addAddress',
  'changeAddress',
  'changeContacts',
  'enrollInLoyalty',
  'placeOrder',
] as const;

/** Why something of an account can't be done at present. */
export const notYetCodes = [
  'customer_pending_not_editable',
  'edit_waits_for_earlier',
  'contact_feature_needed',
  'loyalty_customer_pending',
  'loyalty_enrollment_blocked',
  'loyalty_card_number_required',
  'order_customer_pending',
] as const;

const notYetSchema = z.strictObject({
  code: z.enum(notYetCodes),
  /** In the words of a shopper, not of staff. */
  message: z.string(),
});

/** `GET /shopper`: the account of whoever has signed in. */
export const shopperAccountSchema = z.strictObject({
  name: z.string(),
  /** Null until headquarters has issued it and it has come back. */
  customerAccountNumber: z.string().nullable(),
  /** `needsAttention`: headquarters could not take something, and somebody there mends it. */
  synchronization: z.enum(['needsAttention', 'pending', 'uploaded', 'synchronized']),
  /** Of the customer as shown here; an edit names it. */
  version: z.number().int().nonnegative(),
  profile: shopperProfileChangesSchema.required().extend({ email: fields.email }),
  /** Verified by the identity provider at this sign-in; null where it told of none. */
  signInEmail: z.string().nullable(),
  addresses: z.array(postalAddressSchema),
  /** Beside the e-mail address and phone number of the profile. */
  contacts: z.array(contactSchema),
  /** `email`, `phone` or `contact:<contactId>` → when its present marketing consent was given (ISO 8601), if known. */
  consentGivenAt: z.record(z.string(), z.string()).default({}),
  loyaltyCards: z.array(loyaltyCardSchema.pick({ loyaltyProgramId: true, cardNumber: true })),
  /** For each act: null where it can be done, otherwise why not yet, in the language of the caller. */
  notYet: z.record(z.enum(shopperActs), notYetSchema.nullable()),
});

const basedOn = {
  /** The version that the shopper saw; the present one when left out. */
  baseVersion: z.number().int().nonnegative().optional(),
};

/** `PATCH /shopper` */
export const updateShopperRequestSchema = z.strictObject({
  ...basedOn,
  changes: shopperProfileChangesSchema.extend({
    /** Makes the verified address of the sign-in the customer's own; no other can be chosen, so that none is claimed. */
    usesSignInEmail: z.literal(true).optional(),
  }),
});

/** `POST /shopper/addresses` and `PATCH /shopper/addresses/{addressId}` */
export const shopperAddressRequestSchema = z.strictObject({
  ...basedOn,
  address: postalAddressFieldsSchema.partial(),
});

/** `POST /shopper/contacts` and `PATCH /shopper/contacts/{contactId}` */
export const shopperContactRequestSchema = z.strictObject({
  ...basedOn,
  contact: contactSchema.omit({ contactId: true }).partial(),
});

/** `POST /shopper/loyalty-cards`: the number is given by headquarters. */
export const shopperEnrollmentRequestSchema = z.strictObject({
  loyaltyProgramId: z.string().min(1).max(textLengthMax.short),
});

/** What an edit is answered: the account as it is now. */
export const shopperEditAnswerSchema = z.strictObject({
  account: shopperAccountSchema,
  /** Of an address or contact that was added. */
  addedId: uuidSchema.nullable(),
});

/** `POST /shopper/orders`: prices are the channel's own, whatever a page says. */
export const placeOrderRequestSchema = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        itemId: z.string().min(1).max(textLengthMax.short),
        quantity: z.number().int().min(1).max(orderQuantityMax),
      }),
    )
    .min(1)
    .max(listedCountMax),
  deliveryAddressId: uuidSchema,
  requestedDeliveryDate: z.iso.date().optional(),
  /** What the shopper was shown; with another one by now nothing is ordered (`order_total_changed`). */
  shownTotal: decimalSchema.optional(),
});

/** An order or purchase of the shopper, as they may see it. */
export const shopperOrderSchema = z.strictObject({
  receiptNumber: z.string(),
  /** ISO 8601, for display only. */
  recordedAt: z.string(),
  transactionType: z.enum(['cashAndCarry', 'customerOrder']),
  /** Name of the store or web shop. */
  channelName: z.string(),
  currency: z.string(),
  lines: z.array(
    z.strictObject({
      itemId: z.string(),
      /** In the language of the caller; the item number of goods that are no longer sold. */
      description: z.string(),
      quantity: decimalSchema,
      amount: decimalSchema,
    }),
  ),
  totalAmount: z.string(),
  /**
   * `accepted` is on its way to headquarters, `confirmed` has a sales order number or was carried away, `inReview` is
   * mended by somebody.
   */
  status: z.enum(['accepted', 'confirmed', 'inReview', 'cancelled']),
  salesOrderNumber: z.string().nullable(),
  requestedDeliveryDate: z.string().nullable(),
  /** As it is now; null: collected in the store, or no longer there. */
  deliveryAddress: postalAddressSchema.nullable(),
});

/** `GET /shopper/orders`: of the channel database, newest first. */
export const shopperOrdersSchema = z.strictObject({ orders: z.array(shopperOrderSchema) });

export type SignUpDetails = z.infer<typeof signUpDetailsSchema>;
export type OpenShopperSessionRequest = z.infer<typeof openShopperSessionRequestSchema>;
export type ShopperSession = z.infer<typeof shopperSessionSchema>;
export type ShopperAct = (typeof shopperActs)[number];
export type NotYetCode = (typeof notYetCodes)[number];
export type ShopperAccount = z.infer<typeof shopperAccountSchema>;
export type ShopperProfileChanges = z.infer<typeof shopperProfileChangesSchema>;
export type UpdateShopperRequest = z.infer<typeof updateShopperRequestSchema>;
export type ShopperAddressRequest = z.infer<typeof shopperAddressRequestSchema>;
export type ShopperContactRequest = z.infer<typeof shopperContactRequestSchema>;
export type ShopperEditAnswer = z.infer<typeof shopperEditAnswerSchema>;
export type PlaceOrderRequest = z.infer<typeof placeOrderRequestSchema>;
export type ShopperOrder = z.infer<typeof shopperOrderSchema>;
