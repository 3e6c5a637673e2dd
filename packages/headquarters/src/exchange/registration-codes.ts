import { randomInt } from 'node:crypto';
import { refuse } from '@counterfoil/contracts/refusal';
import { channelDatabaseIds } from './channel-databases.ts';
import type { Headquarters } from '../headquarters.ts';
import { allowRegistration } from './registration.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';

/* Without 0 and O, 1, I and L: the code is read out over the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;

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
    const known = await channelDatabaseIds(tx);
    if (!known.includes(channelDatabaseId)) throw refuse('channel_database_unknown', '', { value: channelDatabaseId });
    await allowRegistration(tx, channelDatabaseId, code);
    const setting = `registration code of channel database ${channelDatabaseId}`;
    const now = headquarters.seams.clock.now();
    await recordSettingChange(tx, { changedBy, setting, oldValue: null, newValue: 'issued' }, now);
  });
  return code;
}
