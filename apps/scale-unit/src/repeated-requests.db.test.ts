import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imogen, openWorld, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const operationId = '019b0000-0000-7000-8000-0000000000aa';
const ways = [
  { name: 'an operation identifier', body: { operationId }, options: {} },
  { name: 'an Idempotency-Key', body: {}, options: { idempotencyKey: 'till 7, receipt 12' } },
];
const parallelCount = 10;

describe.each([
  ['synchronous', 'houston', 'HOUSTON'],
  ['asynchronous', 'paris', 'PARIS'],
] as const)('a repeated request in a %s store', (_mode, unit, channelId) => {
  it.each(ways)('with $name is answered with the same customer', async ({ body, options }) => {
    const request = { body: { channelId, customer: imogen, ...body }, ...options };
    const first = await world[unit].call('POST', '/customers', request);
    const again = await world[unit].call('POST', '/customers', request);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual({ ...first.body, replayed: true });
    expect(await world[unit].recorded()).toEqual({ operations: 1, customers: 1 });
  });

  it.each(ways)('with $name, ten times at once, makes one customer', async ({ body, options }) => {
    const request = { body: { channelId, customer: imogen, ...body }, ...options };
    const answers = await Promise.all(
      Array.from({ length: parallelCount }, () => world[unit].call('POST', '/customers', request)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(parallelCount - 1);
    for (const answer of answers) expect(answer.body.customer).toEqual(answers[0]?.body.customer);
    expect(await world[unit].recorded()).toEqual({ operations: 1, customers: 1 });
    await world.runTheThreeJobs();
    expect(await world.atHeadquarters('fictitious')).toHaveLength(1);
  });

  it.each(ways)('with $name and other content is refused', async ({ body, options }) => {
    const request = { channelId, ...body };
    await world[unit].call('POST', '/customers', { body: { ...request, customer: imogen }, ...options });
    const other = { ...request, customer: { ...imogen, lastName: 'Invented' } };
    const refused = await world[unit].refused('POST', '/customers', { body: other, ...options, language: 'fr' });
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      code: 'idempotency_key_reused',
      message: 'Cette clé de requête a déjà servi pour un autre contenu.',
    });
    expect(await world[unit].recorded()).toEqual({ operations: 1, customers: 1 });
  });

  it('of an edit, ten times at once, edits once', async () => {
    const created = await world[unit].call('POST', '/customers', { body: { channelId, customer: imogen } });
    const request = { body: { channelId, changes: { phone: '(713) 555-0149' } }, idempotencyKey: 'edit 1' };
    const path = `/customers/${created.body.customer.customerId}`;
    const answers = await Promise.all(
      Array.from({ length: parallelCount }, () => world[unit].call('PATCH', path, request)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: parallelCount }, () => 200));
    expect(answers.filter(({ body }) => !body.replayed)).toHaveLength(1);
    expect(await world[unit].recorded()).toEqual({ operations: 2, customers: 1 });
  });
});

it('ten creations at once that chose one customer identifier make one customer; the others are told so', async () => {
  const customerId = '019b0000-0000-7000-8000-0000000000ab';
  const body = { channelId: 'PARIS', customerId, customer: imogen };
  const answers = await Promise.all(
    Array.from({ length: parallelCount }, () => world.paris.refused('POST', '/customers', { body })),
  );
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused.map(({ status, body: answer }) => [status, answer.error.code])).toEqual(
    Array.from({ length: parallelCount - 1 }, () => [409, 'customer_exists']),
  );
  expect(await world.paris.recorded()).toEqual({ operations: 1, customers: 1 });
});
