import { expect, test } from 'vitest';
import { withState, type ListedNumberSequence } from '../numbers/number-sequences.ts';
import { checkDatabase } from './check-database.ts';
import { checkNumberSequences, type SequenceFacts } from './check-number-sequences.ts';
import { checkOrders } from './check-orders.ts';
import { checkOutside } from './check-outside.ts';
import { duration } from './figures.ts';
import { gravest, inLanguage } from './finding.ts';

function sequence(remainingCount: number, legalEntity: string | null = 'USRT'): ListedNumberSequence {
  return withState({
    numberSequenceId: legalEntity ?? 'SHARED',
    kind: 'customerAccount',
    legalEntity,
    loyaltyProgramId: null,
    format: 'C-#########',
    nextValue: 1_001,
    largestValue: 1_000 + remainingCount,
    continuous: false,
    preallocationCount: 1,
    skipAfterRestore: 0,
    warnBelowCount: 1_000,
  });
}

function check(facts: Partial<SequenceFacts>): ReturnType<typeof checkNumberSequences> {
  const legalEntities = [{ legalEntity: 'USRT', hasChannels: true }];
  return checkNumberSequences({ sequences: [], legalEntities, customersOfLastWeek: new Map(), ...facts });
}

test('WD-14: a sequence with enough numbers is fine', () => {
  expect(check({ sequences: [sequence(50_000)] })).toMatchObject([{ name: 'number-sequences', status: 'fine' }]);
});

test('WD-14: one that comes to its end tells how many days it lasts at the rate of the last week', () => {
  const found = check({ sequences: [sequence(700)], customersOfLastWeek: new Map([['USRT', 490]]) });
  expect(found).toMatchObject([
    {
      name: 'number-sequence/USRT',
      status: 'attention',
      message: { en: expect.stringMatching(/^Only 700 numbers .* they last 10 days\.$/u) },
    },
  ]);
  expect(check({ sequences: [sequence(700)] })[0]?.message.en).not.toContain('days');
});

test('a shared sequence is used up by the legal entities without one of their own', () => {
  const sequences = [sequence(90_000), sequence(700, null)];
  const customersOfLastWeek = new Map([
    ['USRT', 70_000],
    ['FRRT', 49],
  ]);
  expect(check({ sequences, customersOfLastWeek })[0]?.message.en).toContain('they last 100 days');
});

test('WD-14: an exhausted sequence is broken, and so is a legal entity with channels and no sequence', () => {
  expect(check({ sequences: [sequence(0)] })).toMatchObject([{ status: 'broken' }]);
  expect(check({})).toMatchObject([{ name: 'number-sequence/USRT', status: 'broken' }]);
  expect(check({ legalEntities: [{ legalEntity: 'FRRT', hasChannels: false }] })).toMatchObject([
    { name: 'number-sequence/FRRT', status: 'attention' },
  ]);
  expect(check({ sequences: [sequence(50_000, null)] })).toMatchObject([{ status: 'fine' }]);
});

const noTrouble = {
  onlineOrderSyncErrors: 0,
  customerOrderSyncErrors: 0,
  ordersToSynchronize: 3,
  ordersInEditing: 1,
  parkedTransactions: 0,
  statementsWithErrors: 0,
};

test('WD-24: orders with sync errors, parked transactions and failing statements need attention', () => {
  expect(checkOrders(noTrouble)).toMatchObject([{ name: 'orders', status: 'fine' }]);
  const names = (changes: Partial<typeof noTrouble>): string[] =>
    checkOrders({ ...noTrouble, ...changes }).map(({ name, status }) => `${name} ${status}`);
  expect(names({ customerOrderSyncErrors: 2 })).toEqual(['orders/stores attention']);
  expect(names({ onlineOrderSyncErrors: 2 })).toEqual(['orders/online attention']);
  expect(names({ parkedTransactions: 1, statementsWithErrors: 1 })).toEqual([
    'orders/parked-transactions attention',
    'orders/statements attention',
  ]);
});

test('WD-22: parked e-mails and suspended subscriptions need attention', () => {
  const none = { pendingMailCount: 4, parkedMailCount: 0, subscriptions: ['ERP'], suspendedSubscriptions: [] };
  expect(checkOutside(none)).toMatchObject([{ status: 'fine' }]);
  expect(checkOutside({ ...none, parkedMailCount: 3, suspendedSubscriptions: ['ERP'] })).toMatchObject([
    { name: 'notifications', status: 'attention', remedy: { en: expect.stringContaining('/notifications/retry') } },
    { name: 'event-subscription/ERP', status: 'attention', remedy: { en: expect.stringContaining('ERP/resume') } },
  ]);
});

test('the database tells its version and its size', () => {
  const version = { version: '18.1', versionNumber: 180_001, byteCount: 34 * 1024 * 1024 };
  expect(checkDatabase(version)).toMatchObject([
    { status: 'fine', message: { en: expect.stringMatching(/PostgreSQL 18\.1 and holds 34 MB/u) } },
  ]);
  expect(checkDatabase({ ...version, version: '14.9', versionNumber: 140_009 })).toMatchObject([{ status: 'broken' }]);
});

test.each([
  [20_000, 'less than a minute', "moins d'une minute"],
  [90_000, '1 minute', '1 minute'],
  [5 * 60_000, '5 minutes', '5 minutes'],
  [3 * 60 * 60_000, '3 hours', '3 heures'],
  [9 * 24 * 60 * 60_000, '9 days', '9 jours'],
])('%d ms are %s', (durationMs, en, fr) => {
  expect(duration(durationMs)).toEqual({ en, fr });
});

test('the gravest status of all is that of the whole', () => {
  expect(gravest([])).toBe('fine');
  expect(gravest([{ status: 'attention' }, { status: 'fine' }])).toBe('attention');
  expect(gravest([{ status: 'attention' }, { status: 'broken' }, { status: 'fine' }])).toBe('broken');
});

test('a check is told in the language of who asks', () => {
  const finding = { name: 'x', status: 'fine', message: { en: 'Fine.', fr: 'Bien.' }, remedy: null } as const;
  expect(inLanguage([finding], 'fr')).toEqual([
    { name: 'x', status: 'fine', message: 'Bien.', remedy: null, fix: null },
  ]);
});
