import { defaultCommerceParameters, defaultProfileOptions } from '@counterfoil/contracts/channel-configuration';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import { exampleFormSettings } from '@counterfoil/ui/customer-form/example-form-fixture';

/** Settings of a store in Houston with a few of everything that a form shows. */
export const exampleSettings: TillSettings = {
  version: 1,
  features: ['enhancedAsyncCustomerCreation', 'asyncAddressCreation', 'multipleContactsWithConsent'],
  legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
  commerceParameters: defaultCommerceParameters,
  personalTitles: [{ personalTitleId: 'DR', text: { en: 'Dr.', fr: 'Dr' } }],
  affiliations: [{ affiliationId: 'STUDENT', text: { en: 'Students', fr: 'Étudiants' }, hiddenInChannels: false }],
  loyaltyPrograms: [{ loyaltyProgramId: 'CLUB', text: { en: 'Club', fr: 'Le Club' } }],
  customerAttributes: exampleFormSettings.customerAttributes,
  addressFormats: [{ countryRegion: 'US', zipCodeFormats: ['#####', '#####-####'], zipCodeRequired: true }],
  channel: {
    ...defaultProfileOptions,
    createCustomerInAsyncMode: true,
    channelId: 'HOUSTON',
    channelType: 'store',
    name: 'Houston',
    legalEntity: 'USRT',
    functionalityProfileId: 'STORES',
    countryRegion: 'US',
    currency: 'USD',
    languageId: 'en-US',
    customerGroup: 'RETAIL',
    addressBooks: ['SHARED'],
  },
  newCustomer: {
    ...exampleFormSettings.newCustomer,
    customerGroup: 'RETAIL',
    currency: 'USD',
    affiliations: [],
    countryRegion: 'US',
  },
  operations: {
    customerAdd: 'allowed',
    customerSearch: 'allowed',
    customerToTransaction: 'allowed',
    customerClear: 'allowed',
    customerEdit: 'allowed',
    issueLoyaltyCard: 'allowed',
    customerOrder: 'allowed',
    cashAndCarry: 'allowed',
    showTransactions: 'allowed',
    voidTransaction: 'needsManager',
    openShift: 'allowed',
    closeShift: 'needsManager',
    databaseConnectionStatus: 'needsManager',
  },
};
