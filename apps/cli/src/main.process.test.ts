import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli-fixture.ts';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

describe('a command line that cannot be understood ends with code 2 and one sentence', () => {
  test.each([
    [['jurney'], 'There is no command "jurney": see counterfoil help.\n'],
    [['doctor', '--colour'], 'The command "doctor" has no option --colour: see counterfoil doctor --help.\n'],
    [['journey', '--input'], 'The option --input of "journey" is given wrongly: see counterfoil journey --help.\n'],
    [['journey'], 'The journey needs --input FILE.csv, a file with a person a line.\n'],
    [['journey', '--input', 'x.csv', '--count', '0'], '--count takes a whole number from 1.\n'],
    [['journey', '--input', 'x.csv', '--country', 'Oz'], '"Oz" is not a country code of two letters, such as AU.\n'],
    [['job', 'run'], 'The command "job" needs more words: see counterfoil job --help.\n'],
    [['job', 'stop', '1010'], 'The command "job" does not take "stop": see counterfoil job --help.\n'],
    [['reset', 'everything'], 'The command "reset" does not take "everything": see counterfoil reset --help.\n'],
  ])('%j', async (words, errors) => {
    expect(await runCli(words, dataFolder)).toEqual({ exitCode: 2, output: '', errors });
  });
});

test('the help of the journey names every field with its column', async () => {
  const { exitCode, output } = await runCli(['journey', '--help'], dataFolder);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/firstName +given_name/u);
  expect(output).toMatch(/identificationNumber +soc_sec_id/u);
});

test('help and refusals are French where the locale is', async () => {
  const french = { LC_ALL: 'fr_FR.UTF-8' };
  expect((await runCli(['help'], dataFolder, french)).output).toContain('Démarrer le siège');
  expect((await runCli(['x'], dataFolder, french)).errors).toBe(
    "La commande « x » n'existe pas : voir counterfoil help.\n",
  );
});

test('a command for a running product says how to start one', async () => {
  const { exitCode, errors } = await runCli(['doctor'], dataFolder);
  expect(exitCode).toBe(2);
  expect(errors).toContain('run counterfoil start');
});

test('the token of this machine is not sent to another address', async () => {
  const { exitCode, errors } = await runCli(['doctor', '--headquarters-url', 'http://127.0.0.1:9'], dataFolder);
  expect(exitCode).toBe(2);
  expect(errors).toContain('--token');
});

describe('reset', () => {
  test('deletes what the product keeps', async () => {
    await mkdir(join(dataFolder, 'postgresql', 'cluster'), { recursive: true });
    await writeFile(join(dataFolder, 'connection.json'), '{}');
    expect((await runCli(['reset'], dataFolder)).exitCode).toBe(0);
    expect(await readdir(dataFolder)).toEqual([]);
  });

  test('touches nothing in a folder that holds other things', async () => {
    await writeFile(join(dataFolder, 'thesis.txt'), 'mine');
    await writeFile(join(dataFolder, 'connection.json'), '{}');
    expect((await runCli(['reset'], dataFolder)).exitCode).toBe(1);
    expect((await readdir(dataFolder)).toSorted()).toEqual(['connection.json', 'thesis.txt']);
  });
});
