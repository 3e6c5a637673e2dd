import { z } from 'zod';

/** How deliveries of a subscription stand. */
export const eventSubscriptionStateSchema = z.strictObject({
  eventSubscriptionId: z.string(),
  name: z.string(),
  state: z.enum(['off', 'secretMissing', 'suspended', 'retrying', 'delivering']),
  /** Everything before it was taken by the receiver; null without a secret. */
  cursor: z.string().nullable(),
  /** A counter of the database. */
  deliveredCount: z.string(),
  failureCount: z.number().int(),
  lastDeliveredAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  suspendedAt: z.string().nullable(),
  lastError: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
});

/** `GET /event-subscriptions` */
export const eventSubscriptionListSchema = z.strictObject({
  eventSubscriptions: z.array(eventSubscriptionStateSchema),
});

export type EventSubscriptionState = z.infer<typeof eventSubscriptionStateSchema>;
export type EventSubscriptionList = z.infer<typeof eventSubscriptionListSchema>;
