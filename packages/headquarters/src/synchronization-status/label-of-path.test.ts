import { expect, it } from 'vitest';
import { labelOfPath } from './label-of-path.ts';

const id = '01890000-0000-7000-8000-000000000001';

it('a field of a merge is called as people call it, without an identifier', () => {
  expect(labelOfPath('lastName', 'fr')).toBe('Nom');
  expect(labelOfPath(`address:${id}:city`, 'en')).toBe('City (Address)');
  expect(labelOfPath(`contact:${id}:locator`, 'fr')).toBe('Coordonnée (Coordonnée)');
  expect(labelOfPath('attribute:SHOE-SIZE', 'en')).toBe('Attribute SHOE-SIZE');
  expect(labelOfPath(`address:${id}`, 'en')).toBe('Address');
});
