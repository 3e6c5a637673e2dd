import { CodedError } from '@counterfoil/contracts/refusal';
import type { PJobReport } from '@counterfoil/contracts/wake-up';
import { createSignal, type Signal } from '@counterfoil/platform/signal';
import { agreeWithHeadquarters } from './agree-with-headquarters.ts';
import { downloadAvailable, type DownloadResult } from './apply-1010.ts';
import type { Channel } from '../channel.ts';
import { hasReportAged } from './report-to-headquarters.ts';
import { refreshConfiguration } from './configuration.ts';
import { pruneOfflineChanges } from '../offline/offline-changes.ts';
import { pruneOfflineInbox } from '../offline/offline-inbox.ts';
import { createOrderOutcomes } from '../orders/order-outcomes.ts';
import { pruneReceiptRequests } from '../orders/receipt-requests.ts';
import { pruneOutbox } from './outbox.ts';
import { runPJob, type PJobResult } from './p-job.ts';
import { pruneTransactions } from '../orders/transactions.ts';

/** Times of the exchange, in milliseconds. */
export interface ExchangeTimes {
  /** Without a wake-up each kind of work is looked for this often: a lost wake-up delays, and loses nothing. */
  readonly fallbackIntervalMs: number;
  readonly retryDelayMs: number;
  readonly retryDelayMaxMs: number;
  /** Decided operations are kept this long, so that a restored headquarters can be offered them again (R11). */
  readonly backupHorizonMs: number;
}

const dayMs = 24 * 60 * 60 * 1_000;

export const defaultExchangeTimes: ExchangeTimes = {
  fallbackIntervalMs: 3_000,
  retryDelayMs: 250,
  retryDelayMaxMs: 15_000,
  backupHorizonMs: 35 * dayMs,
};

const pruneIntervalMs = 60 * 60 * 1_000;
/** A scale unit says this often how it is doing, by agreeing again. */
const reportIntervalMs = 60_000;
/** What it said is set right after so long, when something has begun to wait since, or nothing waits any more. */
const agedReportIntervalMs = 5_000;

