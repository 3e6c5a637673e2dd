import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import { featureIds } from '@counterfoil/contracts/features';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelOf, created, expectRefused, onlyOn } from './channel-rules-fixture.ts';
import { imogen, openWorld, type ApiAnswer, type ScaleUnit, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const identity = { providerId: 'https://login.example.com', externalIdentityId: 'shopper-17' };
const other = { ...identity, externalIdentityId: 'shopper-18' };

const find = (unit: ScaleUnit, body: object = identity): Promise<ApiAnswer<ShownCustomer & ErrorBody>> =>
  unit.call('POST', '/customers/by-external-identity', { body });

interface Linked {
  readonly customer: ShownCustomer;
  readonly outcome: string;
}

const link = (unit: ScaleUnit, request: object = {}): Promise<ApiAnswer<Linked>> =>
  unit.call('POST', '/customers/link-external-identity', {
    body: {
      channelId: channelOf(unit),
      ...identity,
      verifiedEmail: imogen.email,
      firstName: 'Imogen',
      lastName: 'Fictitious',
      ...request,
    },
  });

describe('an external identity', () => {
  it('finds its customer while it is pending, and through conversion in every channel (WD-21)', async () => {
    const { customer } = await created(world.paris, { ...imogen, externalIdentities: [identity] });
    expect((await find(world.paris)).body).toMatchObject({
      customerId: customer.customerId,
      customerAccountNumber: null,
    });
    await world.runTheThreeJobs();
    for (const unit of [world.paris, world.houston]) {
      expect((await find(unit, { ...identity, channelId: channelOf(unit) })).body).toMatchObject({
        customerId: customer.customerId,
        customerAccountNumber: 'C-000000001',
      });
    }
    expect(await find(world.paris, other)).toMatchObject({
      status: 404,
      body: { error: { code: 'external_identity_unknown' } },
    });
  });

  it('is linked to a pending customer and unlinked again, whatever features are off', async () => {
    onlyOn(world.paris);
    const { customer } = await created(world.paris);
    const path = `/customers/${customer.customerId}`;
    const edit = (changes: object): Promise<{ status: number }> =>
      world.paris.call('PATCH', path, { body: { channelId: 'PARIS', changes } });
    expect(await edit({ addedExternalIdentities: [identity] })).toMatchObject({ status: 200, body: { way: 'async' } });
    expect((await find(world.paris)).body.customerId).toBe(customer.customerId);
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]?.externalIdentities).toEqual([identity]);
    expect((await edit({ removedExternalIdentities: [identity] })).status).toBe(200);
    expect((await find(world.paris)).status).toBe(404);
  });

  it('belongs to one customer of a legal entity', async () => {
    await created(world.paris, { ...imogen, externalIdentities: [identity] });
    const { customer } = await created(world.paris);
    const creation = { ...imogen, externalIdentities: [other, identity] };
    await expectRefused(
      world.paris,
      { method: 'POST', path: '/customers', body: { channelId: 'PARIS', customer: creation } },
      'external_identity_taken',
      'customer.externalIdentities.1',
    );
    await expectRefused(
      world.paris,
      {
        method: 'PATCH',
        path: `/customers/${customer.customerId}`,
        body: { channelId: 'PARIS', changes: { addedExternalIdentities: [identity] } },
      },
      'external_identity_taken',
      'changes.addedExternalIdentities.0',
    );
  });

  it('of a creation that is repeated is not taken', async () => {
    const body = { channelId: 'PARIS', customer: { ...imogen, externalIdentities: [identity] } };
    const first = await world.paris.call('POST', '/customers', { body, idempotencyKey: 'sign-up' });
    const again = await world.paris.call('POST', '/customers', { body, idempotencyKey: 'sign-up' });
    expect(again).toMatchObject({ status: 200, body: { replayed: true, operationId: first.body.operationId } });
  });

  it('that cannot be stored is refused', async () => {
    const body = { ...identity, externalIdentityId: 'a\u0000b' };
    expect((await find(world.paris, body)).status).toBe(400);
    expect((await link(world.paris, body)).status).toBe(400);
  });
});

