import { describe, expect, it } from 'vitest';
import { addressRefusals, addressShape, missingParts } from './address-shape.ts';
import { emptyAddress } from './typed-address.ts';

const settings = {
  addressFormats: [
    { countryRegion: 'FR', zipCodeFormats: ['#####'], zipCodeRequired: false },
    { countryRegion: 'GB', zipCodeFormats: ['&# #&&', '&&# #&&'], zipCodeRequired: true },
    { countryRegion: 'HK', zipCodeFormats: [], zipCodeRequired: true },
  ],
};

const namesOf = (country: string): string[][] =>
  addressShape(emptyAddress(country), settings, 'en').map((line) => line.map(({ label }) => label));

describe('the fields of an address', () => {
  it('stand in the order of its country, under the names that it gives them', () => {
    expect(namesOf('US')).toEqual([
      ['Street and number'],
      ['Apartment, floor, building'],
      ['City', 'State', 'ZIP code'],
    ]);
    expect(namesOf('FR').at(-1)).toEqual(['Postal code', 'City']);
    expect(namesOf('GB').flat()).toContain('Postcode');
  });

  it('ask for a postcode where the settings do, though the country writes none', () => {
    expect(namesOf('HK').flat()).toContain('Postal code');
  });

  it.each(['', 'XX', 'zz', '../'])('are there for "%s" as well, so that the country can be corrected', (country) => {
    expect(namesOf(country).flat()).toContain('Street and number');
  });

  it('say how a postcode looks, and which fields browsers fill in', () => {
    const fields = addressShape(emptyAddress('GB'), settings, 'en').flat();
    expect(fields.find(({ name }) => name === 'zipCode')).toMatchObject({
      isRequired: true,
      hint: 'For example A9 9AA, AA9 9AA',
      autocomplete: 'postal-code',
    });
    expect(fields.find(({ name }) => name === 'street')?.autocomplete).toBe('address-line1');
  });

  it('never hide what holds something', () => {
    const typed = { ...emptyAddress('FR'), state: 'Provence' };
    expect(addressShape(typed, settings, 'en').flat()).toContainEqual(expect.objectContaining({ name: 'state' }));
  });
});

describe('an address', () => {
  it('needs street and city, and a postcode where the settings say so', () => {
    expect(missingParts(emptyAddress('GB'), settings, 'en').map(({ field }) => field)).toEqual([
      'street',
      'city',
      'zipCode',
    ]);
    expect(missingParts(emptyAddress('FR'), settings, 'fr')).toContainEqual({
      field: 'city',
      message: 'À remplir : Ville.',
    });
  });

  it('of a country without cities needs none', () => {
    const missing = missingParts({ ...emptyAddress('SG'), street: '1 Raffles Place' }, settings, 'en');
    expect(missing).toEqual([]);
  });

  it('with a wrong postcode is told how one looks in its country, without signs of the settings', () => {
    const sentence = addressRefusals(emptyAddress('FR'), settings, 'fr');
    expect(sentence('zip_code_invalid')).toBe("Un code postal (France) s'écrit 99999.");
    expect(sentence('name_required')).toBeUndefined();
    expect(addressRefusals(emptyAddress('../'), settings, 'en')('country_invalid')).toContain('from the list');
  });
});
