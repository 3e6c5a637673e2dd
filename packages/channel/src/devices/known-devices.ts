import type { ChannelConfiguration, Register } from '@counterfoil/contracts/channel-configuration';
import type { DevicePublicKey, PublishedDevice } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';

/* A register has one device: headquarters has just revoked the former one, which is turned away from here on. */
const insertDevice = prepared(
  'insert-device',
  `WITH former AS (
     UPDATE devices SET revoked = true WHERE register_id = $2 AND device_id <> $1 AND NOT revoked
   )
   INSERT INTO devices (device_id, register_id, signing_key, activated_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (device_id) DO NOTHING`,
);

/** Keeps a device that headquarters has just activated in place of the register's former one. */
export async function recordDevice(
  { database, seams }: Channel,
  device: { deviceId: string; registerId: string; signingKey: DevicePublicKey },
): Promise<void> {
  const { deviceId, registerId, signingKey } = device;
  const key = JSON.stringify(signingKey);
  await database.execute('record device', insertDevice, [deviceId, registerId, key, seams.clock.now()]);
}

const revokeDevices = prepared(
  'revoke-devices',
  'UPDATE devices SET revoked = true WHERE device_id = ANY ($1::uuid[]) AND NOT revoked',
);

/** Keeps what job 1090 says of revoked devices, also for the time after they are no longer listed. */
export async function recordRevocations(
  { database }: Pick<Channel, 'database'>,
  { devices }: ChannelConfiguration,
): Promise<void> {
  const revoked = devices.filter(({ state }) => state === 'revoked').map(({ deviceId }) => deviceId);
  if (revoked.length > 0) await database.execute('record revocations', revokeDevices, [revoked]);
}

interface DeviceRow {
  register_id: string;
  signing_key: DevicePublicKey;
  revoked: boolean;
}

const selectDevice = prepared(
  'select-device',
  'SELECT register_id, signing_key, revoked FROM devices WHERE device_id = $1',
);

/** A device as it was activated here or came by job 1090; revoked once either says so. Error: `device_unknown`. */
export async function knownDevice(
  { database, configuration }: Pick<Channel, 'database' | 'configuration'>,
  deviceId: string,
): Promise<PublishedDevice> {
  const own = await ownDevice(database, deviceId);
  const published = configuration.devices.find((device) => device.deviceId === deviceId);
  const device = published ?? own;
  if (!device) throw refuse('device_unknown');
  return own?.state === 'revoked' ? { ...device, state: 'revoked' } : device;
}

async function ownDevice(tx: Tx, deviceId: string): Promise<PublishedDevice | null> {
  const [row] = await tx.query<DeviceRow>(selectDevice, [deviceId]);
  if (!row) return null;
  const { register_id: registerId, signing_key: signingKey, revoked } = row;
  return { deviceId, registerId, signingKey, state: revoked ? 'revoked' : 'active' };
}

/** The register of a device that may call. Errors: `device_revoked`, `register_unknown` while job 1090 hasn't brought it. */
export function registerOfDevice(
  { configuration }: Pick<Channel, 'configuration'>,
  { state, registerId }: PublishedDevice,
): Register {
  if (state === 'revoked') throw refuse('device_revoked');
  const register = configuration.registers.find((candidate) => candidate.registerId === registerId);
  if (!register) throw refuse('register_unknown', '', { value: registerId });
  return register;
}
