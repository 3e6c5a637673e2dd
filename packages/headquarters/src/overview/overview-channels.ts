import type { OverviewChannel } from '@counterfoil/contracts/administration/overview';
import type { ConfigurationStatus } from '../configuration/configuration-status.ts';
import type { ListedChannelDatabase } from '../exchange/channel-database-list.ts';
import type { KeptReport } from '../exchange/scale-unit-reports.ts';
import { connectedWithinMs } from '../live-changes/read-fingerprints.ts';
import type { OverviewFacts } from './overview-facts.ts';
import { unpackedCountMax, type WayBack } from './read-way-back.ts';

/** A till with an offline database exchanges every few seconds; after so long it counts as silent, in milliseconds. */
export const tillSilentAfterMs = 5 * 60_000;

/** Every channel database as the overview lists it. */
export function overviewChannels(facts: OverviewFacts): OverviewChannel[] {
  const { doctor, databases, reports, wayBack, activeTills } = facts;
  const reportOf = new Map(reports.map((report) => [report.channelDatabaseId, report]));
  const waitingFor = new Map(wayBack.map((one) => [one.channelDatabaseId, one]));
  const configurations = Map.groupBy(doctor.configurations, ({ channelDatabaseId }) => channelDatabaseId);
  return databases.map((database) => {
    const id = database.channelDatabaseId;
    const report = reportOf.get(id);
    return {
      ...identityOf(database, doctor.now),
      configuration: (configurations.get(id) ?? []).map(configurationOf),
      tills: tillsOf(report, activeTills.get(id) ?? 0),
      outboxCount: report?.outbox.undelivered ?? 0,
      toldAt: report?.receivedAt ?? null,
      ...downloadsOf(waitingFor.get(id)),
    };
  });
}

type Identity = Pick<
  OverviewChannel,
  'channelDatabaseId' | 'name' | 'channelIds' | 'isRegistered' | 'isConnected' | 'lastContactAt' | 'epochNumber'
>;

function identityOf(database: ListedChannelDatabase, now: Date): Identity {
  const { channelDatabaseId, name, channelIds, registered, lastContactAt, channelEpochNumber } = database;
  const silentMs = lastContactAt === null ? Infinity : now.getTime() - Date.parse(lastContactAt);
  return {
    channelDatabaseId,
    name,
    channelIds,
    isRegistered: registered,
    isConnected: silentMs < connectedWithinMs,
    lastContactAt,
    epochNumber: channelEpochNumber,
  };
}

function configurationOf(line: ConfigurationStatus): OverviewChannel['configuration'][number] {
  const { job, actingVersion, publishedVersion, onItsWay } = line;
  return { job, actingVersion, publishedVersion, isNewest: onItsWay === 'none' };
}

function tillsOf(report: KeptReport | undefined, activeCount: number): OverviewChannel['tills'] {
  const tills = report?.registers ?? [];
  const isSilent = (lastExchangeAt: string | null): boolean =>
    lastExchangeAt !== null && Date.parse(report?.reportedAt ?? '') - Date.parse(lastExchangeAt) > tillSilentAfterMs;
  return {
    activeCount,
    silentCount: tills.filter(({ lastExchangeAt }) => isSilent(lastExchangeAt)).length,
    waitingCount: tills.reduce((sum, { undelivered }) => sum + undelivered, 0),
  };
}

function downloadsOf(waiting: WayBack | undefined): Pick<OverviewChannel, 'downloadCount' | 'isDownloadAtLeast'> {
  const { packedCount = 0, unpackedCount = 0 } = waiting ?? {};
  return { downloadCount: packedCount + unpackedCount, isDownloadAtLeast: unpackedCount >= unpackedCountMax };
}
