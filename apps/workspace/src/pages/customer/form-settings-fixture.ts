import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import { exampleFormSettings } from '@counterfoil/ui/customer-form/example-form-fixture';

/** A legal entity and its store in Houston, with a few of everything that a form shows. */
export const exampleSettings: CustomerFormSettings = {
  legalEntities: [{ legalEntity: 'USRT', name: 'Retail USA', countryRegion: 'US' }],
  places: [
    {
      legalEntity: 'USRT',
      channelId: null,
      name: 'Retail USA',
      defaults: {
        fields: { languageId: 'en-US', currency: 'USD' },
        affiliations: [],
        addressBooks: [],
        countryRegion: 'US',
      },
    },
    {
      legalEntity: 'USRT',
      channelId: 'HOUSTON',
      name: 'Houston',
      defaults: {
        fields: { languageId: 'es-US', currency: 'USD', customerGroup: 'RETAIL', receiptOption: 'email' },
        affiliations: ['STUDENT'],
        addressBooks: ['SHARED'],
        countryRegion: 'US',
      },
    },
  ],
  customerGroups: [{ legalEntity: 'USRT', customerGroup: 'RETAIL', name: 'Retail customers' }],
  personalTitles: [],
  affiliations: [],
  addressBooks: [{ addressBookId: 'SHARED', name: 'All stores' }],
  loyaltyPrograms: [],
  customerAttributes: exampleFormSettings.customerAttributes,
  addressFormats: [{ countryRegion: 'US', zipCodeFormats: ['#####'], zipCodeRequired: true }],
};
