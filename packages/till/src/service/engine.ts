import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import type { SignedInWorker } from '@counterfoil/contracts/worker-sessions';
import type { Seams } from '@counterfoil/platform/seams';
import type { Signal } from '@counterfoil/platform/signal';
import type { Connection } from '../connection-mode.ts';
import type { CreationTrace } from '../history/customer-history.ts';
import type { ScaleUnit } from '../scale-unit/scale-unit.ts';
import type { ShownOfflineCustomer } from '../show-offline-customer.ts';
import type { Till } from '../till.ts';
import type { DeviceVault } from './device-vault.ts';
import type { ShiftView, TillEvent, TillPhase, TillProblem, TillProgress } from './till-service.ts';

/** Where the opening of the till has come to; who has signed in tells `signedOut` from `ready`. */
export type EngineStage = Exclude<TillPhase, 'signedOut' | 'ready'> | 'open';

/** Who works at the till, as long as the program runs. */
export interface WorkerAtTill {
  worker: SignedInWorker | null;
  /** Kept in memory until the sign-out, so that a session is opened when the network is back. */
  pin: string | null;
  /** The session at the scale unit; null: none, or it has ended. */
  session: string | null;
  /** By a clock that never goes backwards, in milliseconds. */
  touchedAtMs: number;
  /** Operator id → when the block of its sign-in ends, by the same clock. */
  readonly blockedUntilMs: Map<string, number>;
}

/** How the till stands to the network. */
export interface NetworkAtTill {
  connection: Connection;
  /** When the mode was taken, ISO 8601. */
  since: string;
  /** Given when the time of the next attempt may be another. */
  readonly changed: Signal;
  /** Given when there is something to exchange. */
  readonly exchangeWanted: Signal;
  /** The exchange that runs, and the one that was asked for meanwhile. */
  exchanging: Promise<void> | null;
  exchangeNext: Promise<void> | null;
  /** Ends the exchange that runs: the till has left the network, and whatever hangs is not waited for. */
  leaving: AbortController;
  /** Exchanges that failed one after the other. */
  failureCount: number;
  /** When the last exchange ended, by a clock that never goes backwards, in milliseconds. */
  exchangedAtMs: number;
  /** What the scale unit refused last, until an exchange succeeds. */
  refused: TillProblem | null;
}

/** What is read often and changes seldom. */
export interface EngineCounts {
  customers: number;
  queued: number;
  queuedCustomers: number;
  oldestQueuedAt: string | null;
  lastExchangeAt: string | null;
  isCustomerDataHere: boolean;
  isFiltered: boolean;
  shift: ShiftView | null;
}

/** A till's engine: what its parts share. Everything in it that has to survive is in the database. */
export interface Engine {
  readonly vault: DeviceVault;
  readonly seams: Seams;
  readonly scaleUnit: ScaleUnit;
  readonly emit: (event: TillEvent) => void;
  /** Aborts when the engine is closed. */
  readonly closing: AbortController;
  /** Aborts when the till in use ends: revoked, or the engine is closed. */
  running: AbortController;
  stage: EngineStage;
  problem: TillProblem | null;
  progress: TillProgress | null;
  /** What was lost since the activation, until a manager has seen it. */
  storageProblem: TillProblem | null;
  till: Till | null;
  isFirstLoadDone: boolean;
  /** The device was revoked, and what it holds is being removed. */
  isBeingWiped: boolean;
  counts: EngineCounts;
  /** What the vault remembers of the queue; null: not written since the program began. */
  marked: string | null;
  readonly worker: WorkerAtTill;
  readonly network: NetworkAtTill;
  /** Customers that the scale unit answered and that may not be kept here; gone with the program. */
  readonly answeredCustomers: Map<string, ShownOfflineCustomer>;
  /** What the scale unit told of the ways of customers; gone with the program. */
  readonly traces: Map<string, TracedCustomer>;
  /** Of the last reader. */
  language: Language;
  /** Version and content of the state that was told last. */
  toldState: { version: number; content: string };
  isTelling: boolean;
  /** The state that is being read: the next one is read after it. */
  viewing: Promise<unknown>;
}

/** What the scale unit was asked of a customer's way. */
export interface TracedCustomer {
  /** By a clock that never goes backwards, in milliseconds. */
  readonly askedAtMs: number;
  /** Null: no answer yet, or nothing of the creation is known there. */
  readonly trace: CreationTrace | null;
}

export const noCounts: EngineCounts = {
  customers: 0,
  queued: 0,
  queuedCustomers: 0,
  oldestQueuedAt: null,
  lastExchangeAt: null,
  isCustomerDataHere: false,
  isFiltered: false,
  shift: null,
};

/** The till in use. Errors: `till_not_activated`, `till_keys_lost`, `device_revoked`, `till_database_corrupt`. */
export function presentTill({ till, stage, problem }: Engine): Till {
  if (till) return till;
  if (stage === 'revoked') throw refuse('device_revoked');
  if (stage === 'broken') throw refuse('till_database_corrupt');
  if (stage === 'reactivation') {
    throw problem?.code === 'till_keys_lost' ? refuse('till_keys_lost') : refuse('till_not_activated');
  }
  throw refuse('till_not_activated');
}

/** Who has signed in. Error: `worker_session_ended`. */
export function presentWorker({ worker }: Engine): SignedInWorker {
  if (!worker.worker) throw refuse('worker_session_ended');
  return worker.worker;
}
