import {
  deviceChallengeLifeMs,
  proofWindowSize,
  type DeviceProof,
  type PublishedDevice,
} from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { knownDevice, registerOfDevice } from './known-devices.ts';
import { hashOfSecret, newSecret } from './secrets.ts';
import { signedPayload } from './signed-payload.ts';

const insertChallenge = prepared(
  'insert-device-challenge',
  `WITH void AS (DELETE FROM device_challenges WHERE expires_at <= $3)
   INSERT INTO device_challenges (challenge_hash, device_id, expires_at) VALUES ($1, $2, $4)`,
);

/** A one-time challenge for a device. Errors: `device_unknown`, `device_revoked`, `register_unknown`. */
export async function challengeDevice(channel: Channel, deviceId: string): Promise<string> {
  registerOfDevice(channel, await knownDevice(channel, deviceId));
  const challenge = newSecret();
  const now = channel.seams.clock.now();
  const expiresAt = new Date(now.getTime() + deviceChallengeLifeMs);
  const hash = hashOfSecret(challenge);
  await channel.database.execute('record device challenge', insertChallenge, [hash, deviceId, now, expiresAt]);
  return challenge;
}

const signedChallengeSchema = z.strictObject({ challenge: z.string() });

/**
 * Opens a connection for whoever signs the challenge with the device's key; it replaces the former one of the device.
 * Errors: `device_unknown`, `device_proof_invalid`, `device_revoked`, `register_unknown`.
 */
export async function openDeviceConnection(
  channel: Channel,
  { deviceId, signedChallenge }: { deviceId: string; signedChallenge: string },
): Promise<string> {
  const device = await knownDevice(channel, deviceId);
  const { challenge } = await signedPayload(signedChallenge, device.signingKey, signedChallengeSchema);
  registerOfDevice(channel, device);
  return replaceConnection(channel, device, challenge);
}

const deleteChallenge = prepared(
  'delete-device-challenge',
  `DELETE FROM device_challenges WHERE challenge_hash = $1 AND device_id = $2 AND expires_at > $3
   RETURNING challenge_hash`,
);

const upsertConnection = prepared(
  'upsert-device-connection',
  `INSERT INTO device_connections (device_id, connection_id, epoch_id, opened_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (device_id) DO UPDATE SET connection_id = excluded.connection_id, epoch_id = excluded.epoch_id,
     highest_sequence = DEFAULT, used = DEFAULT, opened_at = excluded.opened_at`,
);

async function replaceConnection(
  { database, seams, epoch }: Channel,
  { deviceId }: PublishedDevice,
  challenge: string,
): Promise<string> {
  const connectionId = seams.ids.uuid();
  const now = seams.clock.now();
  await database.transaction('open device connection', async (tx) => {
    const used = await tx.query(deleteChallenge, [hashOfSecret(challenge), deviceId, now]);
    if (used.length === 0) throw refuse('device_proof_invalid');
    await tx.query(upsertConnection, [deviceId, connectionId, epoch.epochId, now]);
  });
  return connectionId;
}

/*
 * One statement: of two calls with the same sequence the second waits for the first one's row and then finds its bit.
 * Bit 0 stands for the sequence below the highest, so a new highest moves all bits and sets that of the former one.
 */
const useSequence = prepared(
  'use-device-sequence',
  `UPDATE device_connections SET
     highest_sequence = greatest(highest_sequence, $4),
     used = CASE
       WHEN $4 < highest_sequence THEN set_bit(used, (highest_sequence - $4 - 1)::integer, 1)
       WHEN $4 - highest_sequence > ${proofWindowSize} THEN B'0'::bit(${proofWindowSize})
       ELSE set_bit(used >> ($4 - highest_sequence)::integer, ($4 - highest_sequence - 1)::integer, 1)
     END
   WHERE device_id = $1 AND connection_id = $2 AND epoch_id = $3 AND CASE
     WHEN $4 > highest_sequence THEN true
     WHEN $4 = highest_sequence OR highest_sequence - $4 > ${proofWindowSize} THEN false
     ELSE get_bit(used, (highest_sequence - $4 - 1)::integer) = 0
   END
   RETURNING connection_id`,
);

const selectConnection = prepared(
  'select-device-connection',
  'SELECT FROM device_connections WHERE device_id = $1 AND connection_id = $2 AND epoch_id = $3',
);

/**
 * Uses the sequence of one call up, for good: before the call is done, so that it is done at most once.
 * Errors: `device_connection_ended`; `device_proof_replayed` for one that was used, or is too far behind to tell.
 */
export async function useProofSequence(
  { database, epoch }: Channel,
  deviceId: string,
  { connectionId, sequence }: Pick<DeviceProof, 'connectionId' | 'sequence'>,
): Promise<void> {
  const connection = [deviceId, connectionId, epoch.epochId];
  const fresh = await database.execute('use device sequence', useSequence, [...connection, sequence]);
  if (fresh.length > 0) return;
  const isOpen = (await database.query(selectConnection, connection)).length > 0;
  throw refuse(isOpen ? 'device_proof_replayed' : 'device_connection_ended');
}
