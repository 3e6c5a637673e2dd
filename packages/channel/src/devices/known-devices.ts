import type { ChannelConfiguration, Register } from '@counterfoil/contracts/channel-configuration';
import {
  publishedRevocationsPerRegister,
  type DevicePublicKey,
  type PublishedDevice,
} from '@counterfoil/contracts/devices';
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

const markListed = prepared(
  'mark-listed-devices',
  'UPDATE devices SET listed = true WHERE device_id = ANY ($1::uuid[]) AND NOT listed',
);

/** Keeps what job 1090 says of devices, also for the time after they are no longer listed. */
export async function recordListedDevices(
  { database }: Pick<Channel, 'database'>,
  { devices }: ChannelConfiguration,
): Promise<void> {
  const revoked = devices.filter(({ state }) => state === 'revoked').map(({ deviceId }) => deviceId);
  if (revoked.length > 0) await database.execute('record revocations', revokeDevices, [revoked]);
  const listed = devices.map(({ deviceId }) => deviceId);
  if (listed.length > 0) await database.execute('record listed devices', markListed, [listed]);
}

interface DeviceRow {
  register_id: string;
  signing_key: DevicePublicKey;
  revoked: boolean;
  listed: boolean;
}

const selectDevice = prepared(
  'select-device',
  'SELECT register_id, signing_key, revoked, listed FROM devices WHERE device_id = $1',
);

/**
 * A device as it was activated here or came by job 1090; revoked once either says so. One that the job told of before and
 * doesn't any more, though it tells of as many later revocations of the register as it ever does, was revoked before
 * them. Error: `device_unknown`.
 */
export async function knownDevice(
  { database, configuration }: Pick<Channel, 'database' | 'configuration'>,
  deviceId: string,
): Promise<PublishedDevice> {
  const own = await ownDevice(database, deviceId);
  const published = configuration.devices.find((device) => device.deviceId === deviceId);
  if (own?.device.state === 'revoked') return { ...(published ?? own.device), state: 'revoked' };
  if (published) return published;
  if (!own || (own.isListed && isListFull(configuration, own.device))) throw refuse('device_unknown');
  return own.device;
}

/* With fewer revocations nothing was left out: headquarters, restored from a backup, doesn't know this till any more. */
function isListFull({ devices }: ChannelConfiguration, { registerId }: PublishedDevice): boolean {
  const revoked = devices.filter((device) => device.registerId === registerId && device.state === 'revoked');
  return revoked.length >= publishedRevocationsPerRegister;
}

async function ownDevice(
  tx: Tx,
  deviceId: string,
): Promise<{ readonly device: PublishedDevice; readonly isListed: boolean } | null> {
  const [row] = await tx.query<DeviceRow>(selectDevice, [deviceId]);
  if (!row) return null;
  const { register_id: registerId, signing_key: signingKey, revoked, listed } = row;
  return { device: { deviceId, registerId, signingKey, state: revoked ? 'revoked' : 'active' }, isListed: listed };
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
