import type { OfflineProfile } from '@counterfoil/contracts/channel-configuration';

/*
 * When a till leaves the network and comes back (WD-01, LK-30).
 *
 *                       requestTimedOut, checkFailed
 *          ┌────────────────────────────────────────────┐
 *          │                                            ▼
 *      ┌────────┐  checkDue ┌──────────────┐ failed ┌─────────┐
 *  ──► │ online │ ────────► │ onlineProbed │ ─────► │ offline │ ◄────────┐
 *      └────────┘ ◄──────── └──────────────┘        └─────────┘          │
 *        ▲  ▲  │  succeeded                              │ due, by hand  │ probe failed
 *        │  │  │                                         ▼               │
 *        │  │  │              probe succeeded      ┌──────────────┐ ─────┘
 *        │  └──┼────────────────────────────────── │ reconnecting │
 *        │     │ by hand, if allowed               └──────────────┘
 *        │     ▼                                         ▲
 *        │  ┌───────────────┐          by hand           │
 *        │  │ manualOffline │ ───────────────────────────┘
 *        │  └───────────────┘
 *        └── profile changed: the same mode, by the new times
 *
 * Plainly, a till that went offline tries again at the beginning of a transaction once the reconnect interval is over.
 * With advanced switching the health check tries by itself, less and less often while it fails, and also finds out
 * before a cashier does that the scale unit is gone. Whoever went offline by hand comes back by hand only.
 */

/** Where a till stands. In `onlineProbed` and `reconnecting` a probe is under way. */
export const connectionModes = ['online', 'onlineProbed', 'offline', 'reconnecting', 'manualOffline'] as const;
export type ConnectionMode = (typeof connectionModes)[number];

/** What happens to a till. */
export const connectionEventKinds = [
  'requestSucceeded',
  'requestTimedOut',
  'transactionBegan',
  'healthCheckDue',
  'probeSucceeded',
  'probeFailed',
  'switchOffline',
  'switchOnline',
  'profileChanged',
] as const;
export type ConnectionEventKind = (typeof connectionEventKinds)[number];

/** One event; `nowMs` is of a clock that never goes backwards. */
export interface ConnectionEvent {
  readonly kind: ConnectionEventKind;
  readonly nowMs: number;
  /** Of `switchOffline`: whether somebody has signed in at the till. */
  readonly isSignedIn?: boolean;
}

/** The times and permissions of the offline profile. */
export type SwitchingProfile = Pick<
  OfflineProfile,
  | 'timeoutMs'
  | 'reconnectIntervalMs'
  | 'manualSwitchAllowed'
  | 'manualSwitchBeforeSignInAllowed'
  | 'advancedOfflineSwitching'
  | 'healthCheckIntervalMs'
>;

/** Where a till stands, with what the next decision needs. */
export interface Connection {
  readonly mode: ConnectionMode;
  /** When the last attempt to reach the scale unit ended, or it was left. */
  readonly attemptedAtMs: number;
  /** Probes that failed one after the other. */
  readonly failureCount: number;
}

/** What the till is to do. */
export type ConnectionEffect =
  /** Ask the scale unit whether it answers, for at most the profile's time-out. */
  | 'probe'
  /** Begin to exchange: there may be something to deliver. */
  | 'exchange'
  /** Tell the person that the switch by hand isn't allowed. */
  | 'refuseSwitch';

/** The connection after an event, and what to do. */
export interface ConnectionStep {
  readonly connection: Connection;
  readonly effects: readonly ConnectionEffect[];
}

/** A till begins online; its first request tells otherwise. */
export function beginOnline(nowMs: number): Connection {
  return { mode: 'online', attemptedAtMs: nowMs, failureCount: 0 };
}

/** Whether the till works without the scale unit. */
export function isOffline({ mode }: Connection): boolean {
  return mode !== 'online' && mode !== 'onlineProbed';
}

/** A health check that fails again and again comes at most this many times less often. */
const backOffFactorMax = 16;

/** How long after the last attempt the next one comes, in milliseconds. */
export function attemptIntervalMs(profile: SwitchingProfile, { failureCount }: Connection): number {
  if (!profile.advancedOfflineSwitching) return profile.reconnectIntervalMs;
  return profile.healthCheckIntervalMs * Math.min(2 ** Math.max(0, failureCount - 1), backOffFactorMax);
}

/**
 * How long until the health check is due, in milliseconds, for a timer that then brings `healthCheckDue`; null: no timer
 * is needed.
 */
