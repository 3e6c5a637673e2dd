import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import { beginEpoch, lockEpochs, openEpoch, readEpoch } from '@counterfoil/data-exchange/epochs';
import type { Epoch } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Seams } from '@counterfoil/platform/seams';
import {
  createAccountNumbers,
  skipAccountNumbersAfterRestore,
  type AccountNumbers,
} from './numbers/account-numbers.ts';
import { forgetAgreements } from './exchange/channel-databases.ts';
import { skipDocumentNumbersAfterRestore } from './numbers/document-numbers.ts';

/** The folder of headquarters' migrations. */
export const headquartersMigrations = new URL('../migrations', import.meta.url);

/** What tells the rest of the process that there is work; a wake-up is never the work itself. */
export interface HeadquartersWakeUps {
  /** Operations were staged: the synchronise job has work. */
  staged(): void;
  /** The change feed grew: 1010 has work. */
  changed(): void;
  /** The change feed grew while a user waited: all channels are told at once, whatever the schedule of 1010 (SD-02). */
  changedInRealTime(): void;
  /** A download session waits for this channel database. */
  published(channelDatabaseId: string): void;
  /** What the channels have to agree on with headquarters changed: the incarnation, or who uploads by itself. */
  configured(): void;
  /** Settings changed: the jobs that carry them have work. Channels go on with what was published to them. */
  settingsChanged(): void;
  /** New settings wait for this channel database. */
  configurationPublished(channelDatabaseId: string): void;
  /** Somebody wishes that this channel database uploads now. */
  uploadWanted(channelDatabaseId: string): void;
}

/** Headquarters as all its parts see it. */
export interface Headquarters {
  readonly database: Database;
  readonly seams: Seams;
  readonly accountNumbers: AccountNumbers;
  readonly wakeUps: HeadquartersWakeUps;
  readonly limits: HeadquartersLimits;
  /** The present incarnation; changes when a restore is noticed. */
  epoch: Epoch;
}

/** Bounds of headquarters' work. */
export interface HeadquartersLimits {
  /** Operations converted in one transaction. */
  readonly conversionBatchCountMax: number;
  /** Conversion transactions under way in one run: while the database writes one batch the next is decided. */
  readonly conversionsUnderWayMax: number;
  /** Rows of the change feed in one download package. */
  readonly downloadRowCountMax: number;
  /** Bytes of text in one download package before compression. */
  readonly downloadTextByteCountMax: number;
  /** Download sessions of one database that may wait at once. */
  readonly openSessionCountMax: number;
  /** Failures after which a download session is suspended (the reference product's *Try count*). */
  readonly tryCountMax: number;
}

export const defaultHeadquartersLimits: HeadquartersLimits = {
  conversionBatchCountMax: 1_000,
  conversionsUnderWayMax: 2,
  downloadRowCountMax: 2_000,
  downloadTextByteCountMax: 6 * 1024 * 1024,
  openSessionCountMax: 100,
  tryCountMax: 3,
};

/** Nobody to wake: jobs are run by hand. */
export const noWakeUps: HeadquartersWakeUps = {
  staged: () => undefined,
  changed: () => undefined,
  changedInRealTime: () => undefined,
  published: () => undefined,
  configured: () => undefined,
  settingsChanged: () => undefined,
  configurationPublished: () => undefined,
  uploadWanted: () => undefined,
};

/** Opens headquarters on a migrated database, noticing whether it was restored since it last ran. */
export async function openHeadquarters(options: {
  database: Database;
  seams: Seams;
  wakeUps?: HeadquartersWakeUps;
  limits?: Partial<HeadquartersLimits>;
}): Promise<Headquarters> {
  const { database, seams } = options;
  const accountNumbers = createAccountNumbers(database);
  const epoch = await openEpoch(database, seams, (tx, reason) => renewEpoch(tx, seams, reason));
  return {
    database,
    seams,
    accountNumbers,
    epoch,
    wakeUps: options.wakeUps ?? noWakeUps,
    limits: { ...defaultHeadquartersLimits, ...options.limits },
  };
}

