import { createHash, randomInt } from 'node:crypto';
import { activationCodeLength, activationCodeLifeMs } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { registers } from '../settings/setting-kinds.ts';
import { findSetting } from '../settings/setting-store.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';

/* Without 0 and O, 1, I and L: the code is read out over the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const groupLength = 4;

/** A new code in groups of four, as it is shown. */
function newCode(): string {
  const code = Array.from({ length: activationCodeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return code.match(new RegExp(`.{1,${groupLength}}`, 'gu'))?.join('-') ?? code;
}

/** Only the hash of a code is kept; how it is grouped and whether in capitals makes no difference. */
export function activationCodeHash(code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/gu, '');
  return createHash('sha256').update(plain).digest();
}

/** A code as it is shown once. */
export interface IssuedActivationCode {
  readonly code: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

const voidUnused = prepared(
  'void-unused-activation-codes',
  'DELETE FROM activation_codes WHERE register_id = $1 AND used_at IS NULL',
);

const insertCode = prepared(
  'insert-activation-code',
  `INSERT INTO activation_codes (code_hash, register_id, made_at, made_by, expires_at) VALUES ($1, $2, $3, $4, $5)`,
);

/**
 * A one-time code by which a till becomes the device of a register; an earlier one that was not used stops working.
 * Error: `register_unknown`.
 */
export async function issueActivationCode(
  { database, seams }: Headquarters,
  registerId: string,
  changedBy: string,
): Promise<IssuedActivationCode> {
  const code = newCode();
  const now = seams.clock.now();
  const expiresAt = new Date(now.getTime() + activationCodeLifeMs);
  await database.transaction('issue activation code', async (tx) => {
    if (!(await findSetting(tx, registers, [registerId]))) throw refuse('register_unknown', '', { value: registerId });
    await tx.query(voidUnused, [registerId]);
    await tx.query(insertCode, [activationCodeHash(code), registerId, now, changedBy, expiresAt]);
    const setting = `activation code of register ${registerId}`;
    await recordSettingChange(tx, { changedBy, setting, oldValue: null, newValue: 'issued' }, now);
  });
  return { code, expiresAt: expiresAt.toISOString() };
}

const lockCode = prepared(
  'lock-activation-code',
  `SELECT code.register_id, code.used_at IS NOT NULL AS used, code.expires_at <= $3 AS expired
   FROM activation_codes AS code
   JOIN setting_documents AS register ON register.kind = 'registers' AND register.key = code.register_id
   JOIN channels ON channels.channel_id = register.document ->> 'channelId'
   WHERE code.code_hash = $1 AND channels.channel_database_id = $2
   FOR UPDATE OF code`,
);

/** A code that somebody brought. */
export interface FoundActivationCode {
  readonly registerId: string;
  readonly used: boolean;
  readonly expired: boolean;
}

/** The code of a register of that channel database, held until the transaction ends; null when there is none. */
export async function lockActivationCode(
  tx: Tx,
  codeHash: Buffer,
  channelDatabaseId: string,
  now: Date,
): Promise<FoundActivationCode | null> {
  const rows = await tx.query<{ register_id: string; used: boolean; expired: boolean }>(lockCode, [
    codeHash,
    channelDatabaseId,
    now,
  ]);
  const row = rows[0];
  return row ? { registerId: row.register_id, used: row.used, expired: row.expired } : null;
}

const useCode = prepared('use-activation-code', 'UPDATE activation_codes SET used_at = $2 WHERE code_hash = $1');

/** The code activates nothing else any more. */
export async function useActivationCode(tx: Tx, codeHash: Buffer, now: Date): Promise<void> {
  await tx.query(useCode, [codeHash, now]);
}
