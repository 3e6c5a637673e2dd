import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readableFeed } from '../events/readable-feed-fixture.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';
import { accountNumbersOf, openAdministrationWorld, type AdministrationWorld } from '../api/administration-fixture.ts';

interface Line {
  readonly line: number;
  readonly status: string;
  readonly customerAccountNumber: string | null;
  readonly problems: readonly { code: string; field: string; column: string | null; message: string }[];
}

describe('files of customers', () => {
  let world: AdministrationWorld;

  beforeEach(async () => {
    world = await openAdministrationWorld();
  });
  afterEach(() => world.close());

  async function importRows(body: object, language = 'en'): Promise<{ status: number; lines: Line[]; body: unknown }> {
    const defaults = { importId: 'people.csv', channelId: 'HOUSTON' };
    const answer = await world.call('POST', '/customers/import', { body: { ...defaults, ...body }, language });
    return { ...answer, lines: (answer.body as { lines?: Line[] }).lines ?? [] };
  }

  async function exported(query = '', at = world): Promise<{ text: string; cursor: string; headers: Headers }> {
    const answer = await fetch(`${at.address}/customers/export${query}`, {
      headers: { authorization: `Bearer ${at.token}` },
    });
    const { headers } = answer;
    return { text: await answer.text(), cursor: headers.get('counterfoil-cursor') ?? '', headers };
  }

  const columns = ['Given name', 'lastName', 'email', 'addresses.1.city', 'addresses.1.countryRegion', 'Remark'];
  const mapping = { 'Given name': 'firstName' };
  const rows = [
    { line: 2, values: ['Ann', 'Berry', 'ann@example.com', 'Houston', 'US', 'x'] },
    { line: 3, values: ['Bob', 'Berry', 'no address', 'Paris', 'XX', 'x'] },
    { line: 4, values: ['Cid'] },
    { line: 5, values: ['Dan', 'Berry', '', '', '', ''] },
  ];

  it('R13: bad lines are told by line, column and sentence, and the others are imported', async () => {
    const { lines, body } = await importRows({ columns, mapping, rows }, 'fr');
    expect(lines.map(({ line, status }) => [line, status])).toEqual([
      [2, 'created'],
      [3, 'refused'],
      [4, 'refused'],
      [5, 'created'],
    ]);
    expect(lines[0]?.customerAccountNumber).toMatch(/^C-\d{9}$/u);
    expect(lines[1]?.problems).toMatchObject([
      { code: 'email_invalid', column: 'email', message: 'Saisissez une adresse e-mail comme nom@exemple.fr.' },
      { code: 'country_invalid', column: 'addresses.1.countryRegion' },
    ]);
    expect(lines[2]?.problems).toMatchObject([{ code: 'import_column_count' }]);
    expect(body).toMatchObject({ ignoredColumns: ['Remark'] });
    expect(await accountNumbersOf(world)).toHaveLength(2);
  });

  it('R5: the same lines again change nothing; a corrected one is imported, one with other content refused', async () => {
    const first = await importRows({ columns, mapping, rows });
    const again = await importRows({ columns, mapping, rows });
    expect(again.lines.map(({ status }) => status)).toEqual(['unchanged', 'refused', 'refused', 'unchanged']);
    expect(again.lines[0]?.customerAccountNumber).toBe(first.lines[0]?.customerAccountNumber);
    const corrected = [
      { line: 2, values: ['Anna', 'Berry', '', '', '', '', 'people.csv', '2', ''] },
      { line: 3, values: ['Bob', 'Berry', 'bob@example.com', '', '', '', 'people.csv', '3', 'was wrong'] },
    ];
    const withOrigin = [...columns, 'importId', 'importLine', 'importErrors'];
    const wanted = { importId: 'people.errors.csv', columns: withOrigin, mapping, rows: corrected };
    expect((await importRows(wanted)).lines).toMatchObject([
      { status: 'refused', problems: [{ code: 'import_line_changed' }] },
      { status: 'created' },
    ]);
    expect((await importRows(wanted)).lines[1]).toMatchObject({ status: 'unchanged' });
    expect(await accountNumbersOf(world)).toHaveLength(3);
  });

  it('a dry run finds all that an import would, takes no number and writes nothing', async () => {
    const wanted = {
      columns: [...columns, 'externalIdentities.1.providerId', 'externalIdentities.1.externalIdentityId'],
      mapping,
      rows: rows.map(({ line, values }) => ({ line, values: values.length > 1 ? [...values, 'AAD', 'same'] : values })),
    };
    const tables = ['customers', 'staged_operations', 'headquarters_requests', 'number_sequences', 'customer_changes'];
    const contents = async (): Promise<unknown> =>
      Promise.all(tables.map((table) => world.database.query(`SELECT * FROM ${table}`)));
    const before = await contents();
    const dry = await importRows({ ...wanted, dryRun: true });
    expect(await contents()).toEqual(before);
    expect(dry.lines.map(({ status }) => status)).toEqual(['valid', 'refused', 'refused', 'refused']);
    expect(dry.lines[3]?.problems).toMatchObject([{ code: 'identity_linked_elsewhere' }]);
    await world.database.query('DELETE FROM number_sequences');
    expect((await importRows({ ...wanted, dryRun: true })).lines[0]?.problems).toMatchObject([
      { code: 'account_number_sequence_missing' },
    ]);
    await insertSampleSettings(world.database);
    const real = await importRows(wanted);
    /* Which of two lines gets what only one can have is decided by the import. */
    const codes = (lines: readonly Line[]): string[] =>
      lines.flatMap(({ problems }) => problems.map(({ code, column }) => `${code} ${column}`)).toSorted();
    expect(codes(real.lines)).toEqual(codes(dry.lines));
    const after = await importRows({ ...wanted, dryRun: true });
    expect(after.lines.map(({ status }) => status).toSorted()).toEqual(['refused', 'refused', 'refused', 'unchanged']);
  });

  it('values are read by the type of their field, and what cannot be is refused with its column', async () => {
    const cells: readonly (readonly [string, string, string | null])[] = [
      ['creditLimit', '12.5', null],
      ['creditLimit', 'much', 'import_number_invalid'],
      ['blockedForLoyaltyEnrollment', 'YES', null],
      ['blockedForLoyaltyEnrollment', 'perhaps', 'import_truth_value_invalid'],
      ['customerType', 'Organization', 'name_required'],
      ['receiptOption', 'pigeon', 'import_choice_invalid'],
      ['affiliations', 'CLUB; STUDENT', null],
      ['affiliations', '[1]', 'import_list_invalid'],
      ['addresses.more', '{}', 'import_list_invalid'],
      ['attributes.HOUSEHOLD-SIZE', '3', null],
      ['attributes.HOUSEHOLD-SIZE', 'three', 'attribute_integer_expected'],
      ['attributes.NONE', '3', 'attribute_unknown'],
      ['contacts.1.locator', 'not an address', null],
      ['customerId', 'C-1', 'text_invalid'],
      ['deactivated', 'true', 'import_customer_deactivated'],
      ['legalEntity', 'NOWHERE', 'channel_of_other_legal_entity'],
    ];
    for (const [column, value, code] of cells) {
      const values = ['Ann', value, ...(column === 'contacts.1.locator' ? ['email'] : [])];
      const more = column === 'contacts.1.locator' ? ['contacts.1.contactType'] : [];
      const wanted = { columns: ['firstName', column, ...more], rows: [{ line: 2, values }], dryRun: true };
      const [line] = (await importRows(wanted)).lines;
      const expected = column === 'contacts.1.locator' ? 'email_invalid' : code;
      expect({ column, value, code: line?.problems[0]?.code ?? null }).toEqual({ column, value, code: expected });
    }
  });

  it('an import whose columns stand for nothing is refused as a whole', async () => {
    const rowsOfOne = [{ line: 2, values: ['x'] }];
    expect(await importRows({ columns: ['x'], rows: rowsOfOne })).toMatchObject({
      status: 422,
      body: { error: { code: 'import_columns_unknown' } },
    });
    expect(await importRows({ columns: ['x'], mapping: { x: 'surname' }, rows: rowsOfOne })).toMatchObject({
      status: 422,
      body: { error: { problems: [{ code: 'import_field_unknown', field: 'mapping.x' }] } },
    });
    const { fields } = (await world.call('GET', '/customers/import')).body as { fields: string[] };
    expect(fields).toContain('addresses.N.city');
  });

  const whole = {
    channelId: 'PARIS',
    customer: {
      customerType: 'person',
      firstName: '=HYPERLINK("http://evil")',
      lastName: 'O\'Berry; the "1st", again',
      email: 'ann@example.com',
      phone: '+33 1 23 45 67 89',
      emailMarketingConsent: 'granted',
      creditLimit: 5.25,
      notes: "'quoted\n\nnotes",
      affiliations: ['CLUB', 'STUDENT'],
      attributes: { 'HOUSEHOLD-SIZE': 3, NICKNAME: '@nn' },
      contacts: [{ contactType: 'url', locator: 'https://ann.example/', label: '-' }],
      externalIdentities: [{ providerId: 'AAD', externalIdentityId: 'a;b' }],
      image: 'data:image/png;base64,iVBORw0KGgo=',
      addresses: [1, 2, 3, 4, 5].map((number) => ({ city: `City ${number}`, street: '=1+1', isPrimary: number === 2 })),
    },
  };

  it('an export can be imported elsewhere and gives the same customers', async () => {
    const made = await world.call('POST', '/customers', { body: whole });
    expect(made).toMatchObject({ status: 201, body: { replayed: false } });
    await world.call('POST', '/customers', {
      body: {
        legalEntity: 'FRRT',
        customer: { customerType: 'organization', organizationName: 'Ferme', customerGroup: '30' },
      },
    });
    const { text, headers } = await exported();
    expect(headers.get('content-type')).toMatch(/^text\/csv/u);
    const [names = [], ...records] = parse(text);
    expect(records).toHaveLength(2);
    expect(text).not.toMatch(/(?:^|,)"?[=+@]/mu);
    expect(names).not.toContain('image');
    const elsewhere = await openAdministrationWorld();
    try {
      const wanted = {
        importId: 'export.csv',
        columns: names,
        rows: records.map((values, index) => ({ line: index + 2, values })),
      };
      const imported = await elsewhere.call('POST', '/customers/import', { body: wanted });
      expect(imported.body).toMatchObject({
        ignoredColumns: [],
        lines: [{ status: 'created' }, { status: 'created' }],
      });
      const inner = (name: string, value: unknown): unknown =>
        ['addressId', 'contactId', 'consentRecords', 'customerAccountNumber'].includes(name) ? undefined : value;
      const told = (ndjson: string): unknown =>
        ndjson
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line, inner) as unknown);
      expect(told((await exported('?format=ndjson', elsewhere)).text)).toEqual(
        told((await exported('?format=ndjson')).text),
      );
    } finally {
      await elsewhere.close();
    }
  });

  it('an export has pictures only when asked, is of one legal entity when asked, and goes on by events', async () => {
    await world.call('POST', '/customers', { body: whole });
    await readableFeed(world.database);
    const { text, cursor } = await exported('?format=ndjson&images=true');
    expect(JSON.parse(text)).toMatchObject({ image: whole.customer.image });
    expect((await exported('?format=ndjson')).text).not.toContain('iVBORw0KGgo');
    expect((await exported('?format=csv&images=true')).text).toContain('iVBORw0KGgo');
    expect((await exported('?format=ndjson&legalEntity=FRRT')).text).toBe('');
    expect((await world.call('GET', `/events?after=${cursor}`)).body).toEqual([]);
    await world.call('POST', '/customers', {
      body: { ...whole, customer: { customerType: 'person', firstName: 'New' } },
    });
    await readableFeed(world.database);
    expect((await world.call('GET', `/events?after=${cursor}`)).body).toHaveLength(2);
    expect(await world.call('GET', '/customers/export?format=xml')).toMatchObject({ status: 400 });
  });

  it('R15: only administrators import and export', async () => {
    for (const as of ['auditor', 'application', 'nobody'] as const) {
      const status = as === 'nobody' ? 401 : 403;
      expect(await world.call('GET', '/customers/export', { as })).toMatchObject({ status });
      expect(await world.call('POST', '/customers/import', { as, body: {} })).toMatchObject({ status });
    }
  });

  it('an export of many pages has everybody once', async () => {
    const many = Array.from({ length: 1_201 }, (_, index) => ({ line: index + 2, values: [`Person ${index}`] }));
    for (const part of [many.slice(0, 700), many.slice(700)]) {
      expect((await importRows({ columns: ['firstName'], rows: part })).status).toBe(200);
    }
    const lines = (await exported('?format=ndjson')).text.trim().split('\n');
    const names = lines.map((line) => (JSON.parse(line) as { firstName: string }).firstName);
    expect(new Set(names).size).toBe(1_201);
    expect(names).toHaveLength(1_201);
  });
});
