import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import { readLink } from '@counterfoil/channel/exchange/headquarters-link';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { feedStart, protocolVersion, type UploadHeader } from '@counterfoil/contracts/exchange';
import { CodedError } from '@counterfoil/contracts/refusal';
import { encodePackage, packageBounds } from '@counterfoil/data-exchange/package-codec';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { receiveUpload } from '@counterfoil/headquarters/exchange/receive-upload';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, customersIn, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

let world: ExchangeWorld;
/** What the line makes of a package on its way; as it is unless a test says otherwise. */
let tamper: (bytes: Buffer) => Buffer | Promise<Buffer>;

async function openWorld(): Promise<void> {
  tamper = (bytes) => bytes;
  world = await openExchangeWorld({
    headquartersLimits: { tryCountMax: 10_000 },
    line: (_store, connection) => ({
      ...connection,
      upload: async (bytes) => connection.upload(await tamper(bytes)),
      async nextDownload() {
        const next = await connection.nextDownload();
        return next && { ...next, bytes: await tamper(next.bytes) };
      },
    }),
  });
}

const closeWorld = (): Promise<void> => world.close();

const envelope = { magic: 4, checksum: 32 } as const;
const headByteCount = envelope.magic + envelope.checksum;

/** A package with this body and a checksum that is right. */
function seal(body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('CFX1'), createHash('sha256').update(body).digest(), body]);
}

const sealText = (text: string): Buffer => seal(gzipSync(text));

const textOf = (bytes: Buffer): string => gunzipSync(bytes.subarray(headByteCount)).toString('utf8');

function flip(bytes: Buffer, index: number, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[index] = (flipped[index] ?? 0) ^ (1 << (bit % 8));
  return flipped;
}

/** A package whose header says something else; its checksum is right. */
async function withHeader(bytes: Buffer, changed: object): Promise<Buffer> {
  const [header = '', ...lines] = textOf(bytes).split('\n');
  return (await encodePackage({ ...(JSON.parse(header) as object), ...changed }, lines)).bytes;
}

const headerOf = (bytes: Buffer): UploadHeader => JSON.parse(textOf(bytes).split('\n')[0] ?? '') as UploadHeader;

const foreignEpoch = { number: 1, epochId: '01890000-0000-7000-8000-00000000abcd' };

/** What is wrong with a package whichever way it goes, and the code it is refused with. */
const broken: [string, string, (bytes: Buffer) => Buffer | Promise<Buffer>][] = [
  ['cut in half', 'package_corrupt', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['cut within its checksum', 'package_corrupt', (bytes) => bytes.subarray(0, headByteCount - 5)],
  ['empty', 'package_corrupt', () => Buffer.alloc(0)],
  ['no package at all', 'package_corrupt', () => Buffer.from('<html>502 Bad Gateway</html>'.repeat(9))],
  ['too large in bytes', 'package_too_large', () => Buffer.alloc(packageBounds.byteCountMax + 1)],
  [
    'too large in rows',
    'package_too_large',
    async () =>
      (
        await encodePackage(
          {},
          Array.from({ length: packageBounds.rowCountMax + 1 }, () => '{}'),
        )
      ).bytes,
  ],
  [
    'a gzip bomb',
    'package_too_large',
    () => seal(gzipSync(Buffer.alloc(packageBounds.expandedByteCountMax + 1, 0x20), { level: 9 })),
  ],
  ['sealed, but not compressed', 'package_corrupt', (bytes) => seal(Buffer.from(textOf(bytes)))],
  ['compressed, but cut', 'package_corrupt', (bytes) => seal(bytes.subarray(headByteCount, -9))],
  ['without a header', 'package_corrupt', () => sealText('')],
  ['with a header that is no object', 'package_corrupt', () => sealText('[1]')],
  ['with a header of the other direction', 'package_corrupt', (bytes) => withHeader(bytes, { kind: 'sideload' })],
  ['with one row more announced than there are', 'package_corrupt', (bytes) => withHeader(bytes, { rows: 2 })],
  [
    'with its last row missing',
    'package_corrupt',
    (bytes) => sealText(textOf(bytes).split('\n').slice(0, -1).join('\n')),
  ],
  [
    'of a protocol of the future',
    'protocol_unsupported',
    (bytes) => withHeader(bytes, { protocolVersion: protocolVersion + 2 }),
  ],
  [
    'for another incarnation of headquarters',
    'epoch_foreign',
    (bytes) => withHeader(bytes, { headquartersEpoch: foreignEpoch }),
  ],
];

const refusedWith = (code: string): object => expect.objectContaining({ code, name: 'CodedError' });

interface SessionRow {
  state: string;
  row_count: number;
  byte_count: number;
  try_count: number;
  error: { code: string; detail: string } | null;
}

async function lastUploadSession(): Promise<SessionRow | undefined> {
  const rows = await world.headquarters.database.query<SessionRow>(
    `SELECT state, row_count, byte_count, try_count, error FROM upload_sessions
     WHERE channel_database_id = 'paris' ORDER BY upload_session_id DESC LIMIT 1`,
  );
  return rows[0];
}

async function stagedCount(): Promise<number> {
  const rows = await world.headquarters.database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM staged_operations',
  );
  return rows[0]?.count ?? -1;
}

