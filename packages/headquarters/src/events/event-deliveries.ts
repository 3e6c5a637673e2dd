import type { Problem } from '@counterfoil/contracts/customer-operation';
import { feedStart, type FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import { seal, type SealKey } from '@counterfoil/platform/seal';
import type { Headquarters } from '../headquarters.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { eventSubscriptions, type EventSubscription } from '../settings/kinds/event-subscriptions.ts';
import { lockSetting, plainKind, readSettings } from '../settings/setting-store.ts';
import { cursorOf, endOfEvents, positionOf, readEventPage } from './event-page.ts';
import { newSigningSecret, secretText } from './signature.ts';

/** How far a subscription has come. */
export interface EventDelivery {
  readonly eventSubscriptionId: string;
  readonly sealedSecret: Buffer | null;
  readonly position: FeedPosition;
  readonly failureCount: number;
  readonly nextTryAt: string | null;
  readonly suspendedAt: string | null;
  readonly lastError: Problem | null;
  readonly lastDeliveredAt: string | null;
  /** Events, as decimal text. */
  readonly deliveredCount: string;
}

const selectDeliveries = prepared(
  'select-event-deliveries',
  `SELECT event_subscription_id AS "eventSubscriptionId", sealed_secret AS "sealedSecret", position,
     failure_count AS "failureCount", next_try_at AS "nextTryAt", suspended_at AS "suspendedAt",
     last_error AS "lastError", last_delivered_at AS "lastDeliveredAt", delivered_count::text AS "deliveredCount"
   FROM event_deliveries`,
);

/** Every subscription with its delivery; null as long as it has no secret. */
export async function readEventDeliveries(
  tx: Tx,
): Promise<{ readonly subscription: EventSubscription; readonly delivery: EventDelivery | null }[]> {
  const subscriptions = await readSettings(tx, eventSubscriptions);
  if (subscriptions.length === 0) return [];
  const deliveries = await tx.query<EventDelivery>(selectDeliveries);
  const byId = new Map(deliveries.map((delivery) => [delivery.eventSubscriptionId, delivery]));
  return subscriptions.map((subscription) => ({
    subscription,
    delivery: byId.get(subscription.eventSubscriptionId) ?? null,
  }));
}

const forgetDeliveries = prepared(
  'forget-event-deliveries',
  `DELETE FROM event_deliveries
   WHERE NOT EXISTS (
     SELECT FROM setting_documents
     WHERE kind = '${eventSubscriptions.name}' AND key = event_deliveries.event_subscription_id)`,
);

/** What deleted subscriptions leave behind goes: their secrets, and places that another of the name must not begin at. */
export async function forgetDeletedSubscriptions(tx: Tx): Promise<void> {
  await tx.query(forgetDeliveries);
}

const keepSecret = prepared(
  'keep-event-secret',
  `INSERT INTO event_deliveries (event_subscription_id, sealed_secret, position) VALUES ($1, $2, $3)
   ON CONFLICT (event_subscription_id) DO UPDATE
   SET sealed_secret = excluded.sealed_secret, failure_count = 0, next_try_at = NULL, suspended_at = NULL, last_error = NULL`,
);

/**
 * Makes a new signing secret for a subscription and answers it, once: it is kept sealed. The first one lets deliveries
 * begin with what happens from now on. Errors: `event_subscription_unknown`, `secrets_key_missing`.
 */
export async function makeEventSecret(
  headquarters: Headquarters,
  eventSubscriptionId: string,
  options: { readonly secretsKey: SealKey | null; readonly changedBy: string },
): Promise<string> {
  const secret = newSigningSecret();
  const { database, seams } = headquarters;
  await database.transaction('make event secret', async (tx) => {
    await requireSubscription(tx, eventSubscriptionId);
    await forgetDeletedSubscriptions(tx);
    if (!options.secretsKey) throw refuse('secrets_key_missing');
    const sealed = seal(options.secretsKey, eventSubscriptionId, secret);
    const position = (await endOfEvents(tx)) ?? feedStart;
    await tx.query(keepSecret, [eventSubscriptionId, sealed, JSON.stringify(position)]);
    const { changedBy } = options;
    const setting = `secret of event subscription ${eventSubscriptionId}`;
    await recordSettingChange(tx, { changedBy, setting, oldValue: null, newValue: null }, seams.clock.now());
  });
  return secretText(secret);
}

const resumeStatement = prepared(
  'resume-event-delivery',
  `UPDATE event_deliveries
   SET failure_count = 0, next_try_at = NULL, suspended_at = NULL, position = coalesce($2::jsonb, position)
   WHERE event_subscription_id = $1
   RETURNING event_subscription_id`,
);

/**
 * Deliveries go on where they were, or behind `after` (a cursor, or null for the start of everything). Errors:
 * `event_subscription_unknown`, `event_secret_missing`, `event_cursor_unknown`.
 */
export async function resumeEventDelivery(
  { database }: Headquarters,
  eventSubscriptionId: string,
  options: { readonly after?: string | null } = {},
): Promise<void> {
  await database.transaction('resume event delivery', async (tx) => {
    await requireSubscription(tx, eventSubscriptionId);
    const { after } = options;
    const position = after === undefined ? null : after === null ? feedStart : positionOf(after);
    if (position) await readEventPage(tx, position, 1);
    const rows = await tx.query(resumeStatement, [eventSubscriptionId, position && JSON.stringify(position)]);
    if (rows.length === 0) throw refuse('event_secret_missing');
  });
}

async function requireSubscription(tx: Tx, eventSubscriptionId: string): Promise<void> {
  if (await lockSetting(tx, plainKind(eventSubscriptions), [eventSubscriptionId])) return;
  throw refuse('event_subscription_unknown', '', { value: eventSubscriptionId });
}

const moveStatement = prepared(
  'move-event-delivery',
  `UPDATE event_deliveries
   SET position = $3, delivered_count = delivered_count + $4, failure_count = 0, next_try_at = NULL, last_error = NULL,
     last_delivered_at = CASE WHEN $4 > 0 THEN $5 ELSE last_delivered_at END
   WHERE event_subscription_id = $1 AND position = $2
   RETURNING event_subscription_id`,
);

/**
 * The receiver has taken everything up to `position`. False when somebody has set the subscription to another place
 * meanwhile: that place stays.
 */
export async function moveEventDelivery(
  database: Database,
  delivery: EventDelivery,
  to: { readonly position: FeedPosition; readonly eventCount: number; readonly now: Date },
): Promise<boolean> {
  const rows = await database.execute('move event delivery', moveStatement, [
    delivery.eventSubscriptionId,
    JSON.stringify(delivery.position),
    JSON.stringify(to.position),
    to.eventCount,
    to.now,
  ]);
  return rows.length > 0;
}

const failStatement = prepared(
  'fail-event-delivery',
  `UPDATE event_deliveries
   SET failure_count = failure_count + 1, last_error = $2, next_try_at = $3, suspended_at = $4
   WHERE event_subscription_id = $1`,
);

/** The receiver did not take it: the next try comes at `nextTryAt`, or none until somebody resumes it. */
export async function failEventDelivery(
  database: Database,
  eventSubscriptionId: string,
  failure: { readonly problem: Problem; readonly nextTryAt: Date; readonly suspendedAt: Date | null },
): Promise<void> {
  await database.execute('fail event delivery', failStatement, [
    eventSubscriptionId,
    JSON.stringify(failure.problem),
    failure.nextTryAt,
    failure.suspendedAt,
  ]);
}

/** How a subscription stands, in one word. */
export type DeliveryState = 'off' | 'secretMissing' | 'suspended' | 'retrying' | 'delivering';

/** How it stands. */
export function deliveryState({ active }: EventSubscription, delivery: EventDelivery | null): DeliveryState {
  if (!active) return 'off';
  if (!delivery?.sealedSecret) return 'secretMissing';
  if (delivery.suspendedAt !== null) return 'suspended';
  return delivery.failureCount > 0 ? 'retrying' : 'delivering';
}

/** The place of a delivery for those who read events themselves. */
export function deliveryCursor({ position }: EventDelivery): string {
  return cursorOf(position);
}