export function healthCheckDelayMs(profile: SwitchingProfile, connection: Connection, nowMs: number): number | null {
  if (!profile.advancedOfflineSwitching) return null;
  if (connection.mode !== 'online' && connection.mode !== 'offline') return null;
  return Math.max(0, connection.attemptedAtMs + attemptIntervalMs(profile, connection) - nowMs);
}

/** Total: every event has an answer in every mode; a missing cell of the table does not compile. */
export function stepConnection(
  connection: Connection,
  event: ConnectionEvent,
  profile: SwitchingProfile,
): ConnectionStep {
  return transitions[connection.mode][event.kind]({ connection, event, profile });
}

interface Situation {
  readonly connection: Connection;
  readonly event: ConnectionEvent;
  readonly profile: SwitchingProfile;
}

type Cell = (situation: Situation) => ConnectionStep;

const stay: Cell = ({ connection }) => ({ connection, effects: [] });

const answered: Cell = ({ event }) => ({ connection: beginOnline(event.nowMs), effects: [] });

const comeBack: Cell = ({ event }) => ({ connection: beginOnline(event.nowMs), effects: ['exchange'] });

const leave: Cell = ({ connection, event }) => ({
  connection: { mode: 'offline', attemptedAtMs: event.nowMs, failureCount: connection.failureCount + 1 },
  effects: [],
});

const probeTo =
  (mode: 'onlineProbed' | 'reconnecting'): Cell =>
  ({ connection, event }) => ({ connection: { ...connection, mode, attemptedAtMs: event.nowMs }, effects: ['probe'] });

/** Only what is due by the profile's way of switching. */
const whenDue =
  (isAdvanced: boolean, cell: Cell): Cell =>
  (situation) => {
    const { connection, event, profile } = situation;
    const isDue = event.nowMs - connection.attemptedAtMs >= attemptIntervalMs(profile, connection);
    return profile.advancedOfflineSwitching === isAdvanced && isDue ? cell(situation) : stay(situation);
  };

const switchByHand: Cell = ({ connection, event, profile }) => {
  const isSignedIn = event.isSignedIn ?? false;
  const isAllowed = profile.manualSwitchAllowed && (isSignedIn || profile.manualSwitchBeforeSignInAllowed);
  if (!isAllowed) return { connection, effects: ['refuseSwitch'] };
  return { connection: { mode: 'manualOffline', attemptedAtMs: event.nowMs, failureCount: 0 }, effects: [] };
};

/* The new times count from now, so that a shorter interval doesn't begin with a storm of probes. */
const countAnew: Cell = ({ connection, event }) => ({
  connection: { ...connection, attemptedAtMs: event.nowMs },
  effects: [],
});

const transitions: Readonly<Record<ConnectionMode, Readonly<Record<ConnectionEventKind, Cell>>>> = {
  online: {
    requestSucceeded: answered,
    requestTimedOut: leave,
    transactionBegan: stay,
    healthCheckDue: whenDue(true, probeTo('onlineProbed')),
    probeSucceeded: stay,
    probeFailed: stay,
    switchOffline: switchByHand,
    switchOnline: stay,
    profileChanged: countAnew,
  },
  onlineProbed: {
    requestSucceeded: answered,
    requestTimedOut: leave,
    transactionBegan: stay,
    healthCheckDue: stay,
    probeSucceeded: answered,
    probeFailed: leave,
    switchOffline: switchByHand,
    switchOnline: stay,
    profileChanged: stay,
  },
  offline: {
    // An exchange in the background got through: the scale unit is there.
    requestSucceeded: comeBack,
    requestTimedOut: stay,
    transactionBegan: whenDue(false, probeTo('reconnecting')),
    healthCheckDue: whenDue(true, probeTo('reconnecting')),
    // The answer to a probe of before a switch by hand.
    probeSucceeded: stay,
    probeFailed: stay,
    switchOffline: switchByHand,
    switchOnline: probeTo('reconnecting'),
    profileChanged: countAnew,
  },
  reconnecting: {
    requestSucceeded: comeBack,
    requestTimedOut: stay,
    transactionBegan: stay,
    healthCheckDue: stay,
    probeSucceeded: comeBack,
    probeFailed: leave,
    switchOffline: switchByHand,
    switchOnline: stay,
    profileChanged: stay,
  },
  manualOffline: {
    requestSucceeded: stay,
    requestTimedOut: stay,
    transactionBegan: stay,
    healthCheckDue: stay,
    probeSucceeded: stay,
    probeFailed: stay,
    switchOffline: stay,
    switchOnline: probeTo('reconnecting'),
    profileChanged: stay,
  },
};
