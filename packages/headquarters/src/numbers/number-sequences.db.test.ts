import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  accountNumbersOf,
  fateOf,
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

const narrow = {
  format: 'C-######',
  largestValue: 3,
  continuous: false,
  preallocationCount: 10,
  skipAfterRestore: 0,
};

async function putSequence(legalEntity: string, sequence: object): Promise<void> {
  const answer = await world.call('PUT', `/number-sequences/${legalEntity}`, { body: sequence });
  expect(answer.status).toBe(200);
}

/** Numbers in the order of their values. */
function values(numbers: readonly string[]): number[] {
  return numbers.map((number) => Number(number.slice(2))).toSorted((a, b) => a - b);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe.each([{ continuous: false }, { continuous: true }])(
  'an exhausted sequence, continuous: $continuous',
  (kind) => {
    test('fails only the customers beyond it; updates go on; raised, all become customers by one bulk synchronization', async () => {
      await putSequence('USRT', { ...narrow, ...kind });
      const early = operationOf();
      const creates = [early, ...upTo(4).map(() => operationOf())];
      const edit = operationOf({
        kind: 'update',
        customerId: early.customerId,
        follows: early.operationId,
        fields: { firstName: 'Lucas' },
      });
      const abroad = operationOf({ legalEntity: 'FRRT', fields: { currency: 'EUR' } });
      /* What arrived first gets its number first. */
      await stageOperations(world, creates.slice(0, 1));
      await stageOperations(world, creates.slice(1));
      expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 3, failed: 2 });
      await stageOperations(world, [edit, abroad]);
      expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 2, failed: 0 });
      const fates = await Promise.all(creates.map(({ operationId }) => fateOf(world, operationId)));
      expect(fates.filter((fate) => fate?.code === 'account_number_sequence_exhausted')).toHaveLength(2);
      expect(await fateOf(world, edit.operationId)).toEqual({ status: 'completed', code: null });

      await putSequence('USRT', { ...narrow, ...kind, largestValue: 999_999 });
      const bulk = await world.call('POST', '/customer-synchronization-status/synchronize', {
        body: { code: 'account_number_sequence_exhausted' },
      });
      expect(bulk).toMatchObject({ status: 202, body: { count: 2 } });
      expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 2, failed: 0 });
      const american = (await accountNumbersOf(world)).filter((number) => number.startsWith('C-'));
      expect(values(american)).toEqual(upTo(5));
    });
  },
);

test('a poisoned record parks only itself: its neighbours become customers', async () => {
  const unknownGroup = operationOf({ fields: { customerGroup: '99' } });
  const unstorable = operationOf();
  const neighbours = upTo(6).map(() => operationOf());
  await stageOperations(world, [...neighbours.slice(0, 3), unknownGroup, unstorable, ...neighbours.slice(3)]);
  /* A document that the database itself refuses, as an index row too large would be. */
  await world.database.query(
    `ALTER TABLE customers ADD CONSTRAINT poison CHECK (customer_id <> '${unstorable.customerId}')`,
  );
  expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 6, failed: 2 });
  expect(await fateOf(world, unknownGroup.operationId)).toEqual({ status: 'failed', code: 'customer_group_unknown' });
  expect(await fateOf(world, unstorable.operationId)).toEqual({ status: 'failed', code: 'record_poisoned' });
});

test('a raised next number is used at once: numbers that were set aside before are dropped', async () => {
  await stageOperations(world, [operationOf()]);
  await synchronizeCustomers(world.headquarters);
  await putSequence('USRT', { ...narrow, nextValue: 500_000, largestValue: 999_999 });
  await stageOperations(world, [operationOf()]);
  await synchronizeCustomers(world.headquarters);
  expect(values(await accountNumbersOf(world))).toEqual([1, 500_000]);
});

/** Makes the next conversion fail at its last moment, after the numbers were taken. */
function failNextConversion(): void {
  let isArmed = true;
  world.onCrashPoint = (point) => {
    if (!isArmed || point !== 'convert staged customers/commit') return;
    isArmed = false;
    throw new Error('the conversion is cut off');
  };
}

describe('a conversion that was rolled back', () => {
  test('leaves no gap in a continuous sequence', async () => {
    await stageOperations(
      world,
      upTo(4).map(() => operationOf({ legalEntity: 'FRRT', fields: { currency: 'EUR' } })),
    );
    failNextConversion();
    await expect(synchronizeCustomers(world.headquarters)).rejects.toThrow('cut off');
    expect(await accountNumbersOf(world)).toEqual([]);
    await synchronizeCustomers(world.headquarters);
    expect(values(await accountNumbersOf(world))).toEqual([1, 2, 3, 4]);
  });

  test('may leave a gap in a sequence with preallocation, but issues no number twice', async () => {
    await stageOperations(
      world,
      upTo(4).map(() => operationOf()),
    );
    failNextConversion();
    await expect(synchronizeCustomers(world.headquarters)).rejects.toThrow('cut off');
    await synchronizeCustomers(world.headquarters);
    expect(values(await accountNumbersOf(world))).toEqual([5, 6, 7, 8]);
  });
});

