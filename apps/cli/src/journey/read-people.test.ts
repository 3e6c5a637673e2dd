import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMapping } from './person-mapping.ts';
import { readPeople, type PeopleFile, type Person, type RowNote } from './read-people.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-people-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer, countMax = Infinity): Promise<PeopleFile> {
  const path = join(folder, 'people.csv');
  await writeFile(path, content);
  return { path, mapping: readMapping(undefined), countryRegion: 'AU', today: '2030-06-15', countMax };
}

async function read(file: PeopleFile): Promise<{ people: Person[]; unusable: RowNote[]; adjusted: RowNote[] }> {
  const result = { people: [] as Person[], unusable: [] as RowNote[], adjusted: [] as RowNote[] };
  const notes = {
    unusable: (note: RowNote) => result.unusable.push(note),
    adjusted: (note: RowNote) => result.adjusted.push(note),
  };
  for await (const person of readPeople(file, notes)) result.people.push(person);
  return result;
}

const headers = 'rec_id, given_name, surname, date_of_birth\n';

describe('people of a file', () => {
  test('are read although spaces follow the commas, each with its line', async () => {
    const { people } = await read(await fileOf(`${headers}a, mira, oakley, 19870228\nb, jon, fern, \n`));
    expect(
      people.map(({ line, ordinal, customer }) => [line, ordinal, customer.firstName, customer.dateOfBirth]),
    ).toEqual([
      [2, 0, 'mira', '1987-02-28'],
      [3, 1, 'jon', null],
    ]);
  });

  test('go on after rows that are listed with their line and reason', async () => {
    const rows = ['a, , , ', 'b, mira', 'c, jon, fern, 19', '"d", "ana, maria", stone, 19700101', 'e, x, y, , , z'];
    const { people, unusable, adjusted } = await read(await fileOf(headers + rows.join('\n')));
    expect(people.map(({ line, customer }) => [line, customer.firstName])).toEqual([
      [4, 'jon'],
      [5, 'ana, maria'],
    ]);
    expect(unusable).toEqual([
      { line: 2, reason: 'noName' },
      { line: 3, reason: 'columnCount' },
      { line: 6, reason: 'columnCount' },
    ]);
    expect(adjusted).toEqual([{ line: 4, reason: 'dateUnreadable' }]);
  });

  test('that are not UTF-8 are not created with damaged names', async () => {
    const { unusable } = await read(await fileOf(Buffer.from(`${headers}a, ren\u00e9, petit, \n`, 'latin1')));
    expect(unusable).toEqual([{ line: 2, reason: 'encoding' }]);
  });

  test('are no more than were asked for', async () => {
    const { people } = await read(await fileOf(`${headers}a, mira, oakley, \nb, jon, fern, \n`, 1));
    expect(people.map(({ customer }) => customer.firstName)).toEqual(['mira']);
  });

  test('have to have a column for a name', async () => {
    await expect(read(await fileOf('Vorname, Nachname\nmira, oakley\n'))).rejects.toThrow(/--map firstName=…/u);
  });

  test('cannot come from an empty or a missing file', async () => {
    const file = await fileOf('');
    await expect(read(file)).rejects.toThrow(/is empty/u);
    await expect(read({ ...file, path: join(folder, 'missing.csv') })).rejects.toThrow(/cannot be read \(ENOENT\)/u);
  });
});
