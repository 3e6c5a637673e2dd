import { createCustomerAtHeadquarters } from '../customers/edit-at-headquarters.ts';
import type { Headquarters } from '../headquarters.ts';
import { sampleSettings } from './sample-settings.ts';
import { findSetting, plainKind } from './setting-store.ts';
import { defaultCustomers } from './setting-kinds.ts';
import { saveSetting } from './save-setting.ts';

const author = { changedBy: 'sample settings', language: 'en' } as const;

const samples = [
  { channelId: sampleSettings.channels.houston, name: 'Houston', customerGroup: '30', affiliations: [] },
  { channelId: sampleSettings.channels.paris, name: 'Paris', customerGroup: '30', affiliations: ['CLUB'] },
  { channelId: sampleSettings.channels.online, name: 'Online store', customerGroup: '40', affiliations: [] },
] as const;

/**
 * Gives every sample channel its default customer (LK-17), once: whoever chose another one keeps it. Their receipt
 * e-mail address stays empty, as every default customer's should.
 */
export async function insertSampleCustomers(headquarters: Headquarters): Promise<void> {
  for (const { channelId, name, customerGroup, affiliations } of samples) {
    if (await findSetting(headquarters.database, plainKind(defaultCustomers), [channelId])) continue;
    const { customer } = await createCustomerAtHeadquarters(
      headquarters,
      {
        channelId,
        customer: {
          customerType: 'person',
          firstName: 'Default customer',
          lastName: name,
          customerGroup,
          affiliations: [...affiliations],
          addresses: [],
        },
      },
      { subject: author.changedBy },
      `default customer of ${channelId}`,
    );
    const customerAccountNumber = customer.customerAccountNumber ?? '';
    await saveSetting(headquarters, defaultCustomers, { channelId, customerAccountNumber }, author);
  }
}