describe('a bad upload (R13)', () => {
  beforeAll(openWorld);
  afterAll(closeWorld);

  const uploadOnly: typeof broken = [
    [
      'whose number leaves a gap',
      'package_out_of_order',
      (bytes) => withHeader(bytes, { packageNumber: headerOf(bytes).packageNumber + 1 }),
    ],
    [
      'from another incarnation of the channel database',
      'epoch_foreign',
      (bytes) => withHeader(bytes, { channelEpoch: foreignEpoch }),
    ],
    [
      'in the name of another channel database',
      'epoch_foreign',
      (bytes) => withHeader(bytes, { channelDatabaseId: 'houston' }),
    ],
  ];

  it.each([...broken, ...uploadOnly])(
    '%s: %s, recorded with its reason, nothing staged, and the right package is taken',
    async (_what, code, spoil) => {
      const stagedBefore = await stagedCount();
      const { customerId } = await createNamed(world.stores.paris, 'Uploaded');
      tamper = spoil;
      await expect(runPJob(world.stores.paris)).rejects.toEqual(refusedWith(code));
      expect(await stagedCount()).toBe(stagedBefore);
      expect(await lastUploadSession()).toMatchObject({ state: 'failed', row_count: 0, error: { code } });
      tamper = (bytes) => bytes;
      expect(await runPJob(world.stores.paris)).toEqual({ packages: 1, rows: 1 });
      expect(await lastUploadSession()).toMatchObject({ state: 'applied', row_count: 1, try_count: 1, error: null });
      await synchronizeCustomers(world.headquarters);
      expect((await customersIn(world.headquarters.database)).get(customerId)?.customerAccountNumber).toMatch(
        /^C-\d{9}$/u,
      );
    },
  );
});

