import { feedStart, protocolVersion } from '@counterfoil/contracts/exchange';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { agreeWithScaleUnit } from '../exchange/agree-with-scale-unit.ts';
import type { CheckStatus, MendableCheck as Check } from '../doctor/finding.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from './administration-fixture.ts';

let world: AdministrationWorld;
let before: Map<string, Check>;

beforeAll(async () => {
  world = await openAdministrationWorld();
});
afterAll(() => world.close());

interface Answer {
  readonly status: CheckStatus;
  readonly checkedAt: string;
  readonly checks: Check[];
}

async function examined(language = 'en'): Promise<Answer> {
  const { status, body } = await world.call('GET', '/doctor', { as: 'auditor', language });
  expect(status).toBe(200);
  return body as Answer;
}

function nowMs(): number {
  return world.headquarters.seams.clock.now().getTime();
}

/** What the doctor says of `name` after the statements, and that it did not say so before. */
async function after(name: string, ...statements: string[]): Promise<Check | undefined> {
  for (const statement of statements) await world.database.query(statement);
  const found = (await examined()).checks.find((check) => check.name === name);
  expect(found).not.toEqual(before.get(name));
  return found;
}

beforeEach(async () => {
  before = new Map((await examined()).checks.map((check) => [check.name, check]));
});

