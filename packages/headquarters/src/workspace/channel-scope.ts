import type { Tx } from '@counterfoil/database/database';
import type { Caller } from '@counterfoil/http/call';
import { customersShownBy } from '../visibility/channel-visibility.ts';

/** The channels that somebody is bound to; null: to none in particular, they see all of them. */
export type ChannelScope = readonly string[] | null;

/** What of a caller decides on the scope. */
export type Bound = Pick<Caller, 'roles' | 'channelIds'>;

/**
 * What a caller is bound to. A store manager is, whatever else they are: one role more never lets a person see past the
 * channels they were given. Without any channel they see nothing.
 */
export function channelScopeOf({ roles, channelIds = [] }: Bound): ChannelScope {
  return roles.includes('storeManager') || channelIds.length > 0 ? channelIds : null;
}

/** Whether a channel belongs to a scope; what belongs to no channel belongs to those alone who are bound to none. */
export function isInScope(scope: ChannelScope, channelId: string | null): boolean {
  return scope === null || (channelId !== null && scope.includes(channelId));
}

/** The customers that a caller may see, as a parameter of `isSeenCustomer`. Null: all of them. */
export type SeenCustomers = string | null;

/**
 * The customers of a scope: of each channel those of its legal entity that it shows by address books, and those that were
 * created in its channel database.
 */
export async function customersSeenIn(tx: Tx, scope: ChannelScope): Promise<SeenCustomers> {
  return scope === null ? null : JSON.stringify(await customersShownBy(tx, scope));
}

/** The SQL condition that the customer of a table is among `parameter`, which is a `SeenCustomers`. */
export function isSeenCustomer(customers: string, parameter: string): string {
  const document = `${customers}.document`;
  return `(${parameter}::jsonb IS NULL OR EXISTS (
     SELECT FROM jsonb_to_recordset(${parameter}::jsonb)
       AS seen ("legalEntity" text, "addressBooks" text[], "channelDatabaseId" text)
     WHERE seen."legalEntity" = ${customers}.legal_entity
       AND (seen."addressBooks" IS NULL OR ${document} -> 'addressBooks' ?| seen."addressBooks"
         OR ${document} ->> 'createdBy' = seen."channelDatabaseId"
         OR starts_with(${document} ->> 'createdBy', seen."channelDatabaseId" || '/'))))`;
}
