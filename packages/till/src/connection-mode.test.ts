import { describe, expect, it } from 'vitest';
import {
  attemptIntervalMs,
  beginOnline,
  connectionEventKinds,
  connectionModes,
  healthCheckDelayMs,
  isOffline,
  stepConnection,
  type Connection,
  type ConnectionEventKind,
  type ConnectionMode,
  type SwitchingProfile,
} from './connection-mode.ts';

const plain: SwitchingProfile = {
  timeoutMs: 2_000,
  reconnectIntervalMs: 60_000,
  manualSwitchAllowed: true,
  manualSwitchBeforeSignInAllowed: false,
  advancedOfflineSwitching: false,
  healthCheckIntervalMs: 10_000,
};
const advanced: SwitchingProfile = { ...plain, advancedOfflineSwitching: true };

const at = (mode: ConnectionMode, rest: Partial<Connection> = {}): Connection => ({
  mode,
  attemptedAtMs: 0,
  failureCount: 0,
  ...rest,
});

/** The mode after each event, long after the last attempt, with somebody signed in; `plain` / `advanced`. */
const table: Record<ConnectionMode, Record<ConnectionEventKind, string>> = {
  online: {
    requestSucceeded: 'online',
    requestTimedOut: 'offline',
    transactionBegan: 'online',
    healthCheckDue: 'online / onlineProbed probe',
    probeSucceeded: 'online',
    probeFailed: 'online',
    switchOffline: 'manualOffline',
    switchOnline: 'online',
    profileChanged: 'online',
  },
  onlineProbed: {
    requestSucceeded: 'online',
    requestTimedOut: 'offline',
    transactionBegan: 'onlineProbed',
    healthCheckDue: 'onlineProbed',
    probeSucceeded: 'online',
    probeFailed: 'offline',
    switchOffline: 'manualOffline',
    switchOnline: 'onlineProbed',
    profileChanged: 'onlineProbed',
  },
  offline: {
    requestSucceeded: 'online exchange',
    requestTimedOut: 'offline',
    transactionBegan: 'reconnecting probe / offline',
    healthCheckDue: 'offline / reconnecting probe',
    probeSucceeded: 'offline',
    probeFailed: 'offline',
    switchOffline: 'manualOffline',
    switchOnline: 'reconnecting probe',
    profileChanged: 'offline',
  },
  reconnecting: {
    requestSucceeded: 'online exchange',
    requestTimedOut: 'reconnecting',
    transactionBegan: 'reconnecting',
    healthCheckDue: 'reconnecting',
    probeSucceeded: 'online exchange',
    probeFailed: 'offline',
    switchOffline: 'manualOffline',
    switchOnline: 'reconnecting',
    profileChanged: 'reconnecting',
  },
  manualOffline: {
    requestSucceeded: 'manualOffline',
    requestTimedOut: 'manualOffline',
    transactionBegan: 'manualOffline',
    healthCheckDue: 'manualOffline',
    probeSucceeded: 'manualOffline',
    probeFailed: 'manualOffline',
    switchOffline: 'manualOffline',
    switchOnline: 'reconnecting probe',
    profileChanged: 'manualOffline',
  },
};

const cells = connectionModes.flatMap((mode) => connectionEventKinds.map((kind) => ({ mode, kind })));

function after(mode: ConnectionMode, kind: ConnectionEventKind, profile: SwitchingProfile): string {
  const { connection, effects } = stepConnection(at(mode), { kind, nowMs: 1_000_000, isSignedIn: true }, profile);
  return [connection.mode, ...effects].join(' ');
}

describe('every mode has an answer to every event', () => {
  it.each(cells)('$mode, $kind', ({ mode, kind }) => {
    const [expectedPlain, expectedAdvanced = expectedPlain] = table[mode][kind].split(' / ');
    expect(after(mode, kind, plain)).toBe(expectedPlain);
    expect(after(mode, kind, advanced)).toBe(expectedAdvanced);
  });

  it('and every mode can be left and reached', () => {
    const steps = cells.map(({ mode, kind }) => ({ from: mode, to: after(mode, kind, advanced).split(' ')[0] }));
    for (const mode of connectionModes) {
      expect(steps.some(({ from, to }) => from === mode && to !== mode)).toBe(true);
      expect(steps.some(({ from, to }) => from !== mode && to === mode)).toBe(true);
    }
  });
});

describe('coming back', () => {
  it('is tried at the beginning of a transaction, not before the reconnect interval is over', () => {
    const offline = at('offline', { attemptedAtMs: 1_000 });
    const early = stepConnection(offline, { kind: 'transactionBegan', nowMs: 60_999 }, plain);
    const due = stepConnection(offline, { kind: 'transactionBegan', nowMs: 61_000 }, plain);
    expect(early).toEqual({ connection: offline, effects: [] });
    expect(due).toMatchObject({ connection: { mode: 'reconnecting' }, effects: ['probe'] });
  });

  it('needs no cashier with advanced switching, and is tried less and less often while it fails', () => {
    const intervals = [0, 1, 2, 3, 4, 5, 6, 9].map((failureCount) =>
      attemptIntervalMs(advanced, at('offline', { failureCount })),
    );
    expect(intervals).toEqual([10_000, 10_000, 20_000, 40_000, 80_000, 160_000, 160_000, 160_000]);
  });

  it('counts failed probes one after the other and forgets them once one succeeds', () => {
    let connection = beginOnline(0);
    const step = (kind: ConnectionEventKind, nowMs: number): void => {
      ({ connection } = stepConnection(connection, { kind, nowMs }, advanced));
    };
    step('requestTimedOut', 5);
    step('healthCheckDue', 10_005);
    step('probeFailed', 10_006);
    expect(connection).toEqual({ mode: 'offline', attemptedAtMs: 10_006, failureCount: 2 });
    expect(healthCheckDelayMs(advanced, connection, 15_006)).toBe(15_000);
    step('healthCheckDue', 20_000);
    expect(connection.mode).toBe('offline');
    step('healthCheckDue', 30_006);
    step('probeSucceeded', 30_010);
    expect(connection).toEqual({ mode: 'online', attemptedAtMs: 30_010, failureCount: 0 });
  });

  it('is by hand only for whoever went offline by hand', () => {
    const byHand = at('manualOffline');
    expect(stepConnection(byHand, { kind: 'requestSucceeded', nowMs: 1e9 }, advanced).connection).toEqual(byHand);
    expect(healthCheckDelayMs(advanced, byHand, 0)).toBeNull();
  });
});

describe('switching by hand', () => {
  it.each([
    { allowed: false, before: true, isSignedIn: true, mode: 'online' },
    { allowed: true, before: false, isSignedIn: false, mode: 'online' },
    { allowed: true, before: true, isSignedIn: false, mode: 'manualOffline' },
    { allowed: true, before: false, isSignedIn: true, mode: 'manualOffline' },
  ])('allowed $allowed, before sign-in $before, signed in $isSignedIn: $mode', (example) => {
    const profile = {
      ...plain,
      manualSwitchAllowed: example.allowed,
      manualSwitchBeforeSignInAllowed: example.before,
    };
    const event = { kind: 'switchOffline', nowMs: 1, isSignedIn: example.isSignedIn } as const;
    const { connection, effects } = stepConnection(at('online'), event, profile);
    expect(connection.mode).toBe(example.mode);
    expect(effects).toEqual(example.mode === 'online' ? ['refuseSwitch'] : []);
    expect(isOffline(connection)).toBe(example.mode === 'manualOffline');
  });
});