/**
 * The database was restored from a backup: a new incarnation begins. Scale units notice it at their next contact and
 * offer again all they still hold; numbers that may be known in stores are skipped (R11).
 */
export async function declareRestored(headquarters: Headquarters, reason: string): Promise<Epoch> {
  return enterEpoch(headquarters, reason, async (tx) => {
    await lockEpochs(tx);
    return renewEpoch(tx, headquarters.seams, reason);
  });
}

/**
 * The same for a restore that a contact has revealed. Many scale units come by at once after an outage: only one of
 * them begins the new incarnation, above all that any of them knows; the others find it.
 */
export async function noticeRestored(
  headquarters: Headquarters,
  { reason, noticedIn, above }: { reason: string; noticedIn: Epoch; above: number },
): Promise<Epoch> {
  return enterEpoch(headquarters, reason, async (tx) => {
    await lockEpochs(tx);
    const present = await readEpoch(tx);
    const noticedAlready = present.epochId !== noticedIn.epochId && present.number > above;
    return noticedAlready ? present : renewEpoch(tx, headquarters.seams, reason, above);
  });
}

/**
 * The present incarnation, read from the database: another process of headquarters may have begun it. Whatever this
 * process set aside in an earlier one is dropped.
 */
export async function presentEpoch(headquarters: Headquarters): Promise<Epoch> {
  const before = headquarters.epoch.epochId;
  const epoch = await readEpoch(headquarters.database);
  /* Whoever learned of another incarnation while this was read knows better. */
  if (headquarters.epoch.epochId !== before) return headquarters.epoch;
  if (epoch.epochId !== headquarters.epoch.epochId) headquarters.accountNumbers.forget();
  headquarters.epoch = epoch;
  return epoch;
}

/** Error `epoch_foreign` unless the caller has agreed with the present incarnation. */
export async function requireEpoch(headquarters: Headquarters, epochId: string | undefined): Promise<void> {
  if (headquarters.seams.plantedBugs.has('epoch ignored after a restore')) return;
  if (epochId === headquarters.epoch.epochId) return;
  if (epochId !== (await presentEpoch(headquarters)).epochId) throw refuse('epoch_foreign');
}

async function enterEpoch(
  headquarters: Headquarters,
  reason: string,
  begin: (tx: Tx) => Promise<Epoch>,
): Promise<Epoch> {
  const epoch = await headquarters.database.transaction('declare restored', begin);
  if (epoch.epochId === headquarters.epoch.epochId) return epoch;
  headquarters.epoch = epoch;
  headquarters.accountNumbers.forget();
  /* Connected scale units agree again at once; the others learn of it at their next contact. */
  headquarters.wakeUps.configured();
  headquarters.seams.log.warn({ epoch: headquarters.epoch.number, reason }, 'the database was restored');
  return headquarters.epoch;
}

/*
 * A change that was written in the old incarnation and committed in the new one would lie before places that scale units
 * have passed (R7): writers under way are waited for, and the next ones see the new incarnation. It comes last, since
 * writers hold whatever else they need before they write to the change feed.
 */
const waitForWriters = prepared('wait-for-feed-writers', 'LOCK TABLE customer_changes IN SHARE ROW EXCLUSIVE MODE');

async function renewEpoch(tx: Tx, seams: Seams, reason: string, above = 0): Promise<Epoch> {
  const epoch = await beginEpoch(tx, seams, reason, above);
  if (seams.plantedBugs.has('epoch ignored after a restore')) return epoch;
  await skipAccountNumbersAfterRestore(tx);
  await skipDocumentNumbersAfterRestore(tx);
  await forgetAgreements(tx);
  await tx.query(waitForWriters);
  return epoch;
}
