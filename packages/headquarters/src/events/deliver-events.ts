import { createHash } from 'node:crypto';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { unseal, type SealKey } from '@counterfoil/platform/seal';
import type { Headquarters } from '../headquarters.ts';
import type { EventSubscription } from '../settings/kinds/event-subscriptions.ts';
import {
  failEventDelivery,
  forgetDeletedSubscriptions,
  moveEventDelivery,
  readEventDeliveries,
  type EventDelivery,
} from './event-deliveries.ts';
import { readEventPage, type EventPage } from './event-page.ts';
import type { CustomerEvent } from './event-types.ts';
import type { Receivers, Refusal } from './receiver.ts';
import { signatureHeaders } from './signature.ts';

/** What one run of the job did. */
export interface DeliverEventsResult {
  /** Events that receivers took. */
  readonly delivered: number;
  /** Subscriptions whose receiver did not take its delivery. */
  readonly failed: number;
}

/** What deliveries need from the outside. */
export interface EventDeliveryOptions {
  readonly receivers: Receivers;
  readonly secretsKey: SealKey | null;
}

/** The media type of several events in one body (CloudEvents, batched content mode). */
export const eventBatchType = 'application/cloudevents-batch+json';

/** Rows of the change feed in one delivery. */
const rowCountMax = 100;
const subscriptionsUnderWayMax = 8;
/** Failures in a row after which a subscription is suspended; about half an hour. */
const failureCountMax = 10;
const backOffFirstMs = 2_000;
const backOffMaxMs = 5 * 60_000;
/** So long one run serves a subscription that lies far behind. */
const servedMaxMs = 30_000;

/**
 * The job that tells other systems what happened to customers. Each subscription has its own place in the change feed,
 * moved only after its receiver has taken what lies before it; so deliveries come in commit order and at least once, a
 * repetition with the same event identifiers. One slow or broken receiver is in nobody's way.
 */
export async function deliverEvents(
  headquarters: Headquarters,
  options: EventDeliveryOptions,
  signal?: AbortSignal,
): Promise<DeliverEventsResult> {
  await forgetDeletedSubscriptions(headquarters.database);
  const due = (await readEventDeliveries(headquarters.database)).filter(isDue(headquarters.seams.clock.now()));
  const total = { delivered: 0, failed: 0 };
  for (let start = 0; start < due.length && !signal?.aborted; start += subscriptionsUnderWayMax) {
    const together = due.slice(start, start + subscriptionsUnderWayMax);
    const served = await Promise.all(together.map((one) => serve(headquarters, options, one, signal)));
    for (const { delivered, failed } of served) {
      total.delivered += delivered;
      total.failed += failed;
    }
  }
  return total;
}

interface DueDelivery {
  readonly subscription: EventSubscription;
  readonly delivery: EventDelivery;
}

function isDue(
  now: Date,
): (one: { readonly subscription: EventSubscription; readonly delivery: EventDelivery | null }) => one is DueDelivery {
  return (one): one is DueDelivery => {
    const { subscription, delivery } = one;
    if (!subscription.active || !delivery?.sealedSecret || delivery.suspendedAt !== null) return false;
    return delivery.nextTryAt === null || new Date(delivery.nextTryAt) <= now;
  };
}

async function serve(
  headquarters: Headquarters,
  options: EventDeliveryOptions,
  { subscription, delivery }: DueDelivery,
  signal: AbortSignal | undefined,
): Promise<DeliverEventsResult> {
  const { clock } = headquarters.seams;
  const untilMs = clock.monotonicMs() + servedMaxMs;
  let at = delivery;
  let delivered = 0;
  while (!signal?.aborted && clock.monotonicMs() < untilMs) {
    const page = await nextPage(headquarters, at);
    if ('problem' in page) return { delivered, failed: await fail(headquarters, at, page) };
    if (page.rowCount === 0) break;
    const events = page.events.filter(isWanted(subscription));
    const refusal =
      events.length === 0 ? null : await post(headquarters, options, { subscription, delivery: at }, events);
    if (refusal) return { delivered, failed: await fail(headquarters, at, refusal) };
    const to = { position: page.position, eventCount: events.length, now: clock.now() };
    if (!(await moveEventDelivery(headquarters.database, at, to))) break;
    at = { ...at, position: page.position, failureCount: 0 };
    delivered += events.length;
  }
  return { delivered, failed: 0 };
}

async function nextPage({ database }: Headquarters, { position }: EventDelivery): Promise<EventPage | Refusal> {
  try {
    return await readEventPage(database, position, rowCountMax);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'event_cursor_unknown') throw error;
    return { problem: { code: error.code, field: '' }, isFinal: true };
  }
}

function isWanted({ eventTypes }: EventSubscription): (event: CustomerEvent) => boolean {
  return ({ type }) => eventTypes.length === 0 || eventTypes.includes(type);
}

async function post(
  { seams }: Headquarters,
  { receivers, secretsKey }: EventDeliveryOptions,
  { subscription, delivery }: DueDelivery,
  events: readonly CustomerEvent[],
): Promise<Refusal | null> {
  const { eventSubscriptionId, url } = subscription;
  const secret = secretsKey && delivery.sealedSecret && unseal(secretsKey, eventSubscriptionId, delivery.sealedSecret);
  if (!secret) return { problem: { code: 'event_secret_missing', field: '' }, isFinal: true };
  const body = JSON.stringify(events);
  const message = { id: messageId(eventSubscriptionId, events), sentAt: seams.clock.now(), body };
  return receivers.post(url, body, { 'content-type': eventBatchType, ...signatureHeaders(secret, message) });
}

/** The same events in one delivery are the same message. */
function messageId(eventSubscriptionId: string, events: readonly CustomerEvent[]): string {
  const ids = events.map(({ id }) => id).join(' ');
  return `msg_${createHash('sha256').update(`${eventSubscriptionId} ${ids}`).digest('base64url')}`;
}

/** Answers 1: the subscription failed. */
async function fail(
  { database, seams }: Headquarters,
  { eventSubscriptionId, failureCount }: EventDelivery,
  { problem, isFinal }: { readonly problem: Problem; readonly isFinal: boolean },
): Promise<number> {
  const now = seams.clock.now();
  const longestMs = Math.min(backOffMaxMs, backOffFirstMs * 2 ** failureCount);
  const nextTryAt = new Date(now.getTime() + longestMs * (0.5 + 0.5 * seams.random.next()));
  const suspendedAt = isFinal || failureCount + 1 >= failureCountMax ? now : null;
  await failEventDelivery(database, eventSubscriptionId, { problem, nextTryAt, suspendedAt });
  const log = { subscription: eventSubscriptionId, code: problem.code, suspended: suspendedAt !== null };
  seams.log.warn(log, 'events were not delivered');
  return 1;
}
