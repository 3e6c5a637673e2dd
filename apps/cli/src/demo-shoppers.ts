import { shopperAddresses } from '@counterfoil/app-development-identity-provider/development-people';
import { createCustomersAtHeadquarters } from '@counterfoil/headquarters/customers/edit-at-headquarters';
import type { Headquarters } from '@counterfoil/headquarters/headquarters';
import { sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';

const author = { subject: 'demonstration' } as const;

/* A shopper of the demonstration finds herself as a customer of a store; another's address is that of two customers. */
const known = [
  {
    firstName: 'Hannah',
    lastName: 'Brooks',
    email: shopperAddresses.known,
    channelId: sampleSettings.channels.houston,
  },
  { firstName: 'Anne', lastName: 'Moreau', email: shopperAddresses.shared, channelId: sampleSettings.channels.paris },
  { firstName: 'Paul', lastName: 'Moreau', email: shopperAddresses.shared, channelId: sampleSettings.channels.paris },
] as const;

/** Makes customers whom shoppers of the demonstration meet when they sign in at the web shop (WD-20); once. */
export async function insertDemoShoppers(headquarters: Headquarters): Promise<void> {
  const creations = known.map(({ channelId, ...person }) => ({
    request: { channelId, customer: { customerType: 'person' as const, ...person, addresses: [] } },
    idempotencyKey: `demonstration shopper ${person.firstName}`,
  }));
  await createCustomersAtHeadquarters(headquarters, creations, author);
}
