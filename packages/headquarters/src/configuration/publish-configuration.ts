import { isDeepStrictEqual } from 'node:util';
import { configurationPartSchemas, type ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { isDataError, type Tx } from '@counterfoil/database/database';
import { partBuilders } from './parts/part-builders.ts';
import type { Headquarters } from '../headquarters.ts';
import {
  configurationReceivers,
  markPartsChecked,
  publishedParts,
  storePublishedParts,
  type PartToPublish,
  type PublishedPart,
} from './published-configurations.ts';
import { servedChannelDatabaseIds } from '../exchange/served-groups.ts';
import { raiseSettingsVersion, readSettingsVersions } from '../settings/settings-versions.ts';

/** What one run of a configuration job did. */
export interface ConfigurationPublication {
  /** Channel databases that a changed part was published to. */
  readonly sessions: number;
  /** Settings in those parts. */
  readonly rows: number;
  /** Channel databases whose part could not be published. */
  readonly failed: number;
}

/** Whom the audit names for versions that headquarters raised by itself. */
const ownName = 'headquarters';

/**
 * A configuration job (1010, 1040, 1050, 1060, 1070, 1090, 1110): publishes its part of the settings to every channel
 * database that was in contact once, wherever it changed (LK-07). Running it again publishes nothing. A channel
 * database whose part can't be published doesn't hold up the others.
 */
export async function publishConfiguration(
  headquarters: Headquarters,
  job: ConfigurationJob,
  signal?: AbortSignal,
): Promise<ConfigurationPublication> {
  const served = new Set(await servedChannelDatabaseIds(headquarters.database, job));
  const receivers = (await configurationReceivers(headquarters.database)).filter((id) => served.has(id));
  if (receivers.length === 0 || signal?.aborted) return nothingPublished;
  return publishConfigurationTo(headquarters, job, receivers);
}

const nothingPublished: ConfigurationPublication = { sessions: 0, rows: 0, failed: 0 };

/** The same for the named channel databases, also those that were never in contact. */
export async function publishConfigurationTo(
  headquarters: Headquarters,
  job: ConfigurationJob,
  channelDatabaseIds: readonly string[],
): Promise<ConfigurationPublication> {
  try {
    return await publishTogether(headquarters, job, channelDatabaseIds);
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (channelDatabaseIds.length === 1) return reportFailed(headquarters, job, channelDatabaseIds[0] ?? '', error);
  }
  let total = nothingPublished;
  for (const channelDatabaseId of channelDatabaseIds) {
    total = added(total, await publishConfigurationTo(headquarters, job, [channelDatabaseId]));
  }
  return total;
}

async function publishTogether(
  headquarters: Headquarters,
  job: ConfigurationJob,
  channelDatabaseIds: readonly string[],
): Promise<ConfigurationPublication> {
  const compared = await compareWithSettings(headquarters, job, channelDatabaseIds);
  const { database, seams } = headquarters;
  if (compared.unraised) {
    await database.transaction('raise settings version', (tx) =>
      raiseSettingsVersion(tx, job, { changedBy: ownName, now: seams.clock.now() }),
    );
    /* Somebody may have changed a setting meanwhile: only what was read together with its version is published. */
    return publishTogether(headquarters, job, channelDatabaseIds);
  }
  const { version } = compared;
  const toPublish = compared.changed.map((part) => ({ ...part, version }));
  if (toPublish.length + compared.unchecked.length === 0) return { ...nothingPublished, failed: compared.failed };
  const stored = await database.transaction('publish configuration', async (tx) => {
    const ids = toPublish.length > 0 ? await storePublishedParts(tx, job, toPublish, seams.clock.now()) : [];
    await markPartsChecked(tx, job, compared.unchecked, version);
    return new Set(ids);
  });
  for (const channelDatabaseId of stored) headquarters.wakeUps.configurationPublished(channelDatabaseId);
  const rows = toPublish
    .filter((part) => stored.has(part.channelDatabaseId))
    .reduce((sum, part) => sum + part.rowCount, 0);
  return { sessions: stored.size, rows, failed: compared.failed };
}

/** What a job finds when it lays the settings beside what it published last. */
interface Comparison {
  /** Of the settings that were read. */
  readonly version: number;
  readonly changed: readonly Omit<PartToPublish, 'version'>[];
  /** Channel databases for which nothing changed since an earlier version. */
  readonly unchecked: readonly string[];
  /**
   * Something changed without a higher version, by what settings point to (a default customer) or by an import of
   * settings into the database: the new content needs a version of its own.
   */
  readonly unraised: boolean;
  readonly failed: number;
}

/* The version and all settings are of one snapshot, so a part is never newer or older than the version it carries. */
const oneSnapshot = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY';

async function compareWithSettings(
  headquarters: Headquarters,
  job: ConfigurationJob,
  channelDatabaseIds: readonly string[],
): Promise<Comparison> {
  return headquarters.database.transaction('compare configuration', async (tx: Tx) => {
    await tx.query(oneSnapshot);
    const version = (await readSettingsVersions(tx))[job];
    const built = await partBuilders[job](tx, channelDatabaseIds);
    const published = await publishedParts(tx, job, channelDatabaseIds);
    return compare(headquarters, job, { channelDatabaseIds, version, built, published });
  });
}

function compare(
  headquarters: Headquarters,
  job: ConfigurationJob,
  read: {
    readonly channelDatabaseIds: readonly string[];
    readonly version: number;
    readonly built: ReadonlyMap<string, unknown>;
    readonly published: ReadonlyMap<string, PublishedPart>;
  },
): Comparison {
  const changed: Omit<PartToPublish, 'version'>[] = [];
  const unchecked: string[] = [];
  let [failed, unraised] = [0, false];
  for (const channelDatabaseId of read.channelDatabaseIds) {
    const part = configurationPartSchemas[job].safeParse(read.built.get(channelDatabaseId));
    const before = read.published.get(channelDatabaseId);
    if (!part.success) {
      reportFailed(headquarters, job, channelDatabaseId, part.error);
      failed++;
    } else if (!before || !isDeepStrictEqual(before.part, part.data)) {
      changed.push(partToPublish(channelDatabaseId, part.data));
      unraised ||= before !== undefined && before.checkedVersion >= read.version;
    } else if (before.checkedVersion < read.version) unchecked.push(channelDatabaseId);
  }
  return { version: read.version, changed, unchecked, unraised, failed };
}

function partToPublish(channelDatabaseId: string, part: object): Omit<PartToPublish, 'version'> {
  const rowCount = Object.values(part).reduce<number>(
    (sum, value) => sum + (Array.isArray(value) ? value.length : 1),
    0,
  );
  return { channelDatabaseId, part, rowCount, byteCount: Buffer.byteLength(JSON.stringify(part)) };
}

function reportFailed(
  { seams }: Headquarters,
  job: ConfigurationJob,
  channelDatabaseId: string,
  error: unknown,
): ConfigurationPublication {
  seams.log.error({ job, channelDatabaseId, error: String(error) }, 'settings were not published; the others go on');
  return { ...nothingPublished, failed: 1 };
}

function added(one: ConfigurationPublication, other: ConfigurationPublication): ConfigurationPublication {
  return {
    sessions: one.sessions + other.sessions,
    rows: one.rows + other.rows,
    failed: one.failed + other.failed,
  };
}
