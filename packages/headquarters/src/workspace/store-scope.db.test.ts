import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import type { SignedInPerson } from './workspace-sessions.ts';

const manager = (channelIds: readonly string[]): SignedInPerson => ({
  subject: 'manager',
  name: 'A store manager',
  roles: ['storeManager'],
  channelIds,
});
const houston = manager(['HOUSTON']);
const paris = manager(['PARIS']);
const nowhere = manager([]);

interface Made {
  readonly customerId: string;
  readonly accountNumber: string;
}

describe('R15: a store manager sees and changes what belongs to their channels, and nothing else', () => {
  let world: AdministrationWorld;
  /** In the address book of Paris, and of Houston. */
  let berry: Made;
  let lopez: Made;

  async function create(lastName: string, addressBook: string): Promise<Made> {
    const customer = {
      customerType: 'person',
      firstName: 'Ann',
      lastName,
      customerGroup: '30',
      email: `${lastName.toLowerCase()}@example.com`,
      addressBooks: [addressBook],
    };
    const { status, body } = await world.call('POST', '/customers', { body: { legalEntity: 'USRT', customer } });
    expect(status, JSON.stringify(body)).toBe(201);
    const { customerId, customerAccountNumber } = (body as { customer: Record<string, string> }).customer;
    return { customerId: customerId ?? '', accountNumber: customerAccountNumber ?? '' };
  }

  beforeAll(async () => {
    world = await openAdministrationWorld();
    for (const [addressBookId, name] of [
      ['HOUSTON', 'Houston only'],
      ['PARIS', 'Paris only'],
    ] as const) {
      const saved = await world.call('PUT', `/settings/address-books/${addressBookId}`, { body: { name } });
      expect(saved.status, JSON.stringify(saved.body)).toBe(200);
      await world.database.query('UPDATE channels SET address_books = ARRAY[$1] WHERE channel_id = $1', [
        addressBookId,
      ]);
    }
    berry = await create('Berry', 'PARIS');
    lopez = await create('Lopez', 'HOUSTON');
  });
  afterAll(() => world.close());

  const as = (person: SignedInPerson, method: string, path: string, body?: unknown) =>
    world.call(method, path, { person, ...(body !== undefined && { body }) });
  const unknownId = '01890000-0000-7000-8000-00000000ffff';

  it.each(['', '/trace', '/visibility'])('reads the customers of their channels: /customers/…%s', async (rest) => {
    for (const identifier of [berry.customerId, berry.accountNumber]) {
      expect((await as(paris, 'GET', `/customers/${identifier}${rest}`)).status).toBe(200);
      for (const stranger of [houston, nowhere]) {
        expect(await as(stranger, 'GET', `/customers/${identifier}${rest}`)).toEqual(
          await as(stranger, 'GET', `/customers/${unknownId}${rest}`),
        );
      }
    }
    expect((await as(houston, 'GET', `/customers/${lopez.customerId}${rest}`)).status).toBe(200);
  });

  it('finds the customers of their channels, by whatever they have', async () => {
    const searches = [{ text: 'berry' }, { email: 'berry@example.com' }, { name: 'Ann Berry' }, { name: 'Ann Bery' }];
    for (const search of searches) {
      const found = await as(paris, 'POST', '/customers/search', search);
      expect(found).toMatchObject({ status: 200, body: { customers: [{ customerId: berry.customerId }] } });
      for (const stranger of [houston, nowhere]) {
        const missed = await as(stranger, 'POST', '/customers/search', search);
        expect(missed).toMatchObject({ status: 200, body: { customers: [], hits: [], otherLegalEntities: [] } });
        const nothing = Object.fromEntries(Object.keys(search).map((key) => [key, 'xqzzw@example.net']));
        expect(missed).toEqual(await as(stranger, 'POST', '/customers/search', nothing));
      }
    }
    const all = { identifiers: [berry.customerId, lopez.accountNumber] };
    expect(await as(paris, 'POST', '/customers/lookup', all)).toMatchObject({
      body: { customers: [{ customerId: berry.customerId }], missing: [lopez.accountNumber] },
    });
  });

  it('a search of All customers tells nothing of the customers of others, not even that somebody is there', async () => {
    for (const search of [
      { by: 'text', for: 'berry' },
      { by: 'email', for: 'berry@example.com' },
      { by: 'name', for: 'Ann Berry' },
      { by: 'name', for: 'Ann Bery' },
    ]) {
      const found = await as(paris, 'POST', '/customers/list', { search });
      expect(found).toMatchObject({ status: 200, body: { customers: [{ customerId: berry.customerId }] } });
      for (const stranger of [houston, nowhere]) {
        const missed = await as(stranger, 'POST', '/customers/list', { search });
        const nothing = { ...search, for: 'xqzzw@example.net' };
        expect(missed).toMatchObject({ status: 200, body: { customers: [], nextCursor: null } });
        expect(missed).toEqual(await as(stranger, 'POST', '/customers/list', { search: nothing }));
      }
    }
  });

  it('a customer of another legal entity is not theirs, whatever its address books', async () => {
    await world.database.query(`UPDATE channels SET legal_entity = 'FRRT' WHERE channel_id = 'HOUSTON'`);
    expect((await as(houston, 'GET', `/customers/${lopez.customerId}`)).status).toBe(404);
    await world.database.query(`UPDATE channels SET legal_entity = 'USRT' WHERE channel_id = 'HOUSTON'`);
    expect((await as(houston, 'GET', `/customers/${lopez.customerId}`)).status).toBe(200);
  });

  it('an account number that a customer of another legal entity has too means theirs', async () => {
    const { customerId } = await create('Namesake', 'PARIS');
    await world.database.query(
      `UPDATE customers SET legal_entity = 'FRRT', account_number = $2 WHERE customer_id = $1`,
      [customerId, berry.accountNumber],
    );
    for (const rest of ['', '/history', '/trace', '/visibility']) {
      const own = await as(paris, 'GET', `/customers/${berry.customerId}${rest}`);
      expect(own.status).toBe(200);
      expect(await as(paris, 'GET', `/customers/${berry.accountNumber}${rest}`), rest).toEqual(own);
    }
  });

  it('one more role lets nobody see past the channels they were given', async () => {
    const more: SignedInPerson = { ...houston, roles: ['storeManager', 'dataSteward', 'auditor'] };
    expect((await as(more, 'GET', `/customers/${berry.customerId}`)).status).toBe(404);
  });

  it('changes the customers of their channels, and creates for their channels only', async () => {
    const changes = { changes: { lastName: 'Berry-Smith' } };
    const refused = await as(houston, 'PATCH', `/customers/${berry.customerId}`, changes);
    expect(refused).toEqual(await as(houston, 'PATCH', `/customers/${unknownId}`, changes));
    const other = await as(houston, 'POST', `/customers/${berry.customerId}/deactivate`, {});
    expect(other).toEqual(await as(houston, 'POST', `/customers/${unknownId}/deactivate`, {}));
    expect((await as(paris, 'PATCH', `/customers/${berry.accountNumber}`, changes)).status).toBe(200);

    const customer = { customerType: 'person', firstName: 'Una', lastName: 'New', customerGroup: '30' };
    for (const wrong of [{ legalEntity: 'USRT' }, { channelId: 'PARIS' }, { channelId: 'NOWHERE' }]) {
      const { status, body } = await as(houston, 'POST', '/customers', { ...wrong, customer });
      const code = 'channelId' in wrong ? 'channel_unknown' : 'field_required';
      expect(body).toMatchObject({ error: { code } });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await as(houston, 'POST', '/customers', { channelId: 'HOUSTON', customer })).status).toBe(201);
  });

  it('sees and mends the operations of their channels', async () => {
    const failing = operationOf({ fields: { customerGroup: '99' } });
    await stageOperations(world, [failing]);
    await synchronizeCustomers(world.headquarters);
    const path = `/customer-synchronization-status/${failing.operationId}`;
    const unknownPath = `/customer-synchronization-status/${unknownId}`;
    expect((await as(paris, 'GET', path)).status).toBe(200);
    expect(await as(houston, 'GET', path)).toEqual(await as(houston, 'GET', unknownPath));
    const failed = '/customer-synchronization-status?status=failed';
    expect(await as(paris, 'GET', failed)).toMatchObject({
      body: { operations: [{ operationId: failing.operationId }] },
    });
    expect(await as(houston, 'GET', failed)).toMatchObject({ body: { operations: [] } });
    const search = { text: 'lachlan', status: 'failed', limit: 50 };
    const searched = '/customer-synchronization-status/search';
    expect(await as(paris, 'POST', searched, search)).toMatchObject({ body: { operations: [{ channelId: 'PARIS' }] } });
    expect(await as(houston, 'POST', searched, search)).toMatchObject({ body: { operations: [] } });
    expect((await as(paris, 'GET', `/customers/${failing.customerId}/trace`)).status).toBe(200);
    expect((await as(houston, 'GET', `/customers/${failing.customerId}/trace`)).status).toBe(404);

    const changes = { changes: { fields: { customerGroup: '30' }, addresses: [] } };
    expect(await as(houston, 'PUT', path, changes)).toEqual(await as(houston, 'PUT', unknownPath, changes));
    const again = `${path}/synchronize`;
    expect(await as(houston, 'POST', again, changes)).toEqual(
      await as(houston, 'POST', `${unknownPath}/synchronize`, changes),
    );
    const many = '/customer-synchronization-status/synchronize';
    expect(await as(houston, 'POST', many, {})).toMatchObject({ status: 202, body: { count: 0 } });
    expect((await as(paris, 'PUT', path, changes)).status).toBe(200);
    expect(await as(paris, 'POST', many, {})).toMatchObject({ status: 202, body: { count: 1 } });
  });

  it('sees and dismisses the reviews of two customers of their channels', async () => {
    const twin = await create('Berri', 'PARIS');
    const pair = [berry.customerId, twin.customerId].toSorted();
    const [review] = await world.database.query<{ id: string }>(
      `INSERT INTO duplicate_reviews (customer_id, other_customer_id, matched_fields, recorded_at)
       VALUES ($1, $2, '{email}', now()) RETURNING duplicate_review_id AS id`,
      pair,
    );
    expect(await as(paris, 'GET', '/duplicate-reviews')).toMatchObject({
      body: { duplicateReviews: [{ duplicateReviewId: review?.id }] },
    });
    expect(await as(houston, 'GET', '/duplicate-reviews')).toMatchObject({ body: { duplicateReviews: [] } });
    const path = `/duplicate-reviews/${review?.id}/dismiss`;
    expect(await as(houston, 'POST', path)).toMatchObject({
      status: 404,
      body: { error: { code: 'duplicate_review_unknown' } },
    });
    expect((await as(paris, 'POST', path)).status).toBe(204);
  });

  it('activates and revokes the tills of their channels, and sets the PINs of those who work there only', async () => {
    expect((await as(houston, 'POST', '/registers/HOUSTON-1/activation-codes')).status).toBe(201);
    const refused = await as(houston, 'POST', '/registers/PARIS-1/activation-codes');
    expect(refused).toMatchObject({ status: 404, body: { error: { code: 'register_unknown' } } });

    const deviceId = world.headquarters.seams.ids.uuid();
    await world.database.query(
      `INSERT INTO devices (device_id, register_id, signing_key, state, activated_at, activated_by, activation_code_hash)
       SELECT $1, 'HOUSTON-1', '{}', 'active', now(), 'houston', code_hash FROM activation_codes`,
      [deviceId],
    );
    expect(await as(houston, 'GET', '/devices')).toMatchObject({ body: { devices: [{ deviceId }] } });
    expect(await as(paris, 'GET', '/devices')).toMatchObject({ body: { devices: [] } });
    expect(await as(paris, 'POST', `/devices/${deviceId}/revocation`)).toEqual(
      await as(paris, 'POST', `/devices/${unknownId}/revocation`),
    );
    expect((await as(houston, 'POST', `/devices/${deviceId}/revocation`)).status).toBe(200);

    expect((await as(houston, 'PUT', '/workers/000120/pin', { pin: '271828' })).status).toBe(204);
    const elsewhere = ['000170', '000190'];
    for (const workerId of elsewhere) {
      const answer = await as(houston, 'PUT', `/workers/${workerId}/pin`, { pin: '271828' });
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'setting_unknown' } } });
    }
  });
});
