import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { featureIds } from '@counterfoil/contracts/features';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actOnChannels, channelOf, created, expectRefused, onlyOn } from './channel-rules-fixture.ts';
import { imogen, openWorld, type ScaleUnit, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  for (const unit of [world.houston, world.paris]) {
    onlyOn(unit, ...featureIds.filter((featureId) => featureId !== 'queueLoyaltyEnrollment'));
  }
});
afterEach(() => world.close());

function enrollment(
  unit: ScaleUnit,
  customerId: string,
  card: object = {},
): { method: string; path: string; body: object } {
  const body = { channelId: channelOf(unit), loyaltyProgramId: 'CLUB', ...card };
  return { method: 'POST', path: `/customers/${customerId}/loyalty-cards`, body };
}

const enroll: typeof world.houston.call = (...[method, path, options]) => world.houston.call(method, path, options);

describe('a loyalty card', () => {
  it('is refused while the account number is on its way, and issued right after 1010 is applied here (SD-15)', async () => {
    const { customer } = await created(world.paris);
    const request = enrollment(world.paris, customer.customerId);
    expect(await expectRefused(world.paris, request, 'loyalty_customer_pending')).toEqual({
      en: 'A loyalty card can be issued as soon as the account number of the customer is here.',
      fr: 'Une carte de fidélité pourra être émise dès que le numéro de compte du client sera là.',
    });
    await world.runTheThreeJobs();
    const issued = await world.paris.call('POST', request.path, { body: request.body });
    expect(issued).toMatchObject({
      status: 201,
      body: { way: 'sync', customer: { customer: { loyaltyCards: [{ loyaltyProgramId: 'CLUB' }] } } },
    });
  });

  it('can be queued behind the creation: the enrolment fulfils itself with the account number (BX-07)', async () => {
    onlyOn(world.paris, 'queueLoyaltyEnrollment');
    const { customer } = await created(world.paris);
    const { path, body } = enrollment(world.paris, customer.customerId);
    const queued = await world.paris.call('POST', path, { body, idempotencyKey: 'card 1' });
    const card = { loyaltyProgramId: 'CLUB', cardNumber: null, enrollmentChannelId: 'PARIS' };
    expect(queued).toMatchObject({
      status: 201,
      body: { way: 'async', customer: { customer: { loyaltyCards: [card] } } },
    });
    expect((await world.paris.call('POST', path, { body, idempotencyKey: 'card 1' })).body).toMatchObject({
      replayed: true,
      operationId: queued.body.operationId,
    });
    await world.runTheThreeJobs();
    const { customer: here, synchronization } = (
      await world.paris.call<ShownCustomer>('GET', `/customers/${customer.customerId}`)
    ).body;
    expect(synchronization.state).toBe('synchronized');
    expect(here.customerAccountNumber).not.toBeNull();
    expect(here.loyaltyCards).toMatchObject([{ loyaltyProgramId: 'CLUB', enrollmentChannelId: 'PARIS' }]);
  });

  it('of a synchronised customer needs headquarters, unless enrolments are queued', async () => {
    const { customer } = await created(world.houston);
    const request = enrollment(world.houston, customer.customerId);
    world.circumstances.line = 'down';
    await expectRefused(world.houston, request, 'edit_needs_headquarters');
    onlyOn(world.houston, ...featureIds);
    const queued = await world.houston.call('POST', request.path, { body: request.body });
    expect(queued).toMatchObject({ status: 201, body: { way: 'fallback' } });
    world.circumstances.line = 'up';
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]?.loyaltyCards).toMatchObject([{ loyaltyProgramId: 'CLUB' }]);
  });

  it('is refused to a blocked customer, of an unknown program, and twice of one program', async () => {
    const blocked = await created(world.houston, { ...imogen, blockedForLoyaltyEnrollment: true });
    const blockedRequest = enrollment(world.houston, blocked.customer.customerId);
    await expectRefused(world.houston, blockedRequest, 'loyalty_enrollment_blocked');
    const { customerId } = (await created(world.houston)).customer;
    const unknown = enrollment(world.houston, customerId, { loyaltyProgramId: 'NONE' });
    const messages = await expectRefused(world.houston, unknown, 'loyalty_program_unknown', 'loyaltyProgramId');
    expect(messages.fr).toContain('« NONE »');
    const request = enrollment(world.houston, customerId);
    expect((await enroll('POST', request.path, { body: request.body })).status).toBe(201);
    await expectRefused(world.houston, request, 'loyalty_card_exists', 'loyaltyProgramId');
    const other = enrollment(world.houston, customerId, { loyaltyProgramId: 'FAMILY' });
    expect((await enroll('POST', other.path, { body: other.body })).status).toBe(201);
  });

  it('needs a number where headquarters generates none', async () => {
    const { customerId } = (await created(world.houston)).customer;
    actOnChannels(world.houston, { generateLoyaltyCardNumber: false });
    for (const card of [{}, { cardNumber: '  ' }]) {
      const request = enrollment(world.houston, customerId, card);
      await expectRefused(world.houston, request, 'loyalty_card_number_required', 'cardNumber');
    }
    const { path, body } = enrollment(world.houston, customerId, { cardNumber: ' 55100 ' });
    const issued = await enroll('POST', path, { body });
    expect(issued.body.customer.customer.loyaltyCards).toMatchObject([{ cardNumber: '55100' }]);
  });
});
