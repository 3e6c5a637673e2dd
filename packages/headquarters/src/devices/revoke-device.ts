import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { lockSettings } from '../settings/save-setting.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { raiseSettingsVersion, type SettingsVersionChange } from '../settings/settings-versions.ts';

const revokeActive = prepared(
  'revoke-active-device-of-register',
  `UPDATE devices SET state = 'revoked', revoked_at = $2, revoked_by = $3
   WHERE register_id = $1 AND state = 'active' RETURNING device_id`,
);

/** Revokes the till of a register within a transaction of the caller; answers whether there was an active one. */
export async function revokeActiveDevice(tx: Tx, registerId: string, change: SettingsVersionChange): Promise<boolean> {
  return (await tx.query(revokeActive, [registerId, change.now, change.changedBy])).length > 0;
}

const lockDevice = prepared('lock-device', 'SELECT register_id, state FROM devices WHERE device_id = $1 FOR UPDATE');

/**
 * Ends a till: its scale unit refuses it as soon as job 1090 has told so, and the till removes its data. Revoking it
 * again changes nothing. Answers its register. Error: `device_not_found`.
 */
export async function revokeDevice(headquarters: Headquarters, deviceId: string, changedBy: string): Promise<string> {
  const now = headquarters.seams.clock.now();
  const revoked = await headquarters.database.transaction('revoke device', async (tx) => {
    await lockSettings(tx);
    const device = (await tx.query<{ register_id: string; state: string }>(lockDevice, [deviceId]))[0];
    if (!device) throw refuse('device_not_found');
    const { register_id: registerId } = device;
    if (device.state === 'revoked') return { registerId, isNew: false };
    await revokeActiveDevice(tx, registerId, { changedBy, now });
    const version = await raiseSettingsVersion(tx, '1090', { changedBy, now });
    const change = { changedBy, setting: `till of register ${registerId}`, oldValue: 'active', newValue: 'revoked' };
    await recordSettingChange(tx, { ...change, job: '1090', version }, now);
    return { registerId, isNew: true };
  });
  if (revoked.isNew) headquarters.wakeUps.settingsChanged();
  return revoked.registerId;
}
