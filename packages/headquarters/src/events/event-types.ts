import { uuidSchema } from '@counterfoil/contracts/customer';
import { z } from 'zod';

/**
 * What happens to customers. `merged` and `erased` are reserved for the operations of those names: subscriptions may
 * name them already.
 */
export const eventTypes = [
  'counterfoil.customer.created',
  'counterfoil.customer.mapped',
  'counterfoil.customer.updated',
  'counterfoil.customer.deactivated',
  'counterfoil.customer.merged',
  'counterfoil.customer.erased',
] as const;

export const eventTypeSchema = z.enum(eventTypes);

/**
 * An event as CloudEvents 1.0 JSON. It says that something happened and to whom, and holds no personal data: nothing of
 * a customer stays behind in the logs and queues of others. The same event always reads the same.
 */
export const customerEventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  /** Unique; a receiver that has seen it passes over the repetition. */
  id: z.string(),
  source: z.string(),
  type: eventTypeSchema,
  /** The permanent identifier of the customer. */
  subject: uuidSchema,
  /** ISO 8601, for display: the order is that of the events. */
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.strictObject({
    customerId: uuidSchema,
    legalEntity: z.string(),
    /** Of a mapping: what the permanent identifier is now known as. */
    customerAccountNumber: z.string(),
    /** The operation that did it. */
    operationId: uuidSchema,
    /** The channel where it was recorded; empty for headquarters itself. */
    channelId: z.string(),
    /** Of an update: names of the fields and lists that were changed. */
    changed: z.array(z.string()),
  }),
});

export type EventType = z.infer<typeof eventTypeSchema>;
export type CustomerEvent = z.infer<typeof customerEventSchema>;
