import { expect, test } from 'vitest';
import { checkBacklog } from './check-backlog.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkFailedOperations } from './check-failed-operations.ts';
import { checkRegisters, type RegisterFacts } from './check-registers.ts';
import { checkClocks, checkScaleUnits, type ScaleUnitFacts } from './check-scale-units.ts';
import { checkSessions, type SessionGroup } from './check-sessions.ts';
import type { ConfigurationStatus } from '../configuration/configuration-status.ts';

const now = new Date('2030-06-15T12:00:00.000Z');
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
const first = { number: 1, beganAt: '2030-01-01T00:00:00.000Z' };

const paris: ScaleUnitFacts = {
  channelDatabaseId: 'paris',
  name: 'Paris',
  registered: true,
  lastContactAt: ago(0.5),
  clockDifferenceMs: 800,
};

test.each([
  [{}, 'fine', /All scale units \(1\) are in contact/u],
  [{ lastContactAt: null, registered: false }, 'attention', /never been in contact/u],
  [{ lastContactAt: ago(20) }, 'attention', /last heard of 20 minutes ago/u],
  [{ lastContactAt: ago(300) }, 'broken', /last heard of 5 hours ago/u],
])('a scale unit with %j is %s', (changes, status, message) => {
  expect(checkScaleUnits([{ ...paris, ...changes }], first, now)).toMatchObject([
    { status, message: { en: expect.stringMatching(message) } },
  ]);
});

test('R11: a scale unit that has not come by since headquarters was restored is said to', () => {
  const restored = { number: 2, beganAt: ago(10) };
  const [found] = checkScaleUnits([{ ...paris, lastContactAt: ago(20) }], restored, now);
  expect(found?.message.en).toContain('since headquarters was restored');
});

test('the remedy of a scale unit that was never registered is the code', () => {
  const [found] = checkScaleUnits([{ ...paris, lastContactAt: null, registered: false }], first, now);
  expect(found?.remedy?.en).toContain('counterfoil scale-unit code paris');
});

test('many scale units that fell silent are twenty lines and one about the others', () => {
  const many = Array.from({ length: 50 }, (_, n) => ({ ...paris, name: `Store ${n}`, lastContactAt: ago(20) }));
  const findings = checkScaleUnits([...many, { ...paris, name: 'Far', lastContactAt: ago(600) }], first, now);
  expect(findings).toHaveLength(21);
  expect(findings[0]).toMatchObject({ status: 'broken', message: { en: expect.stringContaining('Far') } });
  expect(findings[20]).toMatchObject({ status: 'attention', message: { en: 'And 31 more of these.' } });
});

test.each([
  [7 * 60_000, /Paris is 7 minutes ahead of headquarters/u, /Paris avance de 7 minutes/u],
  [-7 * 60_000, /Paris is 7 minutes behind headquarters/u, /Paris retarde de 7 minutes/u],
])('a clock that is %d ms off needs attention', (clockDifferenceMs, en, fr) => {
  expect(checkClocks([{ ...paris, clockDifferenceMs }])).toMatchObject([
    {
      name: 'clock/paris',
      status: 'attention',
      message: { en: expect.stringMatching(en), fr: expect.stringMatching(fr) },
    },
  ]);
  expect(checkClocks([paris])).toMatchObject([{ status: 'fine' }]);
});

const line: ConfigurationStatus = {
  channelDatabaseId: 'paris',
  name: 'Paris',
  job: '1070',
  settingsVersion: 4,
  publishedVersion: 3,
  actingVersion: 3,
  changedAt: ago(10),
  publishedAt: ago(20),
  actingSince: ago(20),
  lastContactAt: ago(0),
  served: true,
  onItsWay: 'notPublished',
};

test('LK-28: a channel that acts on older settings is told of with what to do', () => {
  expect(checkConfiguration([line], [], now)).toMatchObject([
    {
      name: 'configuration/paris/1070',
      status: 'attention',
      message: { en: 'Paris does not act on the latest settings of job 1070.' },
      remedy: { en: expect.stringContaining('counterfoil job run 1070') },
    },
  ]);
});

test.each([{ changedAt: ago(0.5) }, { onItsWay: 'none' as const }, { publishedVersion: 0 }])(
  'settings with %j are no complaint',
  (changes) => {
    expect(checkConfiguration([{ ...line, ...changes }], [], now)).toMatchObject([{ status: 'fine' }]);
  },
);

test.each([
  [10, 'fine'],
  [45, 'attention'],
  [5 * 60, 'broken'],
])(
  'BX-06: the oldest customer having waited for %d minutes is %s, at headquarters and in the outbox',
  (minutes, status) => {
    const staged = { channelDatabaseId: 'paris', name: 'Paris', count: 3, oldestReceivedAt: ago(minutes) };
    const outbox = { channelDatabaseId: 'paris', name: 'Paris', undelivered: 2, oldestRecordedAt: ago(minutes) };
    expect(checkBacklog([staged], [], now)).toMatchObject([{ status }]);
    expect(checkBacklog([], [outbox], now)).toMatchObject([{ status }]);
    expect(checkBacklog([], [{ ...outbox, undelivered: 0 }], now)).toMatchObject([{ status: 'fine' }]);
  },
);

test('LK-12: failed operations are counted by error, and the remedy tries all of them again', () => {
  expect(checkFailedOperations([])).toMatchObject([{ status: 'fine' }]);
  expect(checkFailedOperations([{ code: 'customer_group_unknown', count: 1_200 }])).toMatchObject([
    {
      name: 'failed-operations/customer_group_unknown',
      status: 'attention',
      message: { en: expect.stringMatching(/^1,200 operations/u) },
      remedy: { en: expect.stringContaining('--synchronize --code customer_group_unknown') },
    },
  ]);
});

const session: SessionGroup = {
  channelDatabaseId: 'paris',
  name: 'Paris',
  state: 'suspended',
  count: 2,
  downloadSessionId: '17',
  createdAt: ago(10),
  errorCode: 'package_corrupt',
};

test('WD-31: suspended sessions are broken, and the oldest is the one to retry', () => {
  expect(checkSessions([session], now)).toMatchObject([
    {
      status: 'broken',
      message: { en: expect.stringContaining('package_corrupt') },
      remedy: { en: expect.stringContaining('counterfoil sessions retry 17') },
    },
  ]);
});

test('a session that nobody fetches needs attention once it has waited for long', () => {
  const waiting = { ...session, state: 'available' as const, errorCode: null };
  expect(checkSessions([waiting], now)).toMatchObject([
    { status: 'attention', remedy: { en: expect.stringContaining('sessions cancel 17') } },
  ]);
  expect(checkSessions([{ ...waiting, createdAt: ago(1) }], now)).toMatchObject([{ status: 'fine' }]);
});

const till: RegisterFacts = {
  registerId: 'PARIS-1',
  name: 'Paris, caisse 1',
  undelivered: 0,
  oldestRecordedAt: null,
  lastExchangeAt: ago(1),
};

test.each([
  [{}, 'fine', /No register keeps customers back/u],
  [{ undelivered: 4, oldestRecordedAt: ago(60) }, 'fine', /No register/u],
  [{ undelivered: 4, oldestRecordedAt: ago(600) }, 'attention', /keeps 4 operations .* for 10 hours/u],
  [{ lastExchangeAt: ago(9 * 24 * 60) }, 'attention', /has not exchanged for 9 days/u],
])('LK-29: a register with %j is %s', (changes, status, message) => {
  expect(checkRegisters([{ ...till, ...changes }], now)).toMatchObject([
    { status, message: { en: expect.stringMatching(message) } },
  ]);
});
