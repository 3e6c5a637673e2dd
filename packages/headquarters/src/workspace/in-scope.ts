import { refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import { findHeadquartersCustomer } from '../customers/find-customers.ts';
import type { Headquarters } from '../headquarters.ts';
import { unknownSetting, type SettingAuthor } from '../settings/save-setting.ts';
import { plainKind, findSetting } from '../settings/setting-store.ts';
import { registers, workers } from '../settings/setting-kinds.ts';
import { channelScopeOf, customersSeenIn, isInScope, type Bound } from './channel-scope.ts';

/* Whatever lies outside a scope is refused exactly as what doesn't exist. */

/** The customer that a caller means, by what names it to anybody. Error: `customer_unknown`. */
export async function customerInScope(headquarters: Headquarters, caller: Bound, identifier: string): Promise<string> {
  const scope = channelScopeOf(caller);
  if (scope === null) return identifier;
  const seen = await customersSeenIn(headquarters.database, scope);
  return (await findHeadquartersCustomer(headquarters, identifier, seen)).customerId;
}

/** Who is bound acts for a channel of theirs. Errors: `field_required`, `channel_unknown`. */
export function expectOwnChannel(caller: Bound, channelId: string | undefined): void {
  const scope = channelScopeOf(caller);
  if (scope === null) return;
  if (channelId === undefined) throw refuse('field_required', 'channelId');
  if (!scope.includes(channelId)) throw refuse('channel_unknown', 'channelId', { value: channelId });
}

const selectOperation = prepared(
  'select-staged-operation-of-channels',
  `SELECT 1 FROM staged_operations
   WHERE operation_id = $1 AND operation #>> '{origin,channelId}' = ANY($2::text[])`,
);

/** Error `staged_operation_unknown` unless it was recorded in a channel of the caller. */
export async function expectOperationInScope(
  { database }: Headquarters,
  caller: Bound,
  operationId: string,
): Promise<void> {
  const scope = channelScopeOf(caller);
  if (scope === null) return;
  if ((await database.query(selectOperation, [operationId, scope])).length === 0) {
    throw refuse('staged_operation_unknown');
  }
}

/** Error `register_unknown` unless the register stands in a channel of the caller. */
export async function expectRegisterInScope(
  { database }: Headquarters,
  caller: Bound,
  registerId: string,
): Promise<void> {
  const scope = channelScopeOf(caller);
  if (scope === null) return;
  const register = await findSetting(database, registers, [registerId]);
  if (!isInScope(scope, register?.channelId ?? null)) throw refuse('register_unknown', '', { value: registerId });
}

const selectChannelOfDevice = prepared(
  'select-channel-of-device',
  `SELECT register.document ->> 'channelId' AS "channelId"
   FROM devices
   JOIN setting_documents AS register ON register.kind = 'registers' AND register.key = devices.register_id
   WHERE device_id = $1`,
);

/** Error `device_not_found` unless the till stands in a channel of the caller. */
export async function expectDeviceInScope({ database }: Headquarters, caller: Bound, deviceId: string): Promise<void> {
  const scope = channelScopeOf(caller);
  if (scope === null) return;
  const [device] = await database.query<{ channelId: string }>(selectChannelOfDevice, [deviceId]);
  if (!isInScope(scope, device?.channelId ?? null)) throw refuse('device_not_found');
}

/**
 * Error `setting_unknown` unless the worker works in channels of the caller only: whoever sets a PIN can sign in with it
 * wherever the worker can.
 */
export async function expectWorkerInScope(
  { database }: Headquarters,
  caller: Bound & Pick<SettingAuthor, 'language'>,
  workerId: string,
): Promise<void> {
  const scope = channelScopeOf(caller);
  if (scope === null) return;
  const channelIds = (await findSetting(database, workers, [workerId]))?.channelIds ?? [];
  const isOwn = channelIds.length > 0 && channelIds.every((channelId) => isInScope(scope, channelId));
  if (!isOwn) throw unknownSetting(plainKind(workers), [workerId], caller.language);
}
