import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { CustomerHistory } from '@counterfoil/contracts/administration/customer-history';

/** A history that exists in examples only. */
export const exampleHistory: CustomerHistory = {
  entries: [
    {
      n: '41',
      operationId: '01890000-0000-7000-8000-000000000002',
      kind: 'update',
      status: 'completed',
      recordedAt: '2026-03-01T09:59:00.000Z',
      receivedAt: '2026-03-01T10:00:00.000Z',
      decidedAt: '2026-03-01T10:00:01.000Z',
      madeAtHeadquarters: false,
      place: 'Paris',
      till: 'PARIS-1',
      madeBy: 'Marie',
      problem: null,
      values: [{ field: 'phone', label: 'Phone', oldValue: '(713) 555-0123', newValue: '+33 6 12 34 56 78' }],
      conflicts: [
        {
          field: 'phone',
          label: 'Phone',
          heldValue: '(713) 555-0199',
          heldBy: 'Houston',
          offeredValue: '+33 6 12 34 56 78',
          kept: 'offered',
          policy: 'laterApplied',
        },
      ],
      corrections: [],
    },
  ],
  nextCursor: null,
};

/** Settings of a form that exist in examples only. */
export const exampleFormSettings: CustomerFormSettings = {
  legalEntities: [{ legalEntity: 'USRT', name: 'Contoso Retail USA', countryRegion: 'US' }],
  places: [
    {
      legalEntity: 'USRT',
      channelId: 'HOUSTON',
      name: 'Houston',
      defaults: {
        fields: { languageId: 'en-US', currency: 'USD', customerGroup: '30' },
        affiliations: [],
        addressBooks: ['SHARED'],
        countryRegion: 'US',
      },
    },
  ],
  customerGroups: [{ legalEntity: 'USRT', customerGroup: '30', name: 'Retail customers' }],
  personalTitles: [{ personalTitleId: 'DR', text: { en: 'Dr.', fr: 'Dr' } }],
  affiliations: [{ affiliationId: 'STUDENT', text: { en: 'Students', fr: 'Étudiants' }, hiddenInChannels: false }],
  addressBooks: [{ addressBookId: 'SHARED', name: 'All stores' }],
  loyaltyPrograms: [{ loyaltyProgramId: 'CLUB', text: { en: 'Club', fr: 'Le Club' } }],
  customerAttributes: [],
  addressFormats: [{ countryRegion: 'US', zipCodeFormats: ['#####'], zipCodeRequired: true }],
};