describe('an upload that is damaged or late (R13)', () => {
  beforeEach(openWorld);
  afterEach(closeWorld);

  it('with any single bit of it flipped, in the magic, the checksum or the body, is refused as corrupt', async () => {
    await createNamed(world.stores.paris, 'Flipped');
    let sent = Buffer.alloc(0);
    tamper = (bytes) => (sent = Buffer.from(bytes)).subarray(0, 1);
    await expect(runPJob(world.stores.paris)).rejects.toEqual(refusedWith('package_corrupt'));
    for (let index = 0; index < sent.length; index++) {
      const receiving = receiveUpload(world.headquarters, 'paris', flip(sent, index, index));
      await expect(receiving, `byte ${index}`).rejects.toEqual(refusedWith('package_corrupt'));
    }
    expect(await stagedCount()).toBe(0);
    expect(await receiveUpload(world.headquarters, 'paris', sent)).toMatchObject({ packageNumber: 1, staged: 1 });
  });

  it('that comes after its successor is out of order and changes nothing', async () => {
    const sent: Buffer[] = [];
    tamper = (bytes) => {
      sent.push(bytes);
      return bytes;
    };
    for (const name of ['First', 'Second', 'Third']) {
      await createNamed(world.stores.paris, name);
      await runPJob(world.stores.paris);
    }
    const [first] = sent;
    if (!first) throw new Error('nothing was sent');
    await expect(receiveUpload(world.headquarters, 'paris', first)).rejects.toEqual(
      refusedWith('package_out_of_order'),
    );
    expect(await stagedCount()).toBe(3);
    expect(await lastUploadSession()).toMatchObject({ state: 'failed', error: { code: 'package_out_of_order' } });
  });
});

/** An upload of these lines as the next package of Paris. */
async function upload(lines: readonly string[]): Promise<Awaited<ReturnType<typeof receiveUpload>>> {
  const link = await readLink(world.stores.paris.database);
  const rows = await world.headquarters.database.query<{ last: string }>(
    "SELECT last_upload_package AS last FROM channel_databases WHERE channel_database_id = 'paris'",
  );
  const header: UploadHeader = {
    kind: 'upload',
    protocolVersion,
    channelDatabaseId: 'paris',
    channelEpoch: world.stores.paris.epoch,
    headquartersEpoch: link.headquartersEpoch ?? foreignEpoch,
    packageNumber: Number(rows[0]?.last) + 1,
    rows: lines.length,
  };
  return receiveUpload(world.headquarters, 'paris', (await encodePackage(header, lines)).bytes);
}

/** Creations that were recorded in Paris, as they would be sent, with their customers still unknown to headquarters. */
async function recordedOperations(names: readonly string[]): Promise<CustomerOperation[]> {
  for (const name of names) await createNamed(world.stores.paris, name);
  const rows = await world.stores.paris.database.query<{ operation: CustomerOperation }>(
    'SELECT operation FROM customer_operations ORDER BY n',
  );
  return rows.map((row) => row.operation);
}

const lineOf = (operation: unknown): string => JSON.stringify({ operation, knownAccountNumber: null });

async function fateOf(operationId: string): Promise<{ status: string; code: string | null; raw: boolean } | undefined> {
  const rows = await world.headquarters.database.query<{ status: string; code: string | null; raw: boolean }>(
    `SELECT status, last_known_error ->> 'code' AS code, raw_entry IS NOT NULL AS raw
     FROM staged_operations WHERE operation_id = $1`,
    [operationId],
  );
  return rows[0];
}

const namesAtHeadquarters = async (): Promise<(string | null)[]> =>
  [...(await customersIn(world.headquarters.database)).values()].map((customer) => customer.lastName);

