import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imogen, openWorld, type World } from './commerce-api-fixture.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const person = (fields: object): object => ({ channelId: 'PARIS', customer: { ...imogen, ...fields } });
const address = (fields: object): object => person({ addresses: [{ countryRegion: 'US', ...fields }] });

describe('any text in any field', () => {
  const naughty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      "'; DROP TABLE customers; --",
      '<script>alert(1)</script>',
      '${7*7}',
      '\ufeffBOM',
      'ﬁ ligature',
      '\u1e9b\u0323',
      'Ω Å',
      '👩‍👩‍👧‍👦',
      'مرحبا',
      '\ud83d',
      'a\u0000b',
      '\\u0000',
      '%s%n',
      'null',
      '__proto__',
      'toString',
      '=cmd|1',
      'İstanbul',
      'e\u0301'.repeat(20),
      `a${'\u0300'.repeat(9)}`,
      '\ufdfa'.repeat(40),
    ),
  );
  const customerFields = [
    'firstName',
    'middleName',
    'lastName',
    'organizationName',
    'identificationNumber',
    'email',
    'phone',
    'languageId',
    'currency',
    'customerGroup',
    'dateOfBirth',
  ] as const;
  const addressFields = [
    'name',
    'countryRegion',
    'street',
    'streetNumber',
    'buildingComplement',
    'district',
    'city',
    'county',
    'state',
    'zipCode',
  ] as const;
  const kept = (text: string): string | null => text.normalize('NFC').trim() || null;

  async function expectStoredOrRefused(
    body: object,
    read: (customer: ShownCustomer) => unknown,
    text: string,
  ): Promise<void> {
    const created = await world.paris.call('POST', '/customers', { body });
    expect(created.status).toBeLessThan(500);
    if (created.status !== 201) return;
    const path = `/customers/${created.body.customer.customerId}`;
    const stored = await world.paris.call<ShownCustomer>('GET', path);
    expect(stored.body).toEqual(created.body.customer);
    expect(read(stored.body)).toBe(kept(text));
  }

  it.each(customerFields)(
    'in %s of a customer is stored and read back equal, or refused, never a failure (R13)',
    async (field) => {
      await fc.assert(
        fc.asyncProperty(naughty, (text) =>
          expectStoredOrRefused(person({ [field]: text }), ({ customer }) => customer[field], text),
        ),
        { numRuns: 40 },
      );
    },
  );

  it.each(addressFields)(
    'in %s of an address is stored and read back equal, or refused, never a failure (R13)',
    async (field) => {
      await fc.assert(
        fc.asyncProperty(naughty, (text) =>
          expectStoredOrRefused(address({ [field]: text }), ({ customer }) => customer.addresses[0]?.[field], text),
        ),
        { numRuns: 40 },
      );
    },
  );

  it('in every criterion of a search and in every identifier is answered, never a failure', async () => {
    const criterion = fc.constantFrom('name', 'email', 'phone', 'accountNumber', 'legalEntity');
    await fc.assert(
      fc.asyncProperty(criterion, naughty, fc.constantFrom('local', 'all'), async (field, text, searchLocation) => {
        const found = await world.paris.call('POST', '/customers/search', { body: { [field]: text, searchLocation } });
        expect([200, 400, 422]).toContain(found.status);
        const looked = await world.paris.call('POST', '/customers/lookup', { body: { identifiers: [text] } });
        expect([200, 400]).toContain(looked.status);
      }),
      { numRuns: 100 },
    );
  });

  it('whatever was stored reaches headquarters: nothing of it is left behind', async () => {
    const escaped = person({ identificationNumber: String.raw`\u0000 \ud83d` });
    expect((await world.paris.call('POST', '/customers', { body: escaped })).status).toBe(201);
    await world.runTheThreeJobs();
    const waiting = await world.paris.channel.database.query<{ last_known_error: unknown }>(
      "SELECT status, last_known_error FROM customer_operations WHERE status <> 'completed' AND operation -> 'changes' -> 'fields' ->> 'customerGroup' = '30'",
    );
    expect(waiting).toEqual([]);
  });
});
