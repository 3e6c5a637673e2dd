import type { Customer } from '@counterfoil/contracts/customer';
import type { CreateAtHeadquartersRequest } from '@counterfoil/contracts/edit-at-headquarters';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { createCustomersAtHeadquarters } from './edit-at-headquarters.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';

let world: AdministrationWorld;
beforeAll(async () => {
  world = await openAdministrationWorld();
});
afterAll(() => world.close());

const by = { subject: 'the importer' };
const berry = { customerType: 'person', firstName: 'Lachlan', lastName: 'Berry' } as const;

interface Answered {
  readonly customer: Customer;
  readonly replayed: boolean;
}

async function create(body: object, status = 201): Promise<Customer> {
  const answer = await world.call('POST', '/customers', { body });
  expect(answer).toMatchObject({ status });
  return (answer.body as Answered).customer;
}

function coded(status: number, code: string, field?: string): object {
  const problems = field === undefined ? {} : { problems: [expect.objectContaining({ code, field })] };
  return { status, body: { error: expect.objectContaining({ code, ...problems }) as unknown } };
}

describe('a customer created at headquarters', () => {
  test('has its account number at once, what the channel gives, and its credit limit', async () => {
    const customer = await create({ channelId: 'PARIS', customer: { ...berry, creditLimit: 500 } });
    expect(customer).toMatchObject({
      customerAccountNumber: expect.stringMatching(/^C-\d{9}$/u) as string,
      legalEntity: 'USRT',
      customerGroup: '30',
      currency: 'EUR',
      languageId: 'fr-FR',
      creditLimit: 500,
      createdBy: 'headquarters',
      version: 1,
    });
  });

  test('of a legal entity without a channel needs its group, and has the currency of the legal entity', async () => {
    const request = { legalEntity: 'FRRT', customer: { ...berry, addresses: [{ city: 'Lyon' }] } };
    expect(await world.call('POST', '/customers', { body: request })).toEqual(
      coded(422, 'field_required', 'customer.customerGroup'),
    );
    const customer = await create({ ...request, customer: { ...request.customer, customerGroup: '30' } });
    expect(customer).toMatchObject({ legalEntity: 'FRRT', currency: 'EUR', addresses: [{ countryRegion: 'FR' }] });
  });

  test('of a call center inherits from its default customer, but never the receipt e-mail address', async () => {
    const model = await create({
      channelId: 'HOUSTON',
      customer: { ...berry, customerGroup: '40', receiptOption: 'email', receiptEmail: 'desk@example.com' },
    });
    await world.database.query(
      `INSERT INTO channels (channel_id, channel_type, name, legal_entity, country_region, currency, language_id, customer_group)
       VALUES ('CALLS', 'callCenter', 'Call center', 'USRT', 'US', 'USD', 'en-US', '30')`,
    );
    await world.database.query(
      `INSERT INTO setting_documents (kind, key, document) VALUES ('default-customers', 'CALLS', $1)`,
      [JSON.stringify({ channelId: 'CALLS', customerAccountNumber: model.customerAccountNumber })],
    );
    const customer = await create({ channelId: 'CALLS', customer: berry });
    expect(customer).toMatchObject({ customerGroup: '40', receiptOption: 'email', receiptEmail: null });
  });

  test('is the same when the request comes again; other content by the same key is refused', async () => {
    const body = { channelId: 'HOUSTON', operationId: '01890000-0000-7000-8000-0000000000aa', customer: berry };
    const first = await create(body);
    expect(await create(body, 200)).toEqual(first);
    const other = { ...body, customer: { ...berry, lastName: 'Other' } };
    expect(await world.call('POST', '/customers', { body: other })).toEqual(coded(409, 'idempotency_key_reused'));
  });

  test('is answered again even when a setting that it needs is gone meanwhile', async () => {
    await world.database.query(
      "INSERT INTO customer_groups (legal_entity, customer_group, name) VALUES ('USRT', '77', 'Passing')",
    );
    const operationId = world.headquarters.seams.ids.uuid();
    const body = { channelId: 'HOUSTON', operationId, customer: { ...berry, customerGroup: '77' } };
    const first = await create(body);
    await world.database.query("DELETE FROM customer_groups WHERE customer_group = '77'");
    expect(await create(body, 200)).toEqual(first);
  });

  test('of a place that is unknown or none is refused with the field', async () => {
    const post = (body: object): Promise<unknown> => world.call('POST', '/customers', { body });
    expect(await post({ customer: berry })).toEqual(coded(422, 'channel_or_legal_entity_required', 'channelId'));
    expect(await post({ channelId: 'NOWHERE', customer: berry })).toEqual(coded(404, 'channel_unknown', 'channelId'));
    expect(await post({ channelId: 'PARIS', legalEntity: 'FRRT', customer: berry })).toEqual(
      coded(422, 'channel_of_other_legal_entity', 'channelId'),
    );
  });

  test('with titles, books or attributes that the settings do not know is refused with every field', async () => {
    const customer = {
      ...berry,
      personalTitle: 'KING',
      addressBooks: ['NONE'],
      attributes: { SIZE: 4 },
      affiliations: ['NO-SUCH'],
    };
    const answer = await world.call('POST', '/customers', { body: { channelId: 'PARIS', customer } });
    expect(answer.status).toBe(422);
    const { problems } = (answer.body as { error: { problems: { code: string; field: string }[] } }).error;
    expect(problems.map(({ code }) => code).toSorted()).toEqual([
      'address_book_unknown',
      'affiliation_unknown',
      'attribute_unknown',
      'personal_title_unknown',
    ]);
    expect(problems.every(({ field }) => field.startsWith('customer.'))).toBe(true);
  });
});