describe('two conversions at once', () => {
  test.each(['USRT', 'FRRT'])('issue every number of %s once', async (legalEntity) => {
    const currency = legalEntity === 'FRRT' ? 'EUR' : 'USD';
    await stageOperations(
      world,
      upTo(400).map(() => operationOf({ legalEntity, fields: { currency } })),
    );
    const inSmallBatches = {
      ...world.headquarters,
      limits: { ...world.headquarters.limits, conversionBatchCountMax: 20 },
    };
    const results = await Promise.all([synchronizeCustomers(inSmallBatches), synchronizeCustomers(inSmallBatches)]);
    expect(results.reduce((sum, { completed }) => sum + completed, 0)).toBe(400);
    const issued = values(await accountNumbersOf(world));
    expect(new Set(issued).size).toBe(400);
    if (legalEntity === 'FRRT') expect(issued).toEqual(upTo(400));
  });
});

describe('number sequences of any scope', () => {
  const shared = { ...narrow, legalEntity: null, format: 'S-&##', largestValue: 999 };

  test('a shared one numbers the legal entities that have none of their own', async () => {
    await world.database.query("DELETE FROM number_sequences WHERE number_sequence_id = 'FRRT'");
    await putSequence('SHARED', shared);
    const french = operationOf({ legalEntity: 'FRRT', fields: { currency: 'EUR' } });
    await stageOperations(world, [operationOf(), french]);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 2, failed: 0 });
    expect(await accountNumbersOf(world)).toEqual(['C-000000001', 'S-A01']);
  });

  test('without any, the records fail with one cause until there is one', async () => {
    await world.database.query('DELETE FROM number_sequences');
    const operation = operationOf();
    await stageOperations(world, [operation, operationOf()]);
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 0, failed: 2 });
    expect(await fateOf(world, operation.operationId)).toMatchObject({ code: 'account_number_sequence_missing' });
    await putSequence('SHARED', shared);
    await world.call('POST', '/customer-synchronization-status/synchronize', { body: {} });
    expect(await synchronizeCustomers(world.headquarters)).toEqual({ completed: 2, failed: 0 });
  });

  test.each([
    [{ ...shared, legalEntity: 'USRT' }, 409, 'number_sequence_scope_taken'],
    [{ ...shared, format: '{scope}-###' }, 422, 'number_format_scope_shared'],
    [{ ...shared, legalEntity: 'DERT' }, 422, 'legal_entity_unknown'],
    [{ ...shared, loyaltyProgramId: 'CLUB' }, 422, 'number_sequence_program_misplaced'],
    [{ ...shared, kind: 'loyaltyCard', loyaltyProgramId: 'NONE' }, 422, 'loyalty_program_unknown'],
    [{ ...shared, format: 'S-&', largestValue: 26 }, 422, 'number_format_invalid'],
  ])('%j is refused with %i %s', async (body, status, code) => {
    const answer = await world.call('PUT', '/number-sequences/NEW', { body });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });

  test('the kind of a sequence stays', async () => {
    const body = { ...narrow, kind: 'loyaltyCard' };
    const answer = await world.call('PUT', '/number-sequences/USRT', { body });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'number_sequence_kind_fixed' } } });
  });

  test('few numbers left are warned of in the list and in the status, in both languages', async () => {
    await putSequence('USRT', { ...narrow, format: 'C-#####', largestValue: 50_000, warnBelowCount: 50_001 });
    const status = async (language: string): Promise<unknown> =>
      (await world.call('GET', '/status', { language })).body;
    expect(await status('en')).toMatchObject({
      numberSequenceWarnings: [
        {
          numberSequenceId: 'USRT',
          state: 'nearExhaustion',
          remainingCount: 50_000,
          message: 'Only 50,000 numbers are left in the number sequence USRT. Raise its largest number.',
        },
      ],
    });
    await putSequence('USRT', { ...narrow, format: 'C-#####', largestValue: 50_000, warnBelowCount: 10 });
    expect(await status('fr')).toMatchObject({ numberSequenceWarnings: [] });
    await putSequence('USRT', { ...narrow, format: 'C-#####', nextValue: 50_000, largestValue: 50_000 });
    await stageOperations(world, [operationOf()]);
    await synchronizeCustomers(world.headquarters);
    expect(await status('fr')).toMatchObject({
      numberSequenceWarnings: [{ state: 'exhausted', message: expect.stringContaining('épuisée') as unknown }],
    });
    const list = await world.call('GET', '/number-sequences');
    expect(list.body).toMatchObject({
      numberSequences: [{ state: 'ok' }, { state: 'exhausted', remainingCount: 0, nextNumber: null }, { state: 'ok' }],
    });
  });
});
