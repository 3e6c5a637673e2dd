import { describe, expect, it } from 'vitest';
import {
  changesOf,
  emptyAddress,
  newAddressOf,
  openedAddress,
  openedField,
  openedText,
  typedAddress,
} from './typed-address.ts';

const houston = { ...emptyAddress('US'), street: '1 Main St', city: 'Houston', state: 'TX', zipCode: '77002' };

describe('the form of an address', () => {
  it('knows what it began with, so that only what differs is sent', () => {
    const opened = openedAddress({ [openedField]: openedText({ ...houston, isPrimary: true }) }, emptyAddress('FR'));
    expect(opened).toEqual({ ...houston, isPrimary: true });
    const typed = typedAddress({ street: '2 Main St', state: ' ' }, opened);
    expect(changesOf(opened, typed)).toEqual({ street: '2 Main St', state: null });
    expect(changesOf(opened, typedAddress({}, opened))).toBeNull();
  });

  it.each(['', '{', '[]', '{"street":1}', '{"customerGroup":"VIP"}'])(
    'takes a hidden field of "%s" as if it were not there',
    (text) => {
      expect(openedAddress({ [openedField]: text }, emptyAddress('FR'))).toEqual(emptyAddress('FR'));
    },
  );

  it('keeps a part that its country does not show', () => {
    expect(typedAddress({ countryRegion: 'FR', city: 'Paris' }, houston)).toMatchObject({ city: 'Paris', state: 'TX' });
  });

  it('asks for a new address without the parts that were left empty', () => {
    expect(newAddressOf({ ...houston, buildingComplement: '  ', isPrimary: true })).toEqual({
      street: '1 Main St',
      city: 'Houston',
      state: 'TX',
      zipCode: '77002',
      countryRegion: 'US',
      purpose: 'home',
      isPrimary: true,
    });
  });

  it('takes no purpose that is none', () => {
    expect(typedAddress({ purpose: 'castle' }, houston).purpose).toBe('home');
    expect(typedAddress({ purpose: 'invoice' }, houston).purpose).toBe('invoice');
  });
});