describe('GET /doctor', () => {
  test('R15: is for administrators and auditors', async () => {
    expect((await world.call('GET', '/doctor', { as: 'nobody' })).status).toBe(401);
    expect((await world.call('GET', '/doctor', { as: 'application' })).status).toBe(403);
    expect((await world.call('GET', '/doctor')).status).toBe(200);
  });

  test('pain 1: says which job is missing, and the whole is broken by it', async () => {
    const { status, checkedAt, checks } = await examined();
    expect(status).toBe('broken');
    expect(Math.abs(Date.parse(checkedAt) - nowMs())).toBeLessThan(60_000);
    expect(checks.find(({ name }) => name === 'job/P-0001')).toEqual({
      name: 'job/P-0001',
      status: 'broken',
      message: 'The job P-0001 has no recurrence: customers wait for ever.',
      remedy: 'Give it one: counterfoil job recurrence P-0001 continuous',
      fix: null,
    });
  });

  test('R3: answers in the language of who asks, and tells no identifier', async () => {
    const { checks } = await examined('fr');
    expect(checks.find(({ name }) => name === 'database')?.message).toMatch(/^La base du siège est sur PostgreSQL/u);
    expect(JSON.stringify(checks)).not.toMatch(uuidPattern);
  });

  test('a job that is given its recurrence is fine', async () => {
    await world.call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: 'continuous' } });
    expect(await after('job/1010')).toMatchObject({ status: 'fine', remedy: null });
  });

  test('WD-14: an exhausted number sequence is broken, a missing one as well', async () => {
    const exhaust = "UPDATE number_sequences SET largest_value = next_value - 1 WHERE number_sequence_id = 'FRRT'";
    expect(await after('number-sequence/FRRT', exhaust)).toMatchObject({ status: 'broken' });
    const remove = "DELETE FROM number_sequences WHERE number_sequence_id = 'USRT'";
    expect(await after('number-sequence/USRT', remove)).toMatchObject({ status: 'broken' });
    await world.database.query(
      `INSERT INTO number_sequences (number_sequence_id, kind, legal_entity, format, next_value, largest_value,
         continuous, preallocation_count, skip_after_restore)
       VALUES ('USRT', 'customerAccount', 'USRT', 'C-#########', 1, 900, false, 10, 0)`,
    );
    const scarce = (await examined()).checks.find(({ name }) => name === 'number-sequence/USRT');
    expect(scarce).toMatchObject({ status: 'attention', message: expect.stringMatching(/^Only 900 numbers/u) });
  });

  test('LK-12, pain 7: failed operations are grouped by error; the rate of the last week is told', async () => {
    await stageOperations(world, [
      operationOf({ fields: { lastName: 'Quimby' } }),
      operationOf({ fields: { lastName: 'Prentiss', customerGroup: '99' } }),
      operationOf({ fields: { lastName: 'Haddad', customerGroup: '98' } }),
    ]);
    await synchronizeCustomers(world.headquarters);
    expect(await after('failed-operations/customer_group_unknown')).toMatchObject({
      status: 'attention',
      message: '2 operations of customers could not be processed: customer_group_unknown.',
    });
    const scarce = (await examined()).checks.find(({ name }) => name === 'number-sequence/USRT');
    expect(scarce?.message).toMatch(/At the rate of the last week they last \d/u);
  });

  test('WD-12, pain 8: customers without an address book are counted where every channel filters', async () => {
    const books = (list: string): string =>
      `UPDATE customers SET document = jsonb_set(document, '{addressBooks}', '${list}')`;
    expect(await after('address-books/customers-without', books('["SHARED"]'))).toBeUndefined();
    await world.database.query(books('[]'));
    const found = (await examined()).checks.find(({ name }) => name === 'address-books/customers-without');
    expect(found).toMatchObject({
      status: 'attention',
      message: expect.stringMatching(/^1 of the latest 1 customers/u),
    });
    expect(await after('address-books/customers-shown-nowhere', books('["ONLINE"]'))).toMatchObject({
      status: 'attention',
    });
  });

  test('LK-17: the default customer of a channel is looked at', async () => {
    const put = `INSERT INTO setting_documents (kind, key, document)
      SELECT 'default-customers', 'PARIS', jsonb_build_object('channelId', 'PARIS', 'customerAccountNumber', account_number)
      FROM customers`;
    const spoil = `UPDATE customers SET document = document || '{"receiptEmail": "shop@example.com"}'`;
    const found = await after('channel/PARIS/default-customer', put, spoil);
    expect(found).toMatchObject({ status: 'attention', message: expect.stringContaining('receipt e-mail address') });
    expect(found?.message).not.toContain('shop@example.com');
    /* Its only address book is one that Paris does not show. */
    expect(await after('address-books/PARIS')).toMatchObject({ status: 'attention' });
  });

  test('LK-06: a feature that is on without what it needs', async () => {
    const enable = "INSERT INTO feature_states (feature_id, enabled) VALUES ('asyncCustomerEditing', true)";
    expect(await after('feature/asyncCustomerEditing', enable)).toMatchObject({ status: 'attention' });
  });

  test('a scale unit tells its clock, its outbox and its tills when it comes by', async () => {
    const anHourAgo = new Date(nowMs() - 60 * 60_000).toISOString();
    const longAgo = new Date(nowMs() - 10 * 60 * 60_000).toISOString();
    await agreeWithScaleUnit(world.headquarters, 'paris', {
      protocolVersion,
      channelEpoch: { number: 1, epochId: '01890000-0000-7000-8000-000000000004' },
      headquartersEpoch: null,
      appliedPosition: feedStart,
      configurationVersion: 0,
      report: {
        reportedAt: new Date(nowMs() + 7.5 * 60_000).toISOString(),
        outbox: { undelivered: 5, oldestRecordedAt: anHourAgo },
        registers: [
          { registerId: 'PARIS-1', undelivered: 3, oldestRecordedAt: longAgo, lastExchangeAt: longAgo },
          { registerId: 'GONE-9', undelivered: 3, oldestRecordedAt: longAgo, lastExchangeAt: longAgo },
        ],
      },
    });
    expect(await after('clock/paris')).toMatchObject({
      status: 'attention',
      message: expect.stringContaining('Paris is 7 minutes ahead'),
    });
    expect(await after('backlog/paris/outbox')).toMatchObject({
      status: 'attention',
      message: '5 operations wait in the outbox of Paris, the oldest for 60 minutes.',
    });
    expect(await after('register/PARIS-1')).toMatchObject({ status: 'attention' });
    expect((await examined()).checks.some(({ name }) => name === 'register/GONE-9')).toBe(false);
  });

  test('BX-06: customers that have waited at headquarters for hours are broken', async () => {
    await stageOperations(world, [operationOf()]);
    const age = "UPDATE staged_operations SET received_at = received_at - interval '5 hours' WHERE status = 'uploaded'";
    expect(await after('backlog/paris/headquarters', age)).toMatchObject({
      status: 'broken',
      message: '1 operations of Paris wait at headquarters, the oldest for 5 hours.',
      remedy: expect.stringContaining('job run synchronize-customers'),
    });
  });

  test('WD-31: a suspended session is broken, one that nobody fetches needs attention', async () => {
    const insert = (state: string): string =>
      `INSERT INTO download_sessions (channel_database_id, job, state, row_count, byte_count, error, created_at)
       VALUES ('houston', '1010', '${state}', 3, 90, '{"code": "package_corrupt", "detail": ""}', now() - interval '1 hour')`;
    expect(await after('sessions/houston/waiting', insert('available'))).toMatchObject({ status: 'attention' });
    expect(await after('sessions/houston/suspended', insert('suspended'))).toMatchObject({
      status: 'broken',
      message: expect.stringContaining('package_corrupt'),
      remedy: expect.stringMatching(/counterfoil sessions retry \d+$/u),
    });
  });

  test('SD-25: the filter that forbids creation offline is told of, and fine', async () => {
    const filter = `UPDATE setting_documents SET document = document || '{"filterSharedCustomerDataTables": true}'
      WHERE kind = 'channel-schemas'`;
    expect(await after('offline-creation/filter', filter)).toMatchObject({ status: 'fine' });
  });

  test('WD-22: parked e-mails need attention', async () => {
    const park = `INSERT INTO customer_notifications (notification_type, customer_id, channel_id,
        email_notification_profile_id, state, next_try_at, created_at)
      VALUES ('customerCreated', '01890000-0000-7000-8000-000000000009', 'PARIS', 'X', 'parked', now(), now())`;
    expect(await after('notifications', park)).toMatchObject({ status: 'attention' });
  });
});
