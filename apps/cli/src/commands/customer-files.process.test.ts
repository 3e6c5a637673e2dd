import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, type CliRun } from '../run-cli-fixture.ts';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));
const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;

describe('files of customers by the command line', () => {
  let closing: AsyncDisposableStack;
  let headquarters: RunningHeadquarters;
  let folder: string;
  const token = newAccessToken();

  async function start(): Promise<RunningHeadquarters> {
    const { url, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    const seams = systemSeams(silentLog);
    const running = await startHeadquarters({
      databaseUrl: url,
      host: '127.0.0.1',
      port: 0,
      poolSize: 6,
      requestsPerMinute: 'unlimited',
      firstRecurrence: 'off',
      secretsKey: { bytes: Buffer.alloc(32, 1) },
      seams,
      prepare: async (database) => {
        await insertSampleSettings(database);
        await createAccessToken(database, { role: 'administrator', name: 'test', token, now: seams.clock.now() });
      },
    });
    closing.defer(() => running.stop());
    return running;
  }

  beforeEach(async () => {
    closing = new AsyncDisposableStack();
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-files-'));
    closing.defer(() => rm(folder, { recursive: true }));
    headquarters = await start();
  });
  afterEach(() => closing.disposeAsync());

  const access = (at = headquarters): string[] => ['--headquarters-url', at.url, '--token', token];
  const run = (words: readonly string[], at = headquarters): Promise<CliRun> =>
    runCli([...words, ...access(at)], folder);

  async function accountNumbers(): Promise<string[]> {
    const { database } = headquarters.headquarters;
    const rows = await database.query<{ account_number: string }>('SELECT account_number FROM customers ORDER BY 1');
    return rows.map((row) => row.account_number);
  }

  async function write(name: string, ...lines: string[]): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, `${lines.join('\n')}\n`);
    return file;
  }

  it('bad lines go into a file of errors that is corrected and imported; nothing is imported twice', async () => {
    const file = await write(
      'people.csv',
      'Given name,Family name,E-mail,Town,Note to self',
      'Ann,Berry,ann@example.com,Houston,"one,',
      'two"',
      'Bob,Berry,bob at example.com,Paris,x',
      '"Cid, the ""elder""",Berry,,,',
      'Dan,Berry',
    );
    const mapping = join(folder, 'mapping.json');
    await writeFile(
      mapping,
      JSON.stringify({ 'Given name': 'firstName', 'Family name': 'lastName', Town: 'addresses.1.city' }),
    );
    const words = [
      'import',
      'customers',
      file,
      '--channel',
      'HOUSTON',
      '--mapping',
      mapping,
      '--mapping',
      'E-mail=email',
    ];

    const dry = await run([...words, '--dry-run']);
    expect(dry.exitCode).toBe(1);
    expect(dry.output).toContain('Line 4: E-mail: Enter an e-mail address like name@example.com.');
    expect(dry.output).toContain(
      'Nothing was written. 2 would be created, 0 were imported before, 2 would be refused.',
    );
    expect(await accountNumbers()).toEqual([]);

    const real = await run([...words, '--json']);
    const figures = JSON.parse(real.output) as Record<string, unknown>;
    expect(figures).toMatchObject({ lines: 4, created: 2, unchanged: 0, refused: 2, ignoredColumns: ['Note to self'] });
    const errorsFile = String(figures['errorsFile']);
    expect(errorsFile).toBe(join(folder, 'people.errors-2.csv'));
    expect((await stat(errorsFile)).mode & 0o777).toBe(0o600);

    const errors = await readFile(errorsFile, 'utf8');
    expect(errors).toMatch(/^Given name,Family name,E-mail,Town,Note to self,importId,importLine,importErrors$/mu);
    expect(errors).toMatch(/^Bob,Berry,bob at example.com,Paris,x,people.csv,4,E-mail: Enter an e-mail address/mu);
    const corrected = errors
      .replace('bob at example.com', 'bob@example.com')
      .replace(/^Dan,Berry,.*$/mu, 'Dan,Berry,,,,people.csv,6,');
    await writeFile(errorsFile, corrected);
    const again = words.with(2, errorsFile);
    expect((await run(again)).output).toContain('2 created, 0 imported before, 0 refused');
    expect((await run(again)).output).toContain('0 created, 2 imported before, 0 refused');
    const first = await run(words);
    expect(first.output).toContain('0 created, 2 imported before, 2 refused');
    expect(await accountNumbers()).toHaveLength(4);
    for (const { output, errors: told } of [dry, real, first]) expect(output + told).not.toMatch(uuidInText);
  });

  it('R1, R2: an import that is killed goes on where it was, and everybody is imported once', async () => {
    const lines = Array.from({ length: 4_000 }, (_, index) => `Person ${index},Berry,p${index}@example.com`);
    const file = await write('many.csv', 'firstName,lastName,email', ...lines);
    const words = ['import', 'customers', file, '--channel', 'HOUSTON', '--json'];
    const child = spawn(process.execPath, [program, ...words, ...access()], { stdio: 'ignore' });
    const ended = once(child, 'close');
    while ((await accountNumbers()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    const killedAfter = (await accountNumbers()).length;
    expect(killedAfter).toBeLessThan(4_000);
    const second = JSON.parse((await run(words)).output) as Record<string, number>;
    expect(second).toMatchObject({ lines: 4_000, refused: 0 });
    expect((second['created'] ?? 0) + (second['unchanged'] ?? 0)).toBe(4_000);
    expect(second['unchanged']).toBeGreaterThanOrEqual(killedAfter);
    expect(new Set(await accountNumbers()).size).toBe(4_000);
  });

  it('an export is whole under its name, readable by its owner only, and can be imported elsewhere', async () => {
    const file = await write('people.csv', 'firstName;addresses.1.city;affiliations', '=1+1;Houston;CLUB', 'Bob;;');
    const imported = await run(['import', 'customers', file, '--channel', 'HOUSTON', '--delimiter', ';']);
    expect(imported.output).toContain('2 created');
    const output = join(folder, 'export.csv');
    const exported = await run(['export', 'customers', '--output', output]);
    expect(exported).toMatchObject({ exitCode: 0, output: '' });
    expect(exported.errors).toMatch(/GET \/events\?after=[\w-]+\n$/u);
    expect((await stat(output)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).not.toContain('export.csv.partial');
    expect(await readFile(output, 'utf8')).toContain("'=1+1");
    const elsewhere = await start();
    expect((await run(['import', 'customers', output], elsewhere)).output).toContain('2 created');
    const lines = (await run(['export', 'customers', '--format', 'ndjson'], elsewhere)).output.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { firstName: string }).firstName).toSorted()).toEqual([
      '=1+1',
      'Bob',
    ]);
    expect(await run(['import', 'customers', output])).toMatchObject({ exitCode: 1 });
    expect(await run(['export', 'customers', '--format', 'xml'])).toMatchObject({ exitCode: 1, output: '' });
  });

  it('what cannot be read is said in one sentence', async () => {
    const missing = await run(['import', 'customers', join(folder, 'missing.csv')]);
    expect(missing).toMatchObject({ exitCode: 1, output: '' });
    expect(missing.errors).toMatch(/^The file .*missing\.csv cannot be read \(ENOENT\)/u);
    const empty = await run(['import', 'customers', await write('columns.csv', 'x,y', '1,2')]);
    expect(empty.errors).toContain('No column of the file is a field of a customer.');
    expect(await run(['import', 'orders', 'x.csv'])).toMatchObject({ exitCode: 2 });
    expect(await run(['import', 'customers', 'x.csv', '--delimiter', 'tab'])).toMatchObject({ exitCode: 2 });
  });

  it('e-mails and event subscriptions are listed, retried, given a secret and resumed', async () => {
    expect((await run(['notifications'])).output).toBe('None.\n');
    expect((await run(['notifications', 'retry', 'all'])).output).toBe(
      '0 to be sent by the next run of send-notifications.\n',
    );
    const fields = ['name=ERP', 'active=true', 'url=https://erp.example/hook', 'eventTypes=[]'];
    expect((await run(['setting', 'put', 'event-subscriptions', 'ERP', ...fields])).exitCode).toBe(0);
    expect((await run(['events'])).output).toMatch(/^ERP +ERP +secretMissing +0/mu);
    expect((await run(['events', 'secret', 'ERP'])).output).toMatch(/^whsec_[\w+/]{43}=\n$/u);
    expect((await run(['events', 'resume', 'ERP', '--from-start'])).output).toBe('The deliveries of ERP go on.\n');
    expect((await run(['events'])).output).toMatch(/^ERP +ERP +delivering +0/mu);
    expect((await run(['events', 'secret', 'CRM'])).errors).toContain('There is no event subscription "CRM".');
  });
});
