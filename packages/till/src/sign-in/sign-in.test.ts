import { autoLockAfterMs, signInBlockMs, signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import { systemClock, type Clock } from '@counterfoil/platform/clock';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownPin } from '../scale-unit/scale-unit-fixture-device.ts';
import { exampleStore, startTillOnFiles, untilState, type TillOnFiles } from '../service/till-fixture.ts';

let world: TillOnFiles;
/** How far the time of day is off, and how much time has really gone by beside that of the test, in milliseconds. */
let offsets: { dayMs: number; goneMs: number };

const clock: Clock = {
  now: () => new Date(systemClock.now().getTime() + offsets.dayMs + offsets.goneMs),
  monotonicMs: () => systemClock.monotonicMs() + offsets.goneMs,
  sleep: (delayMs, signal) => systemClock.sleep(delayMs, signal),
};

beforeEach(async () => {
  offsets = { dayMs: 0, goneMs: 0 };
  const seams = { ...systemSeams(silentLog), clock };
  world = await startTillOnFiles({ configuration: await exampleStore(), seams });
  await world.ready();
});
afterEach(() => world.stop());

const day = 24 * 60 * 60 * 1_000;
const cashier = { workerId: '000160', pin: knownPin };

async function blockCashier(): Promise<void> {
  await world.till.signOut();
  await world.scaleUnit.stop();
  for (let count = 0; count < signInFailureCountMax; count++) {
    await expect(world.till.signIn({ ...cashier, pin: '1111' })).rejects.toMatchObject({ code: 'sign_in_failed' });
  }
}

const expectBlocked = (): Promise<void> =>
  expect(world.till.signIn(cashier)).rejects.toMatchObject({ code: 'sign_in_blocked' });

describe('a blocked sign-in', () => {
  it('is not freed by a clock that is set forward or back, and is by the time itself', async () => {
    await blockCashier();
    offsets.dayMs = day;
    await expectBlocked();
    offsets.dayMs = -day;
    await expectBlocked();
    offsets.goneMs = signInBlockMs;
    expect((await world.till.signIn(cashier)).workerId).toBe('000160');
  });

  it('is not freed by a clock that is set forward before a restart', async () => {
    await blockCashier();
    offsets.dayMs = day;
    await world.restart();
    await expectBlocked();
  });

  it('goes on after a restart where it was last asked about', async () => {
    await blockCashier();
    offsets.goneMs = signInBlockMs - 60_000;
    await expectBlocked();
    await world.restart();
    await expectBlocked();
    offsets.goneMs += 60_000;
    expect((await world.till.signIn(cashier)).workerId).toBe('000160');
  });

  it('is not freed by a clock that is set back before a restart, nor lasts for ever by it', async () => {
    await blockCashier();
    offsets.dayMs = -day;
    await world.restart();
    await expectBlocked();
    offsets.goneMs = signInBlockMs;
    expect((await world.till.signIn(cashier)).workerId).toBe('000160');
  });
});

describe('PINs that are tried at once', () => {
  it('are counted one after the other, so that the right one among them comes too late', async () => {
    await world.till.signOut();
    await world.scaleUnit.stop();
    await untilState(world.till, ({ connection }) => connection.mode === 'offline');
    const wrong = Array.from({ length: signInFailureCountMax }, () => ({ ...cashier, pin: '1111' }));
    const tries = await Promise.allSettled([...wrong, cashier].map((request) => world.till.signIn(request)));
    const refusals = tries.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as object) : null));
    expect(refusals.at(-1)).toMatchObject({ code: 'sign_in_blocked' });
    await expectBlocked();
  });
});

describe('a till that nobody touches', () => {
  it('locks itself, and not before', async () => {
    offsets.goneMs = autoLockAfterMs - 60_000;
    await world.till.touch();
    offsets.goneMs += autoLockAfterMs - 60_000;
    expect((await world.till.state()).phase).toBe('ready');
    offsets.goneMs += 60_000;
    const { worker } = await untilState(world.till, ({ phase }) => phase === 'signedOut');
    expect(worker).toBeNull();
  });
});
