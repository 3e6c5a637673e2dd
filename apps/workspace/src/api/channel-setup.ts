import type { ChannelDatabaseList } from '@counterfoil/contracts/administration/channel-databases';
import type { EventSubscriptionList } from '@counterfoil/contracts/administration/event-subscriptions';
import type {
  NumberSequence,
  NumberSequenceList,
  WantedNumberSequence,
} from '@counterfoil/contracts/administration/number-sequences';
import type {
  DocumentNumbersLine,
  OrderParameters,
  WantedDocumentNumbers,
} from '@counterfoil/contracts/administration/order-parameters';
import { change, part, read } from './call.ts';

/** Channel databases with how each fares. */
export const readChannelDatabases = (signal: AbortSignal): Promise<ChannelDatabaseList> =>
  read('/channel-databases', signal);

/** A one-time code by which a scale unit registers. */
export const createRegistrationCode = (channelDatabaseId: string): Promise<{ readonly code: string }> =>
  change('POST', `/channel-databases/${part(channelDatabaseId)}/registration-codes`);

/** Brings all settings and customers to a channel database anew. */
export const requestFullDataSync = (
  channelDatabaseId: string,
): Promise<{ readonly sessions: number; readonly customers: boolean }> =>
  change('POST', `/channel-databases/${part(channelDatabaseId)}/full-data-sync`, {});

/** How deliveries to other systems stand. */
export const readEventSubscriptions = (signal: AbortSignal): Promise<EventSubscriptionList> =>
  read('/event-subscriptions', signal);

/** A new secret; the one before ends. */
export const createEventSecret = (eventSubscriptionId: string): Promise<{ readonly secret: string }> =>
  change('POST', `/event-subscriptions/${part(eventSubscriptionId)}/secret`);

/** Goes on with deliveries. */
export const resumeEventSubscription = (eventSubscriptionId: string): Promise<unknown> =>
  change('POST', `/event-subscriptions/${part(eventSubscriptionId)}/resume`, {});

/** Number sequences with what is left of each. */
export const readNumberSequences = (signal: AbortSignal): Promise<NumberSequenceList> =>
  read('/number-sequences', signal);

/** Creates or changes a number sequence. */
export const saveNumberSequence = (id: string, wanted: WantedNumberSequence): Promise<NumberSequence> =>
  change('PUT', `/number-sequences/${part(id)}`, wanted);

/** Parameters of orders with the numbers of their documents. */
export const readOrderParameters = (signal: AbortSignal): Promise<OrderParameters> => read('/order-parameters', signal);

/** Sets the hold code of repaired orders. */
export const saveOrderParameters = (holdCodeForRepairedOrders: string | null): Promise<OrderParameters> =>
  change('PUT', '/order-parameters', { holdCodeForRepairedOrders });

/** Sets the numbers of one kind of document of a legal entity. */
export const saveDocumentNumbers = (
  { legalEntity, kind }: Pick<DocumentNumbersLine, 'legalEntity' | 'kind'>,
  wanted: WantedDocumentNumbers,
): Promise<DocumentNumbersLine> => change('PUT', `/document-numbers/${part(legalEntity)}/${kind}`, wanted);
