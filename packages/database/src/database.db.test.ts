import type { CrashPoints } from '@counterfoil/platform/crash-points';
import { silentLog } from '@counterfoil/platform/log';
import type { Seams } from '@counterfoil/platform/seams';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase, isDataError, isUniqueViolation, prepared } from './database.ts';
import { databaseUrl } from './ensure-database.ts';
import type { TestDatabase } from './testing.ts';
import { createTestDatabase, testServerUrl } from './testing.ts';

const insertEntry = prepared('insert entry', 'INSERT INTO entry (name) VALUES ($1) RETURNING name');
const readEntries = prepared('read entries', 'SELECT name FROM entry ORDER BY name');

let reached: string[];
let crashAt: string | undefined;
let test: TestDatabase;

const crashPoints: CrashPoints = {
  reach(point) {
    reached.push(point);
    if (point === crashAt) throw new Error(`crash at ${point}`);
  },
};

function seams(): Seams {
  return { ...systemSeams(silentLog), crashPoints };
}

async function entries(): Promise<string[]> {
  return (await test.database.query<{ name: string }>(readEntries)).map(({ name }) => name);
}

async function recordTwo(): Promise<string> {
  return test.database.transaction('record two', async (tx) => {
    await tx.query(insertEntry, ['first']);
    await tx.query(insertEntry, ['second']);
    return 'recorded';
  });
}

beforeEach(async () => {
  reached = [];
  crashAt = undefined;
  test = await createTestDatabase(undefined, { seams: seams(), poolSize: 3 });
  await test.database.affected('CREATE TABLE entry (name text PRIMARY KEY, at timestamptz, born date, amount bigint)');
});

afterEach(() => test.drop());

describe('a transaction', () => {
  it('is kept whole and passes its crash points in order', async () => {
    expect(await recordTwo()).toBe('recorded');
    expect(await entries()).toEqual(['first', 'second']);
    expect(reached).toEqual([
      'record two/begin',
      'record two/statement 1',
      'record two/statement 2',
      'record two/commit',
      'record two/committed',
    ]);
  });

  it.each(['record two/begin', 'record two/statement 1', 'record two/statement 2', 'record two/commit'])(
    'leaves nothing behind after a crash at "%s"',
    async (point) => {
      crashAt = point;
      await expect(recordTwo()).rejects.toThrow(`crash at ${point}`);
      expect(await entries()).toEqual([]);
    },
  );

  it('is kept whole when the crash comes after its commit', async () => {
    crashAt = 'record two/committed';
    await expect(recordTwo()).rejects.toThrow('crash at record two/committed');
    expect(await entries()).toEqual(['first', 'second']);
  });

  it('gives its connection back however it ends', async () => {
    crashAt = 'record two/statement 2';
    for (let round = 0; round < 5; round++) await expect(recordTwo()).rejects.toThrow('crash');
    crashAt = undefined;
    expect(await recordTwo()).toBe('recorded');
  });

  it('never passes for committed when its work went on after a failed statement', async () => {
    const swallowing = test.database.transaction('swallow', async (tx) => {
      await tx.query(insertEntry, ['first']);
      await tx.query(insertEntry, ['first']).then(undefined, () => undefined);
    });
    await expect(swallowing).rejects.toThrow(
      'the transaction "swallow" went on after one of its statements had failed',
    );
    expect(await entries()).toEqual([]);
  });

  it('tells an outage, rolls back and leaves the pool usable when its connection is cut', async () => {
    const cut = test.database.transaction('cut', async (tx) => {
      await tx.query(insertEntry, ['first']);
      const [session] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await test.database.query('SELECT pg_terminate_backend($1)', [session?.pid]);
      await tx.query(insertEntry, ['second']);
    });
    await expect(cut).rejects.toMatchObject({ code: 'database_unreachable' });
    expect(await entries()).toEqual([]);
  });
});

describe('a single statement', () => {
  it('executed by name is a durable step with a crash point on each side', async () => {
    expect(await test.database.execute('record one', insertEntry, ['only'])).toEqual([{ name: 'only' }]);
    expect(reached).toEqual(['record one/begin', 'record one/committed']);
  });

  it('is not run when the crash comes before it, and kept when it comes after', async () => {
    crashAt = 'record one/begin';
    await expect(test.database.execute('record one', insertEntry, ['lost'])).rejects.toThrow('crash');
    crashAt = 'record one/committed';
    await expect(test.database.execute('record one', insertEntry, ['kept'])).rejects.toThrow('crash');
    expect(await entries()).toEqual(['kept']);
  });

  it('without a name passes no crash point', async () => {
    expect(await test.database.affected(`INSERT INTO entry (name) VALUES ('a'), ('b')`)).toBe(2);
    expect(reached).toEqual([]);
  });

  it('gives instants in UTC, days and 8-byte integers as text', async () => {
    const rows = await test.database.query(
      `SELECT '2026-03-29 03:30:00.25+02'::timestamptz AS at, '1970-01-01'::date AS born,
              9007199254740993::bigint AS amount, 'infinity'::timestamptz AS never, NULL::timestamptz AS missing`,
    );
    expect(rows).toEqual([
      {
        at: '2026-03-29T01:30:00.250Z',
        born: '1970-01-01',
        amount: '9007199254740993',
        never: 'infinity',
        missing: null,
      },
    ]);
  });
});

describe('a failure is told apart', () => {
  it('as a duplicate, which is also a bad row', async () => {
    await test.database.query(insertEntry, ['twin']);
    const error = await test.database.query(insertEntry, ['twin']).then(undefined, (caught: unknown) => caught);
    expect([isUniqueViolation(error), isDataError(error)]).toEqual([true, true]);
  });

  it('as a bad row: a text with a zero byte, a value that is no date, a missing value', async () => {
    const attempts = [
      test.database.query(insertEntry, ['zero \u0000 byte']),
      test.database.query(`INSERT INTO entry (name, born) VALUES ('x', $1)`, ['not a date']),
      test.database.query(insertEntry, [null]),
    ];
    for (const outcome of await Promise.allSettled(attempts)) {
      expect(outcome.status).toBe('rejected');
      const reason: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
      expect([isUniqueViolation(reason), isDataError(reason)]).toEqual([false, true]);
    }
  });

  it('as a bug: a statement that is wrong is neither an outage nor a bad row', async () => {
    const error = await test.database.query('SELECT nothing FROM nowhere').then(undefined, (caught: unknown) => caught);
    expect(error).toMatchObject({ code: '42P01' });
    expect(isDataError(error)).toBe(false);
  });

  it.each([
    ['no socket there', 'postgresql://postgres@/counterfoil?host=%2Fnonexistent'],
    ['no server at the port', 'postgresql://postgres@127.0.0.1:1/counterfoil'],
    ['no such database', databaseUrl(testServerUrl(), 'no_such_database')],
  ])('as an outage: %s', async (_case, url) => {
    const attempt = connectDatabase({ url, seams: systemSeams(silentLog) });
    await expect(attempt).rejects.toMatchObject({ code: 'database_unreachable' });
  });
});

it('a prepared statement whose name PostgreSQL would cut off is refused', () => {
  expect(() => prepared('n'.repeat(64), 'SELECT 1')).toThrow('is too long');
});
