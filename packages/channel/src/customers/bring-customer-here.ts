import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { channelSettings, type Channel } from '../channel.ts';
import { isFeatureOn } from '@counterfoil/customer/channel-rules';
import { createCustomer } from './create-customer.ts';
import { hashOf } from './requested-operation.ts';
import { keepFoundCustomer } from './keep-found-customer.ts';
import { localCustomers } from './local-customers.ts';
import { editCustomer } from './update-customer.ts';

/** What became of a customer that was opened in another channel. */
export const bringOutcomes = ['alreadyHere', 'madeVisible', 'created'] as const;

/** The customer of this channel, and how it became that. */
export interface BroughtCustomer {
  readonly customerId: string;
  readonly outcome: (typeof bringOutcomes)[number];
}

/** Where a customer is to be brought, and whether somebody has agreed to it. */
export interface BringRequest {
  readonly channelId: string;
  readonly terminalId?: string | undefined;
  readonly workerId?: string | undefined;
  readonly confirm?: boolean | undefined;
}

/**
 * Makes a customer of another channel one of this channel, never silently (WD-08): in the same legal entity it gets the
 * channel's address books; of another legal entity a copy is made, a customer of its own. Done before, it is found.
 * Errors: `customer_of_other_channel` and `customer_of_other_legal_entity` until it is confirmed, `channel_unknown`,
 * those of an edit or a creation.
 */
export async function bringCustomerHere(
  channel: Channel,
  customer: Customer,
  request: BringRequest,
): Promise<BroughtCustomer> {
  const settings = channelSettings(channel, request.channelId);
  return customer.legalEntity === settings.legalEntity
    ? makeVisible(channel, { customer, settings, request })
    : copyHere(channel, { customer, settings, request });
}

interface Bringing {
  readonly customer: Customer;
  readonly settings: ChannelSettings;
  readonly request: BringRequest;
}

async function makeVisible(channel: Channel, { customer, settings, request }: Bringing): Promise<BroughtCustomer> {
  const { customerId } = customer;
  const books = settings.addressBooks;
  const isVisible = books.length === 0 || books.some((book) => customer.addressBooks.includes(book));
  const isKept = await isHere(channel, customerId);
  if (isKept && isVisible) return { customerId, outcome: 'alreadyHere' };
  if (!request.confirm) throw refuse('customer_of_other_channel');
  if (!isKept) await keepFoundCustomer(channel, customer);
  if (!isVisible) {
    await editCustomer(channel, customerId, {
      ...byWhom(request),
      contentHash: hashOf({ customerId, books }),
      changesOf: () => ({ fields: {}, addresses: [], addressBooks: books.map((id) => ({ id, change: 'put' })) }),
      /* No edit of what the customer says of itself: visibility follows when headquarters can't be reached. */
      delivery: settings.createCustomerInAsyncMode ? 'async' : 'syncOrLater',
    });
  }
  return { customerId, outcome: 'madeVisible' };
}

async function isHere(channel: Channel, customerId: string): Promise<boolean> {
  return (await localCustomers(channel.database, [customerId])).length > 0;
}

function byWhom({ channelId, terminalId, workerId }: BringRequest): Omit<BringRequest, 'confirm'> {
  return { channelId, terminalId, workerId };
}

/** The copy has the same identifiers wherever and how often it is made, so that a legal entity gets one. */
async function copyHere(channel: Channel, { customer, settings, request }: Bringing): Promise<BroughtCustomer> {
  const customerId = uuidFromName(`customer of ${settings.legalEntity}`, customer.customerId);
  if (await isHere(channel, customerId)) return { customerId, outcome: 'alreadyHere' };
  if (!request.confirm) throw refuse('customer_of_other_legal_entity');
  const creation = {
    ...byWhom(request),
    operationId: uuidFromName('bring here', customerId),
    customerId,
    customer: copyOf(channel, customer, settings),
  };
  await createCustomer(channel, creation, undefined, { isCompletedLater: true });
  return { customerId, outcome: 'created' };
}

/**
 * Name, ways to reach and addresses: what the customer would tell again. Its marketing consents, attributes, cards and
 * identities were given to another company. What an asynchronous customer may not have is left out, not refused.
 */
function copyOf(channel: Channel, customer: Customer, settings: ChannelSettings): CreateCustomerRequest['customer'] {
  const allows = (feature: 'enhancedAsyncCustomerCreation' | 'asyncAddressCreation'): boolean =>
    !settings.createCustomerInAsyncMode || isFeatureOn(channel.configuration, feature);
  const hasParity = allows('enhancedAsyncCustomerCreation');
  const addresses = customer.addresses.map(({ addressId: _, ...address }) => address);
  const primary = addresses.find(({ isPrimary }) => isPrimary) ?? addresses[0];
  return {
    customerType: customer.customerType,
    personalTitle: hasParity ? customer.personalTitle : null,
    firstName: customer.firstName,
    middleName: customer.middleName,
    lastName: customer.lastName,
    organizationName: customer.organizationName,
    languageId: customer.languageId,
    email: customer.email,
    phone: customer.phone,
    dateOfBirth: customer.dateOfBirth,
    identificationNumber: customer.identificationNumber,
    contacts: hasParity ? customer.contacts.map(withoutConsent) : [],
    addresses: allows('asyncAddressCreation') ? addresses : primary ? [primary] : [],
  };
}

function withoutConsent({ contactType, locator, label }: Customer['contacts'][number]): {
  contactType: typeof contactType;
  locator: string;
  label: string | null;
} {
  return { contactType, locator, label };
}
