import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { LinkExternalIdentityRequest, LinkOutcome } from '@counterfoil/contracts/external-identity-linking';
import type { Customer, ExternalIdentity } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import type { SignUpDetails } from '@counterfoil/contracts/shopper';
import { emailQueryKey } from '@counterfoil/customer/search/search-keys';
import { isBlank } from '@counterfoil/customer/validate/text-rules';
import { prepared, type Tx } from '@counterfoil/database/database';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { askAllStores } from '../commerce-api/ask-all-stores.ts';
import { keepFromPJob } from '../exchange/call-real-time-service.ts';
import { channelSettings, type Channel } from '../channel.ts';
import { isFeatureOn } from '@counterfoil/customer/channel-rules';
import { createCustomer } from './create-customer.ts';
import { hashOf } from './requested-operation.ts';
import { recordDuplicateReview } from './duplicate-reviews.ts';
import { customersOfIdentity } from './external-identities.ts';
import { keepFoundCustomer } from './keep-found-customer.ts';
import { editCustomer } from './update-customer.ts';

/** A shopper's customer, and how it became that. */
export interface LinkedIdentity {
  readonly customerId: string;
  readonly outcome: LinkOutcome;
}

/** A shopper whom an identity provider has signed in. */
export interface ShopperToLink extends Omit<LinkExternalIdentityRequest, 'verifiedEmail'> {
  /** Null: none that the provider has verified; only an identity that has its customer signs in without. */
  readonly verifiedEmail: string | null;
  /** What the shopper said of themselves, for a customer that has to be created. */
  readonly signUp?: SignUpDetails | undefined;
}

/**
 * The same as `linkShopper` where customers are linked by e-mail address; where they aren't, a program is told so.
 * Errors: `identity_linking_feature_needed`, and those of `linkShopper`.
 */
export async function linkExternalIdentity(
  channel: Channel,
  request: LinkExternalIdentityRequest,
): Promise<LinkedIdentity> {
  channelSettings(channel, request.channelId);
  if (!isFeatureOn(channel.configuration, 'automaticIdentityLinking')) throw refuse('identity_linking_feature_needed');
  return linkShopper(channel, request);
}

/**
 * Finds the customer of a shopper who has signed in with a verified e-mail address (WD-20): the one of the identity, or
 * else the one person of the legal entity with that primary address, which is linked, also while its number is on its
 * way; or else a new one. Where several have the address, or the one signs in at the provider by another account already,
 * the shopper is not locked out but gets a customer of their own, and somebody reviews which of them are the same person.
 * With the feature for it off nobody is linked by an address, and whoever is new gets a customer of their own.
 * Errors: `shopper_email_unverified`, `channel_unknown`, those of a creation.
 */
export async function linkShopper(channel: Channel, shopper: ShopperToLink): Promise<LinkedIdentity> {
  const settings = channelSettings(channel, shopper.channelId);
  const { providerId, externalIdentityId } = shopper;
  const key = uuidFromName(`identity of ${settings.legalEntity}`, JSON.stringify([providerId, externalIdentityId]));
  /* The same shopper in two windows: the second finds what the first has made. */
  return keepFromPJob(channel, key, () => linkOnce(channel, { shopper, settings }));
}

interface NamedShopper {
  readonly shopper: ShopperToLink;
  readonly settings: ChannelSettings;
}

/** A shopper without a customer yet. */
interface Linking extends NamedShopper {
  readonly verifiedEmail: string;
}

async function linkOnce(channel: Channel, { shopper, settings }: NamedShopper): Promise<LinkedIdentity> {
  const owners = await customersOfIdentity(channel.database, shopper);
  const owner = owners.find(({ legalEntity }) => legalEntity === settings.legalEntity);
  if (owner) return { customerId: owner.customerId, outcome: 'alreadyLinked' };
  const { verifiedEmail } = shopper;
  if (verifiedEmail === null) throw refuse('shopper_email_unverified');
  const linking: Linking = { shopper, settings, verifiedEmail };
  const candidates = await customersToLink(channel, linking);
  const [only, ...more] = candidates;
  const isFree = only !== undefined && more.length === 0 && !hasOtherSignIn(only, shopper);
  return isFree ? linkTo(channel, shopper, only) : createLinked(channel, linking, candidates);
}

/** The customers that may be the shopper; nobody where customers aren't linked by e-mail address. */
async function customersToLink(channel: Channel, linking: Linking): Promise<Customer[]> {
  if (!isFeatureOn(channel.configuration, 'automaticIdentityLinking')) return [];
  const candidates = await customersOfVerifiedEmail(channel, linking);
  return candidates.length === 0 ? foundElsewhere(channel, linking) : candidates;
}

