import type { Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { lockSettings, saveSettingIn, type SettingAuthor } from './save-setting.ts';
import { keyOf, type SettingKind, type SettingValue } from './setting-kind.ts';
import { channelSchemas, schedulerJobs, schedulerSubjobs } from './setting-kinds.ts';
import { findSetting } from './setting-store.ts';
import { standardChannelSchema, standardSchedulerJobs, standardSchedulerSubjobs } from './standard-scheduler.ts';

/**
 * *Initialize commerce scheduler*: brings the jobs, subjobs and the channel schema that this release of the product has
 * and headquarters lacks. What is there stays as it is. Answers how many came.
 */
export async function initializeCommerceScheduler(headquarters: Headquarters, author: SettingAuthor): Promise<number> {
  const count = await headquarters.database.transaction('initialize commerce scheduler', async (tx) => {
    await lockSettings(tx);
    const bring = <Value extends object>(kind: SettingKind<Value>, values: readonly Value[]): Promise<number> =>
      bringMissing(tx, headquarters, kind, { values, author });
    const schemas = await bring(channelSchemas, [standardChannelSchema]);
    const subjobs = await bring(schedulerSubjobs, standardSchedulerSubjobs);
    return schemas + subjobs + (await bring(schedulerJobs, standardSchedulerJobs));
  });
  if (count > 0) headquarters.wakeUps.settingsChanged();
  return count;
}

async function bringMissing<Value extends object>(
  tx: Tx,
  headquarters: Headquarters,
  kind: SettingKind<Value>,
  { values, author }: { readonly values: readonly Value[]; readonly author: SettingAuthor },
): Promise<number> {
  let count = 0;
  for (const value of values) {
    if (await findSetting(tx, kind, keyOf(kind, value as SettingValue))) continue;
    await saveSettingIn(tx, headquarters, kind, value, author);
    count++;
  }
  return count;
}