/** The exchange of a scale unit with headquarters, going on by itself. */
export interface ExchangeLoop {
  /** An operation was recorded. */
  recorded(): void;
  /** Headquarters says that a download waits. */
  published(): void;
  /** Headquarters says that the configuration changed. */
  configured(): void;
  /** The line is there again, or for the first time: agree, and look for everything. */
  connected(): void;
  /** Uploads the outbox now, after whoever is uploading. */
  runPJob(): Promise<PJobResult>;
  /** Applies the downloads that wait now, and learns what became of orders, after whoever is applying. */
  download(): Promise<DownloadResult>;
  /** Headquarters runs the P-job: upload whatever the schedule says, and tell what was done. */
  runPJobFor(runId: string): Promise<PJobReport>;
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

const nothingUploaded: PJobResult = { packages: 0, rows: 0 };

/** Refusals after which the two nodes have to agree again. */
const disagreements = new Set(['epoch_foreign', 'package_out_of_order']);

/**
 * Uploads and downloads whenever there is a wake-up, and now and then without one. One lane for each direction, so that
 * a suspended download never keeps customers from headquarters; both agree with headquarters through one gate.
 */
export function startExchangeLoop(channel: Channel, times: ExchangeTimes = defaultExchangeTimes): ExchangeLoop {
  const stopping = new AbortController();
  const uploads = createSignal();
  const downloads = createSignal();
  const gate = createAgreementGate(channel);
  const orders = createOrderOutcomes(channel);
  /* One P-job and one download at a time, whoever asks (WD-33). */
  const upload = oneAtATime(async (asked: 'asked' | 'scheduled') => {
    await gate.agree();
    /* Agreeing may have brought another recurrence: what was switched off meanwhile doesn't run once more. */
    if (asked === 'scheduled' && channel.configuration.pJobRecurrence !== 'continuous') return nothingUploaded;
    return runPJob(channel, stopping.signal);
  });
  const download = oneAtATime<undefined, DownloadResult>(async () => {
    /* Nothing is being applied now, so the place that is told is the one that headquarters was told last. */
    await gate.agreeEvery(reportIntervalMs);
    await gate.agreeWhenAged(agedReportIntervalMs);
    const downloaded = await downloadAvailable(channel, stopping.signal);
    await orders.learn();
    return downloaded;
  });
  const lanes = [
    lane(channel, times, stopping.signal, uploads, gate, async () => void (await upload('scheduled'))),
    lane(channel, times, stopping.signal, downloads, gate, async () => void (await download(undefined))),
    pruneNowAndThen(channel, times, stopping.signal),
  ];
  return {
    recorded: () => uploads.notify(),
    published: () => downloads.notify(),
    configured: () => {
      gate.doubt();
      uploads.notify();
    },
    connected: () => {
      gate.doubt();
      uploads.notify();
      downloads.notify();
    },
    runPJob: () => upload('asked'),
    download: () => download(undefined),
    runPJobFor: (runId) => reportOf(runId, upload('asked')),
    async stop() {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

/** Runs `work` once for each call, one after the other. */
function oneAtATime<Argument, Result>(
  work: (argument: Argument) => Promise<Result>,
): (argument: Argument) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const run = last.then(() => work(argument));
    last = run.catch(() => undefined);
    return run;
  };
}

interface AgreementGate {
  /** Agrees with headquarters unless that was done since the last doubt. */
  agree(): Promise<void>;
  /** The same, unless that was done within the last `intervalMs` milliseconds. */
  agreeEvery(intervalMs: number): Promise<void>;
  /** The same, unless what was said of this scale unit still holds or was said within the last `intervalMs` milliseconds. */
  agreeWhenAged(intervalMs: number): Promise<void>;
  /** The next exchange begins by agreeing again. */
  doubt(): void;
}

function createAgreementGate(channel: Channel): AgreementGate {
  let agreed: Promise<void> | null = null;
  let agreedAtMs = 0;
  const begin = async (): Promise<void> => {
    const reported = await agreeWithHeadquarters(channel);
    const changed = await refreshConfiguration(channel);
    /* Headquarters learns what is in use, not only what it handed out. */
    if (changed || !reported) await agreeWithHeadquarters(channel);
    channel.circuitBreaker.succeeded();
    agreedAtMs = channel.seams.clock.monotonicMs();
  };
  const agree = (): Promise<void> => {
    const attempt = (agreed ??= begin());
    return attempt.catch((error: unknown) => {
      if (agreed === attempt) agreed = null;
      throw error;
    });
  };
  return {
    agree,
    async agreeEvery(intervalMs) {
      await agree();
      if (channel.seams.clock.monotonicMs() - agreedAtMs < intervalMs) return;
      agreed = null;
      await agree();
    },
    async agreeWhenAged(intervalMs) {
      if (channel.seams.clock.monotonicMs() - agreedAtMs < intervalMs || !(await hasReportAged(channel))) return;
      agreed = null;
      await agree();
    },
    doubt: () => {
      agreed = null;
    },
  };
}

async function lane(
  channel: Channel,
  times: ExchangeTimes,
  stopping: AbortSignal,
  signal: Signal,
  gate: AgreementGate,
  work: () => Promise<void>,
): Promise<void> {
  const { clock, log, random } = channel.seams;
  let delayMs = times.retryDelayMs;
  while (!stopping.aborted) {
    try {
      await work();
      delayMs = times.retryDelayMs;
      const lost = channel.seams.plantedBugs.has('wake-up taken as the data');
      await signal.wait(lost ? Number.MAX_SAFE_INTEGER : times.fallbackIntervalMs, clock, stopping);
    } catch (error) {
      if (stopping.aborted) return;
      /* After any failure it is unknown what headquarters is now; agreeing again is cheap. */
      gate.doubt();
      const immediate = error instanceof CodedError && disagreements.has(error.code) && delayMs === times.retryDelayMs;
      log.debug({ error: error instanceof CodedError ? error.code : String(error) }, 'the exchange is tried again');
      if (!immediate) await signal.wait(delayMs * (0.5 + random.next()), clock, stopping);
      delayMs = Math.min(delayMs * 2, times.retryDelayMaxMs);
    }
  }
}

async function reportOf(runId: string, run: Promise<PJobResult>): Promise<PJobReport> {
  try {
    return { runId, ...(await run), error: null };
  } catch (error) {
    return {
      runId,
      packages: 0,
      rows: 0,
      error: error instanceof CodedError ? error.code : 'headquarters_unreachable',
    };
  }
}

async function pruneNowAndThen(channel: Channel, times: ExchangeTimes, stopping: AbortSignal): Promise<void> {
  const { clock, log } = channel.seams;
  while (!stopping.aborted) {
    try {
      const horizon = new Date(clock.now().getTime() - times.backupHorizonMs);
      await pruneOutbox(channel.database, horizon);
      await pruneTransactions(channel.database, horizon);
      await pruneOfflineChanges(channel.database, horizon);
      await pruneOfflineInbox(channel.database, horizon);
      await pruneReceiptRequests(channel.database, horizon);
    } catch (error) {
      log.warn({ error: String(error) }, 'old entries of the outbox were not removed; tried again later');
    }
    await clock.sleep(pruneIntervalMs, stopping);
  }
}
