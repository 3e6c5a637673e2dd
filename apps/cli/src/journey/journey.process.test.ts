import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, type CliRun } from '../run-cli-fixture.ts';

const personCount = 60;
const timeoutMs = 240_000;

let folder: string;
let run: CliRun;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-journey-'));
  const file = join(folder, 'people.csv');
  await writeFile(file, csvOf(personCount));
  run = await runCli(['journey', '--input', file, '--json'], join(folder, 'data'));
}, timeoutMs);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Fictional people, with one row in their midst that has no name, one with a date that is none, and one with a text that the product refuses. */
function csvOf(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `p-${index}, Given${index}, Family${index}, ${index + 1}, Long Lane, , Port Fern, 4811, qld, 19${10 + index}0101, 55${index}`,
  );
  rows.splice(10, 0, 'p-x, , , 1, Long Lane, , Port Fern, 4811, qld, 19500101, 1');
  rows.splice(20, 0, 'p-y, Late, Date, 1, Long Lane, , Port Fern, 4811, qld, 19509999, 2');
  rows.splice(31, 0, 'p-z, Bad\u0007Bell, Name, 1, Long Lane, , Port Fern, 4811, qld, 19500101, 3');
  const headers =
    'rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id';
  return `${[headers, ...rows].join('\n')}\n`;
}

function report(): Record<string, unknown> {
  return JSON.parse(run.output.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

test('R1 R2 every person of a file is one account in every database, by all three ways', () => {
  expect(report()).toMatchObject({
    created: personCount + 1,
    distinctAccounts: personCount + 1,
    lost: 0,
    doubled: 0,
    conflicts: 0,
    notEverywhere: 0,
    unanswered: 0,
  });
  expect(run.exitCode).toBe(0);
});

test('every way creates customers, and only the way without a line has none decided at once', () => {
  const { byWay, callsToHeadquarters, pending, converted } = report() as {
    byWay: Record<'sync' | 'async' | 'cutOff', number>;
    callsToHeadquarters: Record<'sync' | 'async' | 'cutOff', number>;
    pending: number;
    converted: number;
  };
  expect(byWay.sync + byWay.async + byWay.cutOff).toBe(personCount + 1);
  expect(Math.min(byWay.sync, byWay.async, byWay.cutOff)).toBeGreaterThanOrEqual(20);
  expect(pending).toBeGreaterThanOrEqual(byWay.async + byWay.cutOff);
  expect(converted).toBe(pending);
  expect(callsToHeadquarters.sync).toBeGreaterThanOrEqual(byWay.sync);
  expect(callsToHeadquarters.async).toBe(0);
});

test('repeated requests are recognized', () => {
  expect(report()['replayed']).toBe(6);
});

test('R3 no answer shows a temporary identifier to a person', () => {
  expect(report()['guidShown']).toBe(0);
  expect(report()['textsScanned']).toBeGreaterThan(personCount);
});

test('rows that cannot be used are listed with their line and the rest goes on', () => {
  expect(report()).toMatchObject({ unusable: 2, adjusted: 1 });
  expect(run.output).toMatch(/line 12: it has no name/u);
  expect(run.output).toMatch(/line 22: the date of birth cannot be read/u);
  expect(run.output).toMatch(/line 33: .*firstName/u);
});
