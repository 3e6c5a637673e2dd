import { addressFormatSchema } from '@counterfoil/contracts/channel-configuration';
import { isCountry } from '@counterfoil/customer/validate/field-formats';
import { defineSettingKind } from '../setting-kind.ts';
import { duplicates } from './shapes.ts';

/** What postcodes look like, by country or region. */
export const addressFormats = defineSettingKind({
  name: 'address-formats',
  title: { en: 'address format', fr: "format d'adresse" },
  description:
    'Postcodes of a country or region: # stands for a digit, & for a letter, everything else for itself; without a ' +
    'format any postcode is taken. Channels and tills check by the formats that job 1110 brought them; headquarters ' +
    'checks again by the present ones, so a postcode that an older configuration let through is found there as failed. ' +
    'Addresses that are not edited stay as they are.',
  key: ['countryRegion'],
  schema: addressFormatSchema,
  storage: { documents: true },
  job: '1110',
  example: { countryRegion: 'US', zipCodeFormats: ['#####', '#####-####'], zipCodeRequired: false },
  check: ({ countryRegion, zipCodeFormats }) => [
    ...(isCountry(countryRegion)
      ? []
      : [{ code: 'country_invalid', field: 'countryRegion', parameters: { value: countryRegion } }]),
    ...duplicates('zipCodeFormats', zipCodeFormats),
  ],
});
