import { z } from 'zod';
import { eventTypeSchema, eventTypes } from '../../events/event-types.ts';
import { defineSettingKind } from '../setting-kind.ts';
import { duplicates, idSchema, nameSchema } from './shapes.ts';

const urlLengthMax = 2_000;

const subscriptionSchema = z.strictObject({
  eventSubscriptionId: idSchema,
  name: nameSchema,
  active: z.boolean(),
  url: z.string().min(1).max(urlLengthMax),
  /** None: all of them. */
  eventTypes: z.array(eventTypeSchema).max(eventTypes.length),
});

/** A subscription of another system to what happens to customers. */
export type EventSubscription = z.infer<typeof subscriptionSchema>;

/** Other systems that are told what happens to customers (webhooks). */
export const eventSubscriptions = defineSettingKind({
  name: 'event-subscriptions',
  title: { en: 'event subscription', fr: 'abonnement aux événements' },
  description:
    'Where events about customers are sent, and which; none named: all. Deliveries begin once the subscription has a ' +
    'secret (`POST /event-subscriptions/{id}/secret`).',
  key: ['eventSubscriptionId'],
  schema: subscriptionSchema,
  storage: { documents: true },
  job: null,
  example: {
    eventSubscriptionId: 'ERP',
    name: 'ERP of the group',
    active: true,
    url: 'https://erp.contoso.example/counterfoil',
    eventTypes: ['counterfoil.customer.created', 'counterfoil.customer.mapped'],
  },
  check: ({ url, eventTypes: types }) => [
    ...(isReceiverUrl(url) ? [] : [{ code: 'event_url_invalid', field: 'url' }]),
    ...duplicates('eventTypes', types),
  ],
});

function isReceiverUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  const { protocol, username, password, hash } = url;
  return ['https:', 'http:'].includes(protocol) && username === '' && password === '' && hash === '';
}
