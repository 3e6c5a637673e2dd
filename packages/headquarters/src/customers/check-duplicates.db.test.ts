import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
  type CallOptions,
  type StagedExample,
} from '../api/administration-fixture.ts';
import { checkDuplicates } from './check-duplicates.ts';
import type { RecordedDuplicateReview } from './duplicate-reviews.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

type Fields = NonNullable<StagedExample['fields']>;
const shared = { email: 'lachlan.berry@example.com' } as const;

/** Customers of the same name unless told otherwise; answers their identifiers. */
async function create(...people: (Fields & { legalEntity?: string })[]): Promise<string[]> {
  const operations = people.map(({ legalEntity = 'USRT', ...fields }) => operationOf({ legalEntity, fields }));
  await stageOperations(world, operations);
  expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: people.length, failed: 0 });
  return operations.map(({ customerId }) => customerId);
}

async function edit(customerId: string, fields: Fields): Promise<void> {
  await stageOperations(world, [operationOf({ kind: 'update', customerId, fields })]);
  await synchronizeCustomers(world.headquarters);
}

interface Page {
  readonly duplicateReviews: readonly RecordedDuplicateReview[];
  readonly nextCursor: string | null;
}

async function page(query = '', options: CallOptions = { as: 'auditor' }): Promise<Page> {
  const { status, body } = await world.call('GET', `/duplicate-reviews${query}`, options);
  expect(status).toBe(200);
  return body as Page;
}

const reviews = async (query = ''): Promise<readonly RecordedDuplicateReview[]> => (await page(query)).duplicateReviews;
const idsOf = ({ customers }: RecordedDuplicateReview): string[] => customers.map(({ customerId }) => customerId);
const inOrder = (ids: readonly string[]): string[] => ids.toSorted((a, b) => (a < b ? -1 : 1));
const check = (): Promise<{ rows: number; reviews: number }> => checkDuplicates(world.headquarters);

describe('the same person created twice (BX-04)', () => {
  test('is converted twice and gives one review, however often the job runs and the two are edited', async () => {
    const ids = await create({ ...shared, phone: '+17135550123' }, { email: 'LACHLAN.Berry@example.com' });
    expect(await check()).toEqual({ rows: 2, reviews: 1 });
    expect(await check()).toEqual({ rows: 0, reviews: 0 });
    for (const id of ids) await edit(id, { notes: 'edited' });
    expect(await check()).toEqual({ rows: 2, reviews: 0 });
    const [review, ...others] = await reviews();
    expect(others).toEqual([]);
    expect(review).toMatchObject({ legalEntity: 'USRT', state: 'open', matchedFields: ['email'], dismissedBy: null });
    expect(review && idsOf(review)).toEqual(inOrder(ids));
    for (const customer of review?.customers ?? []) {
      expect(customer).toMatchObject({ name: 'Lachlan Berry', email: expect.stringMatching(/berry@example.com/iu) });
      expect(customer.customerAccountNumber).toMatch(/^C-\d{9}$/u);
    }
  });

  test('is found by the phone as well, however it was written, and with a similar name', async () => {
    await create(
      { firstName: 'Katherine', lastName: 'Featherstone', phone: '(713) 555-0123', email: 'k@example.com' },
      { firstName: 'Catherine', lastName: 'Featherston', phone: '+1 713 555 0123', email: 'K@example.com' },
    );
    expect(await check()).toMatchObject({ reviews: 1 });
    expect(await reviews()).toMatchObject([{ matchedFields: ['email', 'phone'] }]);
  });

  test('is found by the e-mail address of a secondary contact', async () => {
    const [, second = ''] = await create(shared, {});
    const contact = {
      contactId: second.replace(/.{4}$/u, 'cccc'),
      change: 'put' as const,
      fields: { contactType: 'email' as const, locator: shared.email },
    };
    const operation = operationOf({ kind: 'update', customerId: second });
    await stageOperations(world, [{ ...operation, changes: { ...operation.changes, contacts: [contact] } }]);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 1, failed: 0 });
    expect(await check()).toMatchObject({ reviews: 1 });
  });

  test('three times gives a review for each further one, and a fourth one another', async () => {
    const ids = inOrder(await create(shared, shared, shared));
    expect(await check()).toEqual({ rows: 3, reviews: 2 });
    await create(shared);
    expect(await check()).toEqual({ rows: 1, reviews: 1 });
    for (const review of await reviews()) expect(idsOf(review)[0]).toBe(ids[0]);
    for (const id of ids) await edit(id, { notes: 'again' });
    expect(await check()).toEqual({ rows: 3, reviews: 0 });
  });
});

