import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { ExcludablePart, OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';

/** What the thread that writes a snapshot is told. */
export interface SnapshotOrder {
  readonly databaseUrl: string;
  readonly epochNumber: number;
  /** Written by the thread; empty and open. The thread takes its name away before a customer is in it. */
  readonly file: string;
  /** Missing in every customer of the file, as in every exchange (LK-23). */
  readonly excludedParts: readonly ExcludablePart[];
  readonly legalEntities: ChannelConfiguration['legalEntities'];
}

/** What the thread tells of the file; null: an older transaction still ran, and the place in the feed wasn't certain. */
export type WrittenSnapshot = Omit<OfflineSnapshot, 'channelEpoch'> | null;
