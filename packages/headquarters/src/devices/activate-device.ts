import type { DeviceActivation, DeviceActivationAnswer, DevicePublicKey } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { lockSettings } from '../settings/save-setting.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { raiseSettingsVersion } from '../settings/settings-versions.ts';
import {
  activationCodeHash,
  lockActivationCode,
  useActivationCode,
  type FoundActivationCode,
} from './activation-codes.ts';
import { checkSigningKey, encryptionFor, recoveryKeyOfRegister } from './recovery-keys.ts';
import { revokeActiveDevice } from './revoke-device.ts';

/**
 * Makes the till that brings a code to the scale unit of `channelDatabaseId` the only device of its register: the one
 * before is revoked, and job 1090 tells both. The same code with the same signing key is answered again, as an answer
 * may have been lost. A till that is one already names its register: a code for another would end the till that works
 * there. Errors: `activation_code_invalid`, `activation_code_other_register`, `request_invalid` for keys that are none;
 * then nothing is used up and nobody revoked.
 */
export async function activateDevice(
  headquarters: Headquarters,
  channelDatabaseId: string,
  { activationCode, registerId: ownRegisterId, signingKey, encryptionKey }: DeviceActivation,
): Promise<DeviceActivationAnswer> {
  await checkSigningKey(signingKey);
  const encrypt = await encryptionFor(encryptionKey);
  const codeHash = activationCodeHash(activationCode);
  const now = headquarters.seams.clock.now();
  const activated = await headquarters.database.transaction('activate device', async (tx) => {
    await lockSettings(tx);
    const code = await lockActivationCode(tx, codeHash, channelDatabaseId, now);
    if (!code) throw refuse('activation_code_invalid');
    if (ownRegisterId !== undefined && ownRegisterId !== code.registerId) {
      throw refuse('activation_code_other_register', 'activationCode', { value: ownRegisterId });
    }
    const deviceId = code.used
      ? await deviceActivatedBefore(tx, codeHash, signingKey)
      : await activateFirst(headquarters, tx, { code, codeHash, signingKey, channelDatabaseId, now });
    if (deviceId === null) throw refuse('activation_code_invalid');
    const { registerId } = code;
    return { deviceId, registerId, recoveryKey: await recoveryKeyOfRegister(tx, registerId, now) };
  });
  headquarters.wakeUps.settingsChanged();
  return { ...activated, recoveryKey: await encrypt(activated.recoveryKey) };
}

const selectActivated = prepared(
  'select-device-activated-before',
  `SELECT device_id FROM devices
   WHERE activation_code_hash = $1 AND signing_key = $2::jsonb AND state = 'active'`,
);

/** Null where another till used the code, or the till has been revoked since. */
async function deviceActivatedBefore(tx: Tx, codeHash: Buffer, signingKey: DevicePublicKey): Promise<string | null> {
  const rows = await tx.query<{ device_id: string }>(selectActivated, [codeHash, JSON.stringify(signingKey)]);
  return rows[0]?.device_id ?? null;
}

const insertDevice = prepared(
  'insert-device',
  `INSERT INTO devices (device_id, register_id, signing_key, state, activation_code_hash, activated_at, activated_by)
   VALUES ($1, $2, $3, 'active', $4, $5, $6)`,
);

/** Answers the identifier of the new device; null when the code is too old. */
async function activateFirst(
  { seams }: Headquarters,
  tx: Tx,
  first: {
    readonly code: FoundActivationCode;
    readonly codeHash: Buffer;
    readonly signingKey: DevicePublicKey;
    readonly channelDatabaseId: string;
    readonly now: Date;
  },
): Promise<string | null> {
  const { code, codeHash, signingKey, channelDatabaseId, now } = first;
  const { registerId } = code;
  if (code.expired) return null;
  await useActivationCode(tx, codeHash, now);
  const changedBy = `scale unit ${channelDatabaseId}`;
  const replaced = await revokeActiveDevice(tx, registerId, { changedBy, now });
  const deviceId = seams.ids.uuid();
  await tx.query(insertDevice, [deviceId, registerId, JSON.stringify(signingKey), codeHash, now, channelDatabaseId]);
  const version = await raiseSettingsVersion(tx, '1090', { changedBy, now });
  const oldValue = replaced ? 'active' : null;
  const change = { changedBy, setting: `till of register ${registerId}`, oldValue, newValue: 'activated' };
  await recordSettingChange(tx, { ...change, job: '1090', version }, now);
  return deviceId;
}
