import type { ListedRegister } from '@counterfoil/contracts/administration/registers';
import { expect, test } from 'vitest';
import { ageOf, byNeed, revocationRisk } from './till-state.ts';

const register: ListedRegister = {
  registerId: 'HOUSTON-1',
  name: 'Houston, till 1',
  channelId: 'HOUSTON',
  channelName: 'Houston',
  channelDatabaseId: 'houston',
  supportOffline: true,
  offlineProfileId: null,
  state: 'activated',
  device: null,
  activationCode: null,
  scaleUnitLastContactAt: null,
  offline: null,
};

const at = '2026-03-01T10:00:00.000Z';
const told = { undelivered: 2, oldestRecordedAt: at, lastExchangeAt: at, reportedAt: at };

test('to revoke a till that keeps records back loses them, and one that told nothing may', () => {
  expect(revocationRisk({ ...register, offline: told })).toEqual({ kind: 'waiting', undelivered: 2 });
  expect(revocationRisk(register)).toEqual({ kind: 'unknown' });
  expect(revocationRisk({ ...register, supportOffline: false })).toEqual({ kind: 'none' });
});

test('registers that keep records back come first, the longest of them at the head', () => {
  const waiting = { ...register, registerId: 'B', offline: told };
  const longer = { ...register, registerId: 'C', offline: { ...told, oldestRecordedAt: '2026-02-01T10:00:00.000Z' } };
  const sorted = [{ ...register, registerId: 'A' }, waiting, longer].toSorted(byNeed);
  expect(sorted.map(({ registerId }) => registerId)).toEqual(['C', 'B', 'A']);
});

test('an age is never less than nothing, and grows into larger units', () => {
  expect(ageOf(at, new Date('2026-03-01T09:00:00.000Z'))).toEqual({ value: 0, unit: 'minute' });
  expect(ageOf(at, new Date('2026-03-01T11:30:00.000Z'))).toEqual({ value: 90, unit: 'minute' });
  expect(ageOf(at, new Date('2026-03-02T10:00:00.000Z'))).toEqual({ value: 24, unit: 'hour' });
  expect(ageOf(at, new Date('2026-03-11T10:00:00.000Z'))).toEqual({ value: 10, unit: 'day' });
});
