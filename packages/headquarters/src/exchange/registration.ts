import { createHash } from 'node:crypto';
import type { RegistrationRequest } from '@counterfoil/contracts/registration';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { JWK } from 'jose';
import type { Headquarters } from '../headquarters.ts';

/** Only the hash of a one-time code is kept. */
export function registrationCodeHash(code: string): Buffer {
  return createHash('sha256').update(code.trim().toUpperCase()).digest();
}

const keepCodeHash = prepared(
  'keep-registration-code-hash',
  'UPDATE channel_databases SET registration_code_hash = $2 WHERE channel_database_id = $1 RETURNING channel_database_id',
);

/** Lets the scale unit that brings `code` own the channel database, once. Error: `scale_unit_unknown`. */
export async function allowRegistration(tx: Tx, channelDatabaseId: string, code: string): Promise<void> {
  const rows = await tx.query(keepCodeHash, [channelDatabaseId, registrationCodeHash(code)]);
  if (rows.length === 0) throw refuse('scale_unit_unknown');
}

/* The code is used up with the key it brought; the same key again is the same registration, whose answer was lost. */
const registerStatement = prepared(
  'register-scale-unit',
  `UPDATE channel_databases SET public_key = $3, registration_code_hash = NULL
   WHERE channel_database_id = $1 AND (registration_code_hash = $2 OR public_key = $3::jsonb)
   RETURNING channel_database_id`,
);

/** Registers the public key of a scale unit. Error: `registration_code_invalid`. */
export async function registerScaleUnit(headquarters: Headquarters, request: RegistrationRequest): Promise<void> {
  const rows = await headquarters.database.execute('register scale unit', registerStatement, [
    request.channelDatabaseId,
    registrationCodeHash(request.registrationCode),
    JSON.stringify(request.publicKey),
  ]);
  if (rows.length === 0) throw refuse('registration_code_invalid');
}

const selectPublicKey = prepared(
  'select-scale-unit-public-key',
  'SELECT public_key FROM channel_databases WHERE channel_database_id = $1',
);

/** The public key of the scale unit that owns a channel database; null when there is none. */
export async function publicKeyOf(tx: Tx, channelDatabaseId: string): Promise<JWK | null> {
  return (await tx.query<{ public_key: JWK | null }>(selectPublicKey, [channelDatabaseId]))[0]?.public_key ?? null;
}

const selectRegistered = prepared(
  'select-registered-channel-databases',
  'SELECT channel_database_id FROM channel_databases WHERE public_key IS NOT NULL ORDER BY channel_database_id',
);

/** Channel databases that have a scale unit. */
export async function registeredChannelDatabaseIds(tx: Tx): Promise<string[]> {
  return (await tx.query<{ channel_database_id: string }>(selectRegistered)).map((row) => row.channel_database_id);
}
