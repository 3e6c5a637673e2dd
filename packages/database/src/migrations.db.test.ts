import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from './database.ts';
import { migrate } from './migrations.ts';
import { StartError } from './start-error.ts';
import type { TestDatabase } from './testing.ts';
import { createTestDatabase } from './testing.ts';

const seams = systemSeams(silentLog);
let folder: string;
let folderUrl: URL;
let test: TestDatabase;

async function writeMigration(fileName: string, text: string): Promise<void> {
  await writeFile(join(folder, fileName), text);
}

async function applied(): Promise<string[]> {
  const rows = await test.database.query<{ line: string }>(
    `SELECT number || ' ' || name AS line FROM schema_migrations ORDER BY number`,
  );
  return rows.map(({ line }) => line);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-migrations-'));
  folderUrl = pathToFileURL(folder);
  test = await createTestDatabase(undefined);
  await writeMigration('0001-customer.sql', 'CREATE TABLE customer (id int);\nCREATE TABLE address (id int);\n');
});

afterEach(async () => {
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('migrations', () => {
  it('are applied once each, in their order, as the program grows', async () => {
    await migrate(test.database, folderUrl, seams);
    await writeMigration('0002-name.sql', 'ALTER TABLE customer ADD COLUMN name text;');
    await migrate(test.database, folderUrl, seams);
    await migrate(test.database, folderUrl, seams);
    expect(await applied()).toEqual(['1 customer', '2 name']);
    expect(await test.database.query('SELECT id, name FROM customer')).toEqual([]);
  });

  it('are applied once when several starters come at the same time', async () => {
    const others = await Promise.all([1, 2, 3].map(() => connectDatabase({ url: test.url, poolSize: 1, seams })));
    await Promise.all(others.map((database) => migrate(database, folderUrl, seams)));
    await Promise.all(others.map((database) => database.close()));
    expect(await applied()).toEqual(['1 customer']);
  });

  it('leave nothing of a file that fails in its middle, and go on when it is corrected', async () => {
    await writeMigration('0002-loyalty.sql', 'CREATE TABLE loyalty (id int); SELECT nothing FROM nowhere;');
    await expect(migrate(test.database, folderUrl, seams)).rejects.toThrow('nowhere');
    expect(await applied()).toEqual(['1 customer']);
    await writeMigration('0002-loyalty.sql', 'CREATE TABLE loyalty (id int);');
    await migrate(test.database, folderUrl, seams);
    expect(await applied()).toEqual(['1 customer', '2 loyalty']);
  });

  it('leave nothing after a crash before the commit', async () => {
    const crashing = {
      ...seams,
      crashPoints: {
        reach(point: string) {
          if (point === 'migrate/commit') throw new Error('crash');
        },
      },
    };
    await expect(migrate(test.database, folderUrl, crashing)).rejects.toThrow('crash');
    expect(await applied()).toEqual([]);
  });

  it('do not mind the line ends of a clone on Windows', async () => {
    await migrate(test.database, folderUrl, seams);
    await writeMigration('0001-customer.sql', 'CREATE TABLE customer (id int);\r\nCREATE TABLE address (id int);\r\n');
    await expect(migrate(test.database, folderUrl, seams)).resolves.toBeUndefined();
  });
});

describe('a start is refused with what to do', () => {
  it('when the database is newer than the program', async () => {
    await writeMigration('0002-later.sql', 'CREATE TABLE later (id int);');
    await migrate(test.database, folderUrl, seams);
    await rm(join(folder, '0002-later.sql'));
    const attempt = migrate(test.database, folderUrl, seams);
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(
      'The database is newer than the program (schema 2, the program knows 1): update the program.',
    );
  });

  it('when an applied migration was changed', async () => {
    await migrate(test.database, folderUrl, seams);
    await writeMigration('0001-customer.sql', 'CREATE TABLE customer (id bigint);');
    const attempt = migrate(test.database, folderUrl, seams);
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(/^Migration 1 of the database is not the program's: run the program/u);
  });

  it('when a migration is missing or badly named', async () => {
    await writeMigration('0003-gap.sql', 'SELECT 1;');
    await expect(migrate(test.database, folderUrl, seams)).rejects.toThrow('0003-gap.sql should be number 2');
  });
});

it('a test database is a copy of the migrated template', async () => {
  const [one, two] = await Promise.all([createTestDatabase(folderUrl), createTestDatabase(folderUrl)]);
  await one.database.affected('INSERT INTO customer (id) VALUES (1)');
  expect(await two.database.query('SELECT id FROM customer')).toEqual([]);
  await one.drop();
  await two.drop();
});