describe('a customer edited at headquarters', () => {
  test('keeps the credit limit of headquarters when a channel edits meanwhile; both values are on record', async () => {
    const customer = await create({ channelId: 'PARIS', customer: berry });
    const path = `/customers/${customer.customerAccountNumber}`;
    const edited = await world.call('PATCH', path, { body: { changes: { creditLimit: 900, email: 'a@example.com' } } });
    expect(edited).toMatchObject({ status: 200, body: { customer: { version: 2, creditLimit: 900 } } });
    const late = operationOf({
      kind: 'update',
      customerId: customer.customerId,
      fields: { creditLimit: 5, firstName: 'Lucas' },
    });
    await stageOperations(world, [{ ...late, baseVersion: 1 }]);
    await synchronizeCustomers(world.headquarters);
    expect((await world.call('GET', path)).body).toMatchObject({ creditLimit: 900, firstName: 'Lucas', version: 3 });
    expect((await world.call('GET', `/merge-conflicts?customerId=${customer.customerId}`)).body).toMatchObject({
      mergeConflicts: [{ field: 'creditLimit', heldValue: 900, offeredValue: 5, kept: 'held', policy: 'headquarters' }],
    });
  });

  test('may be opened again when somebody saw a version that is not there yet', async () => {
    const { customerId } = await create({ channelId: 'PARIS', customer: berry });
    const patch = (body: object): Promise<unknown> => world.call('PATCH', `/customers/${customerId}`, { body });
    expect(await patch({ baseVersion: 9, changes: { lastName: 'X' } })).toEqual(coded(409, 'customer_version_unknown'));
    expect(await patch({ changes: {} })).toEqual(coded(422, 'nothing_changed'));
  });

  test('deactivated, refuses edits; the repetition is answered like the first time', async () => {
    const { customerId } = await create({ channelId: 'PARIS', customer: berry });
    const operationId = world.headquarters.seams.ids.uuid();
    const deactivate = (): ReturnType<typeof world.call> =>
      world.call('POST', `/customers/${customerId}/deactivate`, { body: { operationId } });
    expect(await deactivate()).toMatchObject({
      status: 200,
      body: { replayed: false, customer: { deactivated: true } },
    });
    expect(await deactivate()).toMatchObject({
      status: 200,
      body: { replayed: true, customer: { deactivated: true } },
    });
    expect(await world.call('PATCH', `/customers/${customerId}`, { body: { changes: { lastName: 'X' } } })).toEqual(
      coded(409, 'customer_deactivated'),
    );
  });

  test('is for administrators only', async () => {
    for (const as of ['auditor', 'application', 'nobody'] as const) {
      const answer = await world.call('POST', '/customers', { as, body: { channelId: 'PARIS', customer: berry } });
      expect([401, 403]).toContain(answer.status);
    }
  });
});

