import {
  emptyConfiguration,
  type ChannelConfiguration,
  type ChannelSettings,
} from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Seams } from '@counterfoil/platform/seams';
import { insertFirstDevice, readDevice } from './device.ts';
import type { LocalDatabase, LocalTx } from './local-database.ts';
import { migrateOffline } from './offline-schema.ts';
import { renewSearchKeys } from './search/renew-search-keys.ts';

/** A till's engine: its offline database, and the settings that it acts on. */
export interface Till {
  readonly registerId: string;
  readonly database: LocalDatabase;
  readonly seams: Seams;
  readonly limits: TillLimits;
  /** The settings of the scale unit as last received; version 0 before the first contact. */
  configuration: ChannelConfiguration;
}

/** Bounds of a till's work. */
export interface TillLimits {
  /** Entries in one exchange. */
  readonly entryCountMax: number;
  /** Characters of entries in one exchange. */
  readonly entryTextLengthMax: number;
  /** Decided entries are kept this long, so that a restored scale unit can be offered them again (R11), in ms. */
  readonly backupHorizonMs: number;
}

const dayMs = 24 * 60 * 60 * 1_000;

export const defaultTillLimits: TillLimits = {
  entryCountMax: 100,
  entryTextLengthMax: 1024 * 1024,
  backupHorizonMs: 35 * dayMs,
};

/**
 * Opens the engine on its offline database. An empty one begins an incarnation of its own, so that a till whose storage
 * was lost never uses an identifier again (R12).
 */
export async function openTill(options: {
  registerId: string;
  database: LocalDatabase;
  seams: Seams;
  limits?: Partial<TillLimits>;
}): Promise<Till> {
  const { registerId, database, seams } = options;
  await migrateOffline(database);
  const configuration = await storedConfiguration(database);
  await database.transaction('open offline database', async (tx) => {
    const device = await readDevice(tx);
    if (!device) await insertFirstDevice(tx, seams.ids, registerId);
    else if (device.registerId !== registerId) throw new Error('the offline database is that of another register');
    await renewSearchKeys(tx, configuration);
  });
  return { registerId, database, seams, limits: { ...defaultTillLimits, ...options.limits }, configuration };
}

async function storedConfiguration(tx: Pick<LocalTx, 'all'>): Promise<ChannelConfiguration> {
  const [row] = await tx.all<{ document: string }>('SELECT document FROM configuration');
  return row ? (JSON.parse(row.document) as ChannelConfiguration) : emptyConfiguration('');
}

/** Keeps the settings, also for a start without the scale unit. */
export async function storeConfiguration(tx: LocalTx, configuration: ChannelConfiguration): Promise<void> {
  await renewSearchKeys(tx, configuration);
  await tx.run(
    `INSERT INTO configuration (only_row, version, document) VALUES (1, ?, ?)
     ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, document = excluded.document`,
    [configuration.version, JSON.stringify(configuration)],
  );
}

/** The settings of the channel at which this register stands. Error: `offline_database_not_ready`. */
export function ownChannel({ configuration, registerId }: Till): ChannelSettings {
  const register = configuration.registers.find((candidate) => candidate.registerId === registerId);
  const settings = configuration.channels.find((channel) => channel.channelId === register?.channelId);
  if (!settings) throw refuse('offline_database_not_ready');
  return settings;
}