describe('a bad record in a good upload (R13)', () => {
  beforeEach(openWorld);
  afterEach(closeWorld);

  it.each([
    ['a line that is no JSON', () => '{"operation":', 'record_poisoned'],
    ['a line that is no operation', () => '{"customer":{}}', 'record_poisoned'],
    ['a line that is null', () => 'null', 'record_poisoned'],
    [
      'an operation without identifiers',
      (op: CustomerOperation) => lineOf({ ...op, operationId: 7 }),
      'record_poisoned',
    ],
    ['an unknown key with U+0000', () => '{"\\u0000":1}', 'text_invalid'],
  ])('%s is told to its sender, and its neighbours go on', async (_what, spoil, code) => {
    const [before, bad, after] = await recordedOperations(['Before', 'Bad', 'After']);
    if (!before || !bad || !after) throw new Error('three customers were recorded');
    const receipt = await upload([lineOf(before), spoil(bad), lineOf(after)]);
    expect(receipt).toMatchObject({ staged: 2, rejected: [{ row: 1, code }] });
    await synchronizeCustomers(world.headquarters);
    expect((await namesAtHeadquarters()).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      'After',
      'Before',
    ]);
  });

  const named = (op: CustomerOperation, lastName: string): object => ({
    ...op,
    changes: { ...op.changes, fields: { ...op.changes.fields, lastName } },
  });

  it.each([
    [
      'a document with missing fields',
      (op: CustomerOperation) => lineOf({ ...op, changes: {} }),
      'record_poisoned',
      true,
    ],
    [
      'a field that does not exist',
      (op: CustomerOperation) => lineOf({ ...op, '\u0000': '\ud800' }),
      'text_invalid',
      true,
    ],
    ['U+0000 in a name', (op: CustomerOperation) => lineOf(named(op, 'a\u0000b')), 'text_invalid', true],
    ['half a surrogate pair in a name', (op: CustomerOperation) => lineOf(named(op, 'a\ud800b')), 'text_invalid', true],
    [
      'the record of another channel database',
      (op: CustomerOperation) => lineOf({ ...op, origin: { ...op.origin, node: 'houston' } }),
      'record_poisoned',
      true,
    ],
    [
      'a legal entity that does not exist',
      (op: CustomerOperation) => lineOf({ ...op, origin: { ...op.origin, legalEntity: 'NONE' } }),
      'legal_entity_unknown',
      false,
    ],
  ])(
    '%s fails with its reason, byte for byte kept where it can not be stored, and its neighbours go on',
    async (_what, spoil, code, raw) => {
      const [before, bad, after] = await recordedOperations(['Before', 'Bad', 'After']);
      if (!before || !bad || !after) throw new Error('three customers were recorded');
      expect(await upload([lineOf(before), spoil(bad), lineOf(after)])).toMatchObject({ staged: 3, rejected: [] });
      await synchronizeCustomers(world.headquarters);
      expect((await namesAtHeadquarters()).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
        'After',
        'Before',
      ]);
      expect(await fateOf(bad.operationId)).toEqual({ status: 'failed', code, raw });
    },
  );

  it('a name that only looks like an escape of U+0000 is a name', async () => {
    const [operation] = await recordedOperations(['Plain']);
    if (!operation) throw new Error('a customer was recorded');
    await upload([lineOf(named(operation, 'back\\u0000slash \u{1F600}'))]);
    await synchronizeCustomers(world.headquarters);
    expect(await namesAtHeadquarters()).toEqual(['back\\u0000slash \u{1F600}']);
  });

  it('an address of a customer that is not there yet waits for it and is never alone (R4)', async () => {
    const [create] = await recordedOperations(['Parent']);
    if (!create) throw new Error('a customer was recorded');
    const child: CustomerOperation = {
      ...create,
      operationId: randomUUID(),
      kind: 'update',
      follows: create.operationId,
      changes: {
        fields: {},
        addresses: [{ addressId: randomUUID(), change: 'put', fields: { countryRegion: 'FR', city: 'Paris' } }],
      },
    };
    await upload([lineOf(child)]);
    await synchronizeCustomers(world.headquarters);
    expect(await customersIn(world.headquarters.database)).toEqual(new Map());
    expect(await fateOf(child.operationId)).toMatchObject({ status: 'uploaded' });
    await upload([lineOf(create)]);
    await synchronizeCustomers(world.headquarters);
    const [parent] = (await customersIn(world.headquarters.database)).values();
    expect(parent?.addresses.map((address) => address.city)).toEqual(['Houston', 'Paris']);
  });
});

/** What a store holds and where it stands: the same before and after a refused download. */
async function storeState(): Promise<object> {
  const { database } = world.stores.paris;
  return { customers: await customersIn(database), position: (await readLink(database)).appliedPosition };
}

async function openSession(): Promise<SessionRow | undefined> {
  const rows = await world.headquarters.database.query<SessionRow>(
    `SELECT state, row_count, byte_count, try_count, error FROM download_sessions
     WHERE channel_database_id = 'paris' ORDER BY download_session_id DESC LIMIT 1`,
  );
  return rows[0];
}