describe('a set of customers', () => {
  const request = (
    lastName: string,
    more: object = {},
  ): { request: CreateAtHeadquartersRequest; idempotencyKey: string } => ({
    request: { channelId: 'HOUSTON', customer: { ...berry, lastName, addresses: [], ...more } },
    idempotencyKey: `row ${lastName}`,
  });

  test('R13: one bad row never fails its neighbours, and the same set again makes no second customer', async () => {
    const poisonedId = world.headquarters.seams.ids.uuid();
    await world.database.query(`ALTER TABLE customers ADD CONSTRAINT poison CHECK (customer_id <> '${poisonedId}')`);
    const poisoned = request('Poison');
    const set = [
      request('One'),
      request('Two', { email: 'nobody' }),
      { ...poisoned, request: { ...poisoned.request, customerId: poisonedId } },
      request('Three', { customerGroup: '99' }),
      request('Four'),
      request('One'),
    ];
    const outcomes = await createCustomersAtHeadquarters(world.headquarters, set, by);
    expect(
      outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.problems[0]?.code : outcome.replayed)),
    ).toEqual([false, 'email_invalid', 'record_poisoned', 'customer_group_unknown', false, true]);
    const again = await createCustomersAtHeadquarters(world.headquarters, set, by);
    expect(again.map((outcome) => outcome.status === 'completed' && outcome.replayed)).toEqual([
      true,
      false,
      false,
      false,
      true,
      true,
    ]);
    const staged = await world.database.query(
      "SELECT status FROM staged_operations WHERE channel_database_id = 'headquarters' AND status <> 'completed'",
    );
    expect(staged).toEqual([]);
  });

  test('R2: asked for twice at once, each customer is made once', async () => {
    const set = Array.from({ length: 50 }, (_, index) => request(`Twice${index}`));
    const results = await Promise.all([
      createCustomersAtHeadquarters(world.headquarters, set, by),
      createCustomersAtHeadquarters(world.headquarters, set.toReversed(), by),
    ]);
    const replays = results.flat().map((outcome) => outcome.status === 'completed' && outcome.replayed);
    expect(replays.filter((replayed) => !replayed)).toHaveLength(50);
    const rows = await world.database.query("SELECT 1 FROM customers WHERE document ->> 'lastName' LIKE 'Twice%'");
    expect(rows).toHaveLength(50);
  });
});

test('R2: cut off at any point and asked for again, there is one customer with one account number', async () => {
  const points: string[] = [];
  const attempt = (key: string): ReturnType<typeof createCustomersAtHeadquarters> =>
    createCustomersAtHeadquarters(
      world.headquarters,
      [{ request: { channelId: 'PARIS', customer: { ...berry, lastName: key, addresses: [] } }, idempotencyKey: key }],
      by,
    );
  world.onCrashPoint = (point) => void points.push(point);
  await attempt('Whole');
  for (const [index, cut] of points.entries()) {
    let isArmed = true;
    world.onCrashPoint = (point) => {
      if (!isArmed || point !== cut) return;
      isArmed = false;
      throw new Error('cut off');
    };
    await expect(attempt(`Cut ${index}`), cut).rejects.toThrow('cut off');
    const [outcome] = await attempt(`Cut ${index}`);
    const isCommitted = cut === 'edit at headquarters/committed';
    expect(outcome, cut).toMatchObject({ status: 'completed', replayed: isCommitted });
  }
  world.onCrashPoint = () => undefined;
  const rows = await world.database.query<{ account_number: string }>(
    "SELECT account_number FROM customers WHERE document ->> 'lastName' LIKE 'Cut %'",
  );
  expect(new Set(rows.map((row) => row.account_number)).size).toBe(points.length);
});
