import { createHash, randomInt } from 'node:crypto';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import type { Headquarters } from './headquarters.ts';
import { recordSettingChange } from './settings-audit.ts';

/* Without 0 and O, 1, I and L: the code is read out over the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;

/** The hash by which a registration code is kept and compared; letter case, blanks and hyphens don't matter. */
export function hashRegistrationCode(code: string): Buffer {
  const canonical = code.replace(/[\s-]/gu, '').toUpperCase();
  return createHash('sha256').update(canonical, 'utf8').digest();
}

const storeCode = prepared(
  'store-registration-code',
  'UPDATE channel_databases SET registration_code_hash = $2 WHERE channel_database_id = $1',
);

/**
 * A one-time code by which a scale unit registers its key for this channel database; an earlier code that was not used
 * stops working. Only its hash is kept. Error: `channel_database_unknown`.
 */
export async function issueRegistrationCode(
  headquarters: Headquarters,
  channelDatabaseId: string,
  changedBy: string,
): Promise<string> {
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  await headquarters.database.transaction('issue registration code', async (tx) => {
    const stored = await tx.affected(storeCode, [channelDatabaseId, hashRegistrationCode(code)]);
    if (stored === 0) throw refuse('channel_database_unknown', '', { value: channelDatabaseId });
    const setting = `registration code of channel database ${channelDatabaseId}`;
    const now = headquarters.seams.clock.now();
    await recordSettingChange(tx, { changedBy, setting, oldValue: null, newValue: 'issued' }, now);
  });
  return code;
}
