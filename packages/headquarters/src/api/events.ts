import {
  eventSubscriptionListSchema,
  type eventSubscriptionStateSchema as subscriptionSchema,
} from '@counterfoil/contracts/administration/event-subscriptions';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { feedStart } from '@counterfoil/contracts/exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { eventBatchType } from '../events/deliver-events.ts';
import {
  deliveryCursor,
  deliveryState,
  makeEventSecret,
  readEventDeliveries,
  resumeEventDelivery,
  type EventDelivery,
} from '../events/event-deliveries.ts';
import { cursorOf, positionOf, readEventPage } from '../events/event-page.ts';
import { customerEventSchema, type CustomerEvent } from '../events/event-types.ts';
import type { EventSubscription } from '../settings/kinds/event-subscriptions.ts';
import { administratorOnly, readers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const rowCountMax = 1_000;
const rowCountDefault = 100;
const cursorSchema = z.string().max(120);

const exampleEvent: CustomerEvent = {
  specversion: '1.0',
  id: '01890000-0000-7000-8000-00000000000a',
  source: '/counterfoil/headquarters',
  type: 'counterfoil.customer.created',
  subject: '01890000-0000-7000-8000-000000000001',
  time: '2026-03-01T10:00:00.000Z',
  datacontenttype: 'application/json',
  data: {
    customerId: '01890000-0000-7000-8000-000000000001',
    legalEntity: 'USRT',
    customerAccountNumber: 'C-000000001',
    operationId: '01890000-0000-7000-8000-000000000002',
    channelId: 'HOUSTON',
    changed: [],
  },
};

/** `GET /events` */
export const listEvents = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listEvents',
      method: 'GET',
      path: '/events',
      summary: 'What happened to customers',
      description:
        'CloudEvents 1.0 in the order in which they were committed, behind the cursor `after`; without it from the ' +
        'start. The header `counterfoil-cursor` of the answer is the cursor of the next request; it is the same as ' +
        'the one sent when there is nothing new. `limit` counts changes: a creation gives two events, created and ' +
        'mapped to its account number. Events hold no personal data; the customer is read by its identifier.',
      request: {
        query: z.strictObject({
          after: cursorSchema.optional(),
          limit: z.coerce.number().int().min(1).max(rowCountMax).default(rowCountDefault),
        }),
      },
      response: { 200: z.array(customerEventSchema) },
      answerType: eventBatchType,
      errors: ['event_cursor_unknown'],
      examples: { response: [exampleEvent] },
    }),
    async ({ query: { after, limit } }) => {
      const position = after === undefined ? feedStart : positionOf(after);
      const page = await readEventPage(headquarters.database, position, limit);
      const cursor = cursorOf(page.position);
      const link = `</events?after=${encodeURIComponent(cursor)}&limit=${limit}>; rel="next"`;
      return { status: 200, body: [...page.events], headers: { 'counterfoil-cursor': cursor, link } };
    },
  );

const exampleSubscription: z.output<typeof subscriptionSchema> = {
  eventSubscriptionId: 'ERP',
  name: 'ERP of the group',
  state: 'suspended',
  cursor: 'MS43OTAuMTIuMDE4OTAwMDA',
  deliveredCount: '12',
  failureCount: 10,
  lastDeliveredAt: '2026-03-01T10:00:00.000Z',
  nextTryAt: null,
  suspendedAt: '2026-03-01T10:30:00.000Z',
  lastError: { code: 'event_receiver_refused', message: 'The receiver answered 500.' },
};

function shown(
  subscription: EventSubscription,
  delivery: EventDelivery | null,
  language: Language,
): z.output<typeof subscriptionSchema> {
  const { eventSubscriptionId, name } = subscription;
  const error = delivery?.lastError ?? null;
  const sentence = error && isErrorCode(error.code) ? messageOf(error.code, language, error.parameters) : error?.code;
  return {
    eventSubscriptionId,
    name,
    state: deliveryState(subscription, delivery),
    cursor: delivery && deliveryCursor(delivery),
    deliveredCount: delivery?.deliveredCount ?? '0',
    failureCount: delivery?.failureCount ?? 0,
    lastDeliveredAt: delivery?.lastDeliveredAt ?? null,
    nextTryAt: delivery?.nextTryAt ?? null,
    suspendedAt: delivery?.suspendedAt ?? null,
    lastError: error && { code: error.code, message: sentence ?? error.code },
  };
}

/** `GET /event-subscriptions` */
export const listEventSubscriptions = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'listEventSubscriptions',
      method: 'GET',
      path: '/event-subscriptions',
      summary: 'How event subscriptions stand',
      description:
        'How far each has come, and why one rests. They are made and changed under /settings/event-subscriptions.',
      request: {},
      response: { 200: eventSubscriptionListSchema },
      errors: [],
      examples: { response: { eventSubscriptions: [exampleSubscription] } },
    }),
    async ({ language }) => {
      const all = await readEventDeliveries(headquarters.database);
      const lines = all.map(({ subscription, delivery }) => shown(subscription, delivery, language));
      return { status: 200, body: { eventSubscriptions: lines } };
    },
  );

const params = z.strictObject({ eventSubscriptionId: identifierSchema });

/** `POST /event-subscriptions/{id}/secret` */
export const createEventSecret = ({ headquarters, secretsKey = null }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'createEventSecret',
      method: 'POST',
      path: '/event-subscriptions/:eventSubscriptionId/secret',
      summary: 'Make a signing secret',
      description:
        'Answers it once and never again: it is kept sealed with the key of the configuration. The one before ends at ' +
        'once. With the first one deliveries begin, with what happens from now on. Deliveries are signed as in ' +
        'Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature with HMAC-SHA256).',
      request: { params },
      response: { 201: z.strictObject({ secret: z.string() }) },
      errors: ['event_subscription_unknown', 'secrets_key_missing'],
      examples: { response: { secret: 'whsec_bm90IGEgc2VjcmV0LCBhbiBleGFtcGxlIG9mIG9uZQ==' } },
    }),
    async ({ params: { eventSubscriptionId }, caller }) => {
      const options = { secretsKey, changedBy: caller.subject };
      const secret = await makeEventSecret(headquarters, eventSubscriptionId, options);
      return { status: 201, body: { secret }, headers: { 'cache-control': 'no-store' } };
    },
  );

const resumed = z.strictObject({ eventSubscriptionId: identifierSchema });

/** `POST /event-subscriptions/{id}/resume` */
export const resumeEventSubscription = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'resumeEventSubscription',
      method: 'POST',
      path: '/event-subscriptions/:eventSubscriptionId/resume',
      summary: 'Go on with deliveries',
      description:
        'A suspended subscription goes on where it was. With `after` it goes on behind that cursor, with null from ' +
        'the start of everything: so a receiver gets again what it has lost.',
      request: { params, body: z.strictObject({ after: cursorSchema.nullable().optional() }).nullable() },
      response: { 200: resumed },
      errors: ['event_subscription_unknown', 'event_secret_missing', 'event_cursor_unknown'],
      examples: { request: { after: exampleSubscription.cursor }, response: { eventSubscriptionId: 'ERP' } },
    }),
    async ({ params: { eventSubscriptionId }, body }) => {
      const after = body?.after;
      await resumeEventDelivery(headquarters, eventSubscriptionId, after === undefined ? {} : { after });
      return { status: 200, body: { eventSubscriptionId } };
    },
  );