/** A published customer of Houston waits for Paris. */
async function publishOne(name: string): Promise<string> {
  const { customerId } = await createNamed(world.stores.houston, name);
  await publish1010(world.headquarters);
  return customerId;
}

/** A package with one customer line replaced by the text that `spoil` makes of it. */
function withLine(bytes: Buffer, spoil: (customer: Record<string, unknown>) => unknown): Buffer {
  const [header = '', ...lines] = textOf(bytes).split('\n');
  const spoiled = lines.map((line) => {
    const made = spoil((JSON.parse(line) as { customer: Record<string, unknown> }).customer);
    return typeof made === 'string' ? made : JSON.stringify({ customer: made });
  });
  return sealText([header, ...spoiled].join('\n'));
}

describe('a bad download (R13)', () => {
  beforeAll(openWorld);
  afterAll(closeWorld);

  const downloadOnly: typeof broken = [
    [
      'that begins behind where the store stands',
      'package_out_of_order',
      (bytes) =>
        withHeader(bytes, {
          from: { ...feedStart, epochNumber: 1, xid: '9000000000000000000', changeId: foreignEpoch.epochId },
          to: { ...feedStart, epochNumber: 1, xid: '9000000000000000001', changeId: foreignEpoch.epochId },
        }),
    ],
    ['with a line that is no JSON', 'package_corrupt', (bytes) => withLine(bytes, () => '{"customer":')],
    ['with a line that is null', 'package_corrupt', (bytes) => withLine(bytes, () => 'null')],
    [
      'with an address by itself',
      'package_corrupt',
      (bytes) => withLine(bytes, ({ addresses }) => JSON.stringify({ addresses })),
    ],
    [
      'with a customer that lacks its addresses',
      'package_corrupt',
      (bytes) => withLine(bytes, ({ addresses: _gone, ...rest }) => rest),
    ],
    [
      'with a customer without an identifier',
      'package_corrupt',
      (bytes) => withLine(bytes, (customer) => ({ ...customer, customerId: '' })),
    ],
    [
      'with U+0000 in a name',
      'package_corrupt',
      (bytes) => withLine(bytes, (customer) => ({ ...customer, lastName: 'a\u0000b' })),
    ],
    [
      'with half a surrogate pair in a name',
      'package_corrupt',
      (bytes) => withLine(bytes, (customer) => ({ ...customer, lastName: 'a\ud800b' })),
    ],
    [
      'with a version that no database can hold',
      'package_corrupt',
      (bytes) => withLine(bytes, (customer) => ({ ...customer, version: 2 ** 40 })),
    ],
  ];

  it.each([...broken, ...downloadOnly])(
    '%s: %s, recorded with its reason, nothing applied, and the right package is applied',
    async (_what, code, spoil) => {
      const customerId = await publishOne('Published');
      const before = await storeState();
      tamper = spoil;
      await expect(downloadAvailable(world.stores.paris)).rejects.toEqual(refusedWith(code));
      expect(await storeState()).toEqual(before);
      expect(await openSession()).toMatchObject({ state: 'available', try_count: 1, error: { code } });
      tamper = (bytes) => bytes;
      expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 1, rows: 1 });
      expect((await findCustomer(world.stores.paris, customerId)).document.lastName).toBe('Published');
      expect(await openSession()).toMatchObject({ state: 'applied', error: null });
    },
  );
});

