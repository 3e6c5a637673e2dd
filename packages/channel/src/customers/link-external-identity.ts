import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { LinkExternalIdentityRequest, LinkOutcome } from '@counterfoil/contracts/external-identity-linking';
import type { Customer, ExternalIdentity } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import { emailQueryKey } from '@counterfoil/customer/search/search-keys';
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

/**
 * Finds the customer of a shopper who has signed in with a verified e-mail address (WD-20): the one of the identity, or
 * else the one person of the legal entity with that primary address, which is linked, also while its number is on its
 * way; or else a new one. Where several have the address the shopper is not locked out but gets a customer of their own,
 * and somebody reviews which of them are the same person.
 * Errors: `identity_linking_feature_needed`, `channel_unknown`, those of a creation.
 */
export async function linkExternalIdentity(
  channel: Channel,
  request: LinkExternalIdentityRequest,
): Promise<LinkedIdentity> {
  const settings = channelSettings(channel, request.channelId);
  if (!isFeatureOn(channel.configuration, 'automaticIdentityLinking')) throw refuse('identity_linking_feature_needed');
  const { providerId, externalIdentityId } = request;
  const key = uuidFromName(`identity of ${settings.legalEntity}`, JSON.stringify([providerId, externalIdentityId]));
  /* The same shopper in two windows: the second finds what the first has made. */
  return keepFromPJob(channel, key, () => linkOnce(channel, { request, settings, key }));
}

interface Linking {
  readonly request: LinkExternalIdentityRequest;
  readonly settings: ChannelSettings;
  /** Names the identity within its legal entity. */
  readonly key: string;
}

async function linkOnce(channel: Channel, linking: Linking): Promise<LinkedIdentity> {
  const { request, settings } = linking;
  const owners = await customersOfIdentity(channel.database, request);
  const owner = owners.find(({ legalEntity }) => legalEntity === settings.legalEntity);
  if (owner) return { customerId: owner.customerId, outcome: 'alreadyLinked' };
  const candidates = await customersOfVerifiedEmail(channel, linking);
  const [only, ...more] = candidates.length === 0 ? await foundElsewhere(channel, linking) : candidates;
  if (!only) return createLinked(channel, linking, []);
  return more.length === 0 ? linkTo(channel, linking, only) : createLinked(channel, linking, [only, ...more]);
}

const selectByEmail = prepared(
  'select-persons-by-email',
  `SELECT document FROM customers WHERE legal_entity = $1 AND email_key = $2 ORDER BY customer_id`,
);

/** The persons of the legal entity with this primary e-mail address, pending ones included. */
async function customersOfVerifiedEmail(channel: Channel, { request, settings }: Linking): Promise<Customer[]> {
  const { verifiedEmail } = request;
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
async function foundElsewhere(channel: Channel, { request, settings }: Linking): Promise<Customer[]> {
  if (settings.createCustomerInAsyncMode) return [];
  const { verifiedEmail } = request;
  const { legalEntity } = settings;
  const found = (await askAllStores(channel, { email: verifiedEmail, legalEntity })) ?? [];
  const customers = found
    .map(({ document }) => document)
    .filter((customer) => customer.legalEntity === legalEntity && mayBeShopper(customer, verifiedEmail));
  for (const customer of customers) await keepFoundCustomer(channel, customer);
  return customers;
}

async function linkTo(channel: Channel, { request }: Linking, customer: Customer): Promise<LinkedIdentity> {
  const { customerId } = customer;
  if (customer.externalIdentities.some((identity) => isSame(identity, request))) {
    return { customerId, outcome: 'alreadyLinked' };
  }
  const { providerId, externalIdentityId } = request;
  await editCustomer(channel, customerId, {
    channelId: request.channelId,
    contentHash: hashOf({ customerId, providerId, externalIdentityId }),
    changesOf: () => ({
      fields: {},
      addresses: [],
      externalIdentities: [{ providerId, externalIdentityId, change: 'put' }],
    }),
  });
  return { customerId, outcome: 'linked' };
}

function isSame(one: ExternalIdentity, other: ExternalIdentity): boolean {
  return one.providerId === other.providerId && one.externalIdentityId === other.externalIdentityId;
}

async function createLinked(
  channel: Channel,
  { request, settings }: Linking,
  candidates: readonly Customer[],
): Promise<LinkedIdentity> {
  const { channelId, providerId, externalIdentityId, verifiedEmail, firstName, lastName, languageId } = request;
  const { clock, ids } = channel.seams;
  const customerId = ids.uuid();
  if (candidates.length > 0) {
    await recordDuplicateReview(channel.database, {
      reviewId: ids.uuid(),
      legalEntity: settings.legalEntity,
      customerId,
      candidateIds: candidates.map((candidate) => candidate.customerId),
      now: clock.now(),
    });
  }
  /* Some identity providers tell no name; the shopper is let in all the same and can enter it. */
  const named =
    firstName?.trim() || lastName?.trim() ? { firstName, lastName } : { lastName: localPart(verifiedEmail) };
  const creation = {
    channelId,
    customerId,
    customer: {
      customerType: 'person' as const,
      ...named,
      email: verifiedEmail,
      ...(languageId !== undefined && { languageId }),
      addresses: [],
      externalIdentities: [{ providerId, externalIdentityId }],
    },
  };
  await createCustomer(channel, creation, undefined, { isCompletedLater: true });
  return { customerId, outcome: candidates.length > 0 ? 'createdForReview' : 'created' };
}

/** What stands before the `@`, no longer than a name. */
function localPart(email: string): string {
  return (email.split('@')[0] ?? email).slice(0, 100);
}
