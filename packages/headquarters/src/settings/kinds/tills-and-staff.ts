import { registerSchema, workerSchema } from '@counterfoil/contracts/channel-configuration';
import { prepared } from '@counterfoil/database/database';
import { defineSettingKind } from '../setting-kind.ts';
import { findSetting } from '../setting-store.ts';
import { channels } from './organization.ts';
import { duplicates, languageProblems, reference, references } from './shapes.ts';

/** Tills. */
export const registers = defineSettingKind({
  name: 'registers',
  title: { en: 'register', fr: 'caisse' },
  description: 'Tills of stores. With *Support offline* a till has an offline database.',
  key: ['registerId'],
  schema: registerSchema,
  storage: { documents: true },
  job: '1090',
  example: {
    registerId: 'HOUSTON-1',
    channelId: 'HOUSTON',
    name: 'Houston, till 1',
    supportOffline: true,
    offlineProfileId: 'STANDARD',
  },
  refersTo: ['channels', 'offline-profiles'],
  references: (register) => [
    ...reference('channelId', 'channels', register.channelId),
    ...reference('offlineProfileId', 'offline-profiles', register.offlineProfileId),
  ],
  verify: async (register, { tx }) => {
    const channel = await findSetting(tx, channels, [register.channelId]);
    if (!channel || channel.channelType === 'store') return [];
    return [{ code: 'register_needs_store', field: 'channelId', parameters: { value: register.channelId } }];
  },
  usedBy: [
    {
      statement: prepared(
        'find-active-device-of-register',
        `SELECT 1 FROM devices WHERE register_id = $1 AND state = 'active'`,
      ),
      title: { en: 'an activated till', fr: 'une caisse activée' },
    },
  ],
});

/** Staff. */
export const workers = defineSettingKind({
  name: 'workers',
  title: { en: 'worker', fr: 'collaborateur' },
  description: 'Staff with the language and the role in which they work, and the channels where they do.',
  key: ['workerId'],
  schema: workerSchema,
  storage: { documents: true },
  job: '1060',
  example: {
    workerId: '000160',
    name: 'Simone Martin',
    languageId: 'fr-FR',
    role: 'storeManager',
    channelIds: ['HOUSTON'],
  },
  refersTo: ['channels'],
  references: ({ channelIds }) => references('channelIds', 'channels', channelIds),
  check: ({ languageId, channelIds }) => [...languageProblems(languageId), ...duplicates('channelIds', channelIds)],
});