/** One provider gives an address to one account at a time: who has another account there may be another person. */
function hasOtherSignIn({ externalIdentities }: Customer, shopper: ShopperToLink): boolean {
  return externalIdentities.some(
    (identity) => identity.providerId === shopper.providerId && !isSame(identity, shopper),
  );
}

const selectByEmail = prepared(
  'select-persons-by-email',
  `SELECT document FROM customers WHERE legal_entity = $1 AND email_key = $2 ORDER BY customer_id`,
);

/** The persons of the legal entity with this primary e-mail address, pending ones included. */
async function customersOfVerifiedEmail(channel: Channel, { verifiedEmail, settings }: Linking): Promise<Customer[]> {
  const values = [settings.legalEntity, emailQueryKey(verifiedEmail) ?? ''];
  const tx: Tx = channel.database;
  const rows = await tx.query<{ document: Customer }>(selectByEmail, values);
  return rows.map(({ document }) => document).filter((customer) => mayBeShopper(customer, verifiedEmail));
}

function mayBeShopper(customer: Customer, verifiedEmail: string): boolean {
  const hasAddress = emailQueryKey(customer.email ?? '') === emailQueryKey(verifiedEmail);
  return hasAddress && customer.customerType === 'person' && !customer.deactivated;
}

/** In synchronous mode headquarters is asked, too, when it can be reached; whom it knows is kept here. */
async function foundElsewhere(channel: Channel, { verifiedEmail, settings }: Linking): Promise<Customer[]> {
  if (settings.createCustomerInAsyncMode) return [];
  const { legalEntity } = settings;
  const found = (await askAllStores(channel, { email: verifiedEmail, legalEntity })) ?? [];
  const customers = found
    .map(({ document }) => document)
    .filter((customer) => customer.legalEntity === legalEntity && mayBeShopper(customer, verifiedEmail));
  for (const customer of customers) await keepFoundCustomer(channel, customer);
  return customers;
}

async function linkTo(channel: Channel, shopper: ShopperToLink, customer: Customer): Promise<LinkedIdentity> {
  const { customerId } = customer;
  if (customer.externalIdentities.some((identity) => isSame(identity, shopper))) {
    return { customerId, outcome: 'alreadyLinked' };
  }
  const { providerId, externalIdentityId } = shopper;
  await editCustomer(channel, customerId, {
    channelId: shopper.channelId,
    contentHash: hashOf({ customerId, providerId, externalIdentityId }),
    changesOf: () => ({
      fields: {},
      addresses: [],
      externalIdentities: [{ providerId, externalIdentityId, change: 'put' }],
    }),
  });
  return { customerId, outcome: 'linked' };
}

function isSame(one: ExternalIdentity, other: Pick<ShopperToLink, 'providerId' | 'externalIdentityId'>): boolean {
  return one.providerId === other.providerId && one.externalIdentityId === other.externalIdentityId;
}

async function createLinked(
  channel: Channel,
  linking: Linking,
  candidates: readonly Customer[],
): Promise<LinkedIdentity> {
  const { clock, ids } = channel.seams;
  const customerId = ids.uuid();
  if (candidates.length > 0) {
    await recordDuplicateReview(channel.database, {
      reviewId: ids.uuid(),
      legalEntity: linking.settings.legalEntity,
      customerId,
      candidateIds: candidates.map((candidate) => candidate.customerId),
      now: clock.now(),
    });
  }
  const creation = { channelId: linking.shopper.channelId, customerId, customer: newCustomer(linking) };
  await createCustomer(channel, creation, undefined, { isCompletedLater: true });
  return { customerId, outcome: candidates.length > 0 ? 'createdForReview' : 'created' };
}

function newCustomer({ shopper, verifiedEmail }: Linking): CreateCustomerRequest['customer'] {
  const { providerId, externalIdentityId, languageId, signUp = {} } = shopper;
  return {
    customerType: 'person',
    ...(languageId !== undefined && { languageId }),
    ...signUp,
    ...namesOf(shopper, verifiedEmail),
    email: verifiedEmail,
    addresses: [],
    externalIdentities: [{ providerId, externalIdentityId }],
  };
}

type Names = Pick<CreateCustomerRequest['customer'], 'firstName' | 'lastName'>;

/**
 * The names that the shopper has given, or else those that the identity provider tells. Some tell none; the shopper is
 * let in all the same and can enter it.
 */
function namesOf({ signUp = {}, firstName, lastName }: ShopperToLink, verifiedEmail: string): Names {
  const named = [signUp, { firstName, lastName }].find(
    (names) => !isBlank(names.firstName) || !isBlank(names.lastName),
  );
  return named ? { firstName: named.firstName, lastName: named.lastName } : { lastName: localPart(verifiedEmail) };
}

/** What stands before the `@`, no longer than a name. */
function localPart(email: string): string {
  return (email.split('@')[0] ?? email).slice(0, 100);
}