describe('a download that is damaged or late (R13)', () => {
  beforeEach(openWorld);
  afterEach(closeWorld);

  it('with any single bit of it flipped is refused as corrupt', async () => {
    await publishOne('Flipped');
    const before = await storeState();
    const length = { bytes: 1 };
    for (let index = 0; index < length.bytes; index++) {
      tamper = (bytes) => {
        length.bytes = bytes.length;
        return flip(bytes, index, index);
      };
      await expect(downloadAvailable(world.stores.paris), `byte ${index}`).rejects.toEqual(
        refusedWith('package_corrupt'),
      );
    }
    expect(length.bytes).toBeGreaterThan(headByteCount);
    expect(await storeState()).toEqual(before);
    expect(await openSession()).toMatchObject({ try_count: length.bytes });
  });

  it('that was applied before changes nothing and is counted as applied', async () => {
    let older = Buffer.alloc(0);
    await publishOne('Older');
    tamper = (bytes) => (older = Buffer.from(bytes));
    await downloadAvailable(world.stores.paris);
    const newer = await publishOne('Newer');
    const before = await storeState();
    let sent = 0;
    tamper = (bytes) => (sent++ === 0 ? older : bytes);
    await downloadAvailable(world.stores.paris);
    expect(await storeState()).toEqual(before);
    await expect(findCustomer(world.stores.paris, newer)).rejects.toEqual(refusedWith('customer_unknown'));
  });
});

const naughty = [
  '\\u0000',
  '\\ud800',
  '"',
  '{',
  '}',
  '[',
  'null',
  '1e999',
  '-1',
  '\n',
  '\\',
  '\u2028',
  'é',
  '9'.repeat(40),
  '',
];

/** A mutation of a package's text that leaves the package sealed. */
const mutation = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 40 }),
  text: fc.oneof(fc.constantFrom(...naughty), fc.string({ maxLength: 12 })),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((mutated, { at, length, text: inserted }) => {
    const place = at % (mutated.length + 1);
    return mutated.slice(0, place) + inserted + mutated.slice(place + length);
  }, text);
}

/** True for a coded refusal, false when it was taken; anything else is a fault of the receiver. */
async function isRefused(receiving: Promise<unknown>): Promise<boolean> {
  try {
    await receiving;
    return false;
  } catch (error) {
    if (error instanceof CodedError) return true;
    throw error;
  }
}

describe('mutated packages (R13)', () => {
  beforeEach(openWorld);
  afterEach(closeWorld);

  const runs = { numRuns: 150, seed: 20_26 } as const;
  const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

  it('an upload of any mutated bytes or text is taken line by line or refused with a code', async () => {
    await createNamed(world.stores.paris, 'Fuzzed');
    let sent = Buffer.alloc(0);
    tamper = (bytes) => (sent = Buffer.from(bytes)).subarray(0, 1);
    await expect(runPJob(world.stores.paris)).rejects.toEqual(refusedWith('package_corrupt'));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutations, fc.boolean(), async (made, sealed) => {
        const bytes = sealed
          ? sealText(mutate(textOf(sent), made))
          : Buffer.from(mutate(sent.toString('latin1'), made), 'latin1');
        if (await isRefused(receiveUpload(world.headquarters, 'paris', bytes))) refused++;
        await synchronizeCustomers(world.headquarters);
      }),
      runs,
    );
    expect(refused).toBeGreaterThan(runs.numRuns / 2);
    tamper = (bytes) => bytes;
    const { customerId } = await createNamed(world.stores.houston, 'Neighbour');
    expect((await customersIn(world.headquarters.database)).has(customerId)).toBe(true);
  });

  it('a download of any mutated bytes or text is applied whole or refused with a code', async () => {
    await publishOne('Fuzzed');
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutations, fc.boolean(), async (made, sealed) => {
        const before = await storeState();
        tamper = (bytes) =>
          sealed
            ? sealText(mutate(textOf(bytes), made))
            : Buffer.from(mutate(bytes.toString('latin1'), made), 'latin1');
        if (!(await isRefused(downloadAvailable(world.stores.paris)))) return void (await publishOne('Fuzzed again'));
        refused++;
        expect(await storeState()).toEqual(before);
      }),
      runs,
    );
    expect(refused).toBeGreaterThan(runs.numRuns / 2);
  });
});