describe('nobody is taken for somebody else', () => {
  test('who has another name, is of another legal entity, has nothing in common, or is deactivated', async () => {
    const [gone = ''] = await create({ firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' });
    await stageOperations(world, [{ ...operationOf({ kind: 'update', customerId: gone }), kind: 'deactivate' }]);
    await synchronizeCustomers(world.headquarters);
    await create(
      shared,
      { ...shared, firstName: 'Wilhelmina', lastName: 'Okonkwo' },
      { ...shared, legalEntity: 'FRRT' },
      { email: 'another@example.com' },
      {},
      { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
    );
    expect(await check()).toMatchObject({ reviews: 0 });
  });

  test('who shares an e-mail address that half the shop has; the others are found all the same', async () => {
    const crowd = Array.from({ length: 120 }, (_, n) => ({
      firstName: `Number${n}`,
      lastName: `Person${n}`,
      ...shared,
    }));
    await create(...crowd);
    expect((await check()).rows).toBe(120);
    await create({ email: 'own@example.com' }, { email: 'own@example.com' });
    expect(await check()).toEqual({ rows: 2, reviews: 1 });
  });
});

describe('a dismissed review', () => {
  test('keeps who dismissed it first and when, and is never recorded again', async () => {
    const ids = await create(shared, shared);
    await check();
    const [review] = await reviews();
    const path = `/duplicate-reviews/${review?.duplicateReviewId}/dismiss`;
    expect((await world.call('POST', path, { as: 'auditor' })).status).toBe(403);
    expect(await world.call('POST', path)).toEqual({ status: 204, body: undefined });
    const [dismissed] = await reviews('?state=dismissed');
    expect(dismissed).toMatchObject({ state: 'dismissed', dismissedAt: expect.any(String) });
    expect(dismissed?.dismissedBy).not.toBe('');
    expect((await world.call('POST', path)).status).toBe(204);
    expect(await reviews('?state=dismissed')).toEqual([dismissed]);
    for (const id of ids) await edit(id, { phone: '+17135550123' });
    expect(await check()).toEqual({ rows: 2, reviews: 0 });
    expect(await reviews('?state=open')).toEqual([]);
  });

  test('that there is not is refused', async () => {
    const answer = await world.call('POST', '/duplicate-reviews/4711/dismiss', { language: 'fr' });
    const error = { code: 'duplicate_review_unknown', message: 'Examen de doublon introuvable.' };
    expect(answer).toMatchObject({ status: 404, body: { error } });
  });
});

test('reviews are listed page by page, newest first, and by customer', async () => {
  const ids = await create(
    ...['a', 'b', 'c'].flatMap((who) => [{ email: `${who}@x.example` }, { email: `${who}@x.example` }]),
  );
  await check();
  const first = await page('?limit=2');
  const rest = await page(`?limit=2&cursor=${first.nextCursor ?? ''}`);
  expect([first.duplicateReviews.length, rest.duplicateReviews.length, rest.nextCursor]).toEqual([2, 1, null]);
  expect(await reviews()).toEqual([...first.duplicateReviews, ...rest.duplicateReviews]);
  const [own] = await reviews(`?customerId=${ids[0]}`);
  expect(own && idsOf(own)).toEqual(inOrder(ids.slice(0, 2)));
});

test('a review goes with its customers (R14)', async () => {
  const [first] = await create(shared, shared);
  await check();
  await world.database.query('DELETE FROM customers WHERE customer_id = $1', [first]);
  expect(await world.database.query('SELECT customer_id FROM duplicate_reviews')).toEqual([]);
});

test('two customers of transactions that commit in the other order than they began are still found (R7)', async () => {
  const [early = '', late = ''] = await create(shared, shared);
  await world.database.query('TRUNCATE customer_changes');
  const announce = `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
    SELECT (SELECT max(number) FROM epochs), gen_random_uuid(), $1::uuid, $1::uuid, 'completed'`;
  const begun = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const held = world.database.transaction('held open', async (tx) => {
    await tx.query(announce, [early]);
    begun.resolve();
    await commit.promise;
  });
  await begun.promise;
  await world.database.query(announce, [late]);
  const checked = check();
  await world.headquarters.seams.clock.sleep(100);
  expect(await reviews()).toEqual([]);
  commit.resolve();
  await held;
  expect(await checked).toEqual({ rows: 2, reviews: 1 });
});

test('a crash at any point of the check loses no review and records none twice', async () => {
  await create(shared, shared);
  for (const point of ['begin', 'statement 1', 'statement 3', 'commit', 'committed']) {
    let crashed = false;
    world.onCrashPoint = (reached) => {
      if (crashed || reached !== `look for duplicates/${point}`) return;
      crashed = true;
      throw new Error('crash');
    };
    await expect(check()).rejects.toThrow('crash');
  }
  world.onCrashPoint = () => undefined;
  await check();
  expect(await reviews()).toHaveLength(1);
});