describe('a shopper with a verified e-mail address (WD-20)', () => {
  it('needs the feature', async () => {
    onlyOn(world.paris, ...featureIds.filter((featureId) => featureId !== 'automaticIdentityLinking'));
    const body = { channelId: 'PARIS', ...identity, verifiedEmail: imogen.email };
    const request = { method: 'POST', path: '/customers/link-external-identity', body };
    const messages = await expectRefused(world.paris, request, 'identity_linking_feature_needed');
    expect(messages.en).toContain('"Local Identity Record and Commerce Customer automatic linking"');
  });

  it.each(['houston', 'paris'] as const)('whom nobody knows becomes a customer in %s, once', async (name) => {
    const unit = world[name];
    const answers = await Promise.all([link(unit), link(unit)]);
    expect(answers.map(({ body }) => body.outcome).toSorted()).toEqual(['alreadyLinked', 'created']);
    const [one, two] = answers.map(({ body }) => body.customer.customerId);
    expect(one).toBe(two);
    expect((await find(unit)).body).toMatchObject({ customerId: one, customer: { email: imogen.email } });
    expect(await unit.recorded()).toEqual({ operations: 1, customers: 1 });
  });

  it('gets the one customer of the address, also while it is pending, and the link is kept through conversion', async () => {
    const { customer } = await created(world.paris);
    expect((await link(world.paris, { verifiedEmail: ' Imogen@Example.com ' })).body).toMatchObject({
      outcome: 'linked',
      customer: { customerId: customer.customerId, customerAccountNumber: null },
    });
    await world.runTheThreeJobs();
    expect((await link(world.paris)).body).toMatchObject({
      outcome: 'alreadyLinked',
      customer: { customerId: customer.customerId, customerAccountNumber: 'C-000000001' },
    });
    expect((await world.atHeadquarters('fictitious'))[0]?.externalIdentities).toEqual([identity]);
  });

  it('gets the one customer that only headquarters knows, in synchronous mode', async () => {
    const { customer } = await created(world.paris);
    await world.runTheThreeJobs();
    await world.houston.channel.database.query('DELETE FROM customers');
    expect((await link(world.houston)).body).toMatchObject({
      outcome: 'linked',
      customer: { customerId: customer.customerId, customerAccountNumber: 'C-000000001' },
    });
  });

  it('is not locked out where several have the address: gets an own customer, and somebody reviews them', async () => {
    const first = await created(world.paris);
    const second = await created(world.paris, { ...imogen, firstName: 'Ida' });
    await created(world.paris, { ...imogen, customerType: 'organization', organizationName: 'Imaginary Ltd' });
    const linked = await link(world.paris);
    expect(linked).toMatchObject({ status: 200, body: { outcome: 'createdForReview' } });
    const own = linked.body.customer.customerId;
    expect((await find(world.paris)).body.customerId).toBe(own);
    const listed = await world.paris.call<{ reviews: { customer: ShownCustomer; candidates: ShownCustomer[] }[] }>(
      'GET',
      '/duplicate-reviews',
      { role: 'employee' },
    );
    expect(
      listed.body.reviews.map(({ customer, candidates }) => [
        customer.customerId,
        candidates.map(({ customerId }) => customerId),
      ]),
    ).toEqual([[own, [first.customer.customerId, second.customer.customerId]]]);
    const texts = JSON.stringify(listed.body.reviews.map(({ customer }) => customer.display));
    expect(texts.match(uuidPattern)).toBeNull();
    expect((await link(world.paris)).body.outcome).toBe('alreadyLinked');
  });

  it('without a name is let in all the same; with an address that is none is told so', async () => {
    const nameless = { firstName: null, lastName: ' ' };
    expect((await link(world.paris, nameless)).body).toMatchObject({
      outcome: 'created',
      customer: { display: { name: 'imogen' } },
    });
    const body = { channelId: 'PARIS', ...other, verifiedEmail: 'nobody' };
    const request = { method: 'POST', path: '/customers/link-external-identity', body };
    await expectRefused(world.paris, request, 'email_invalid', 'verifiedEmail');
  });
});
