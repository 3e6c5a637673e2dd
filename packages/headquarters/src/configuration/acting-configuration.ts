import type { AgreementRequest } from '@counterfoil/contracts/agreement';
import { configurationJobs, type ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';

const selectVersions = prepared(
  'select-published-versions',
  'SELECT job, version FROM published_configurations WHERE channel_database_id = $1',
);

/* What a version contained is known as long as it is the published one, or was reported while it was. */
const updateActing = prepared(
  'update-acting-versions',
  `UPDATE published_configurations AS published
   SET acting_version = reported.version::bigint, acting_since = $3,
     acting_part = CASE WHEN reported.version::bigint = published.version THEN published.part END
   FROM jsonb_each_text($2::jsonb) AS reported (job, version)
   WHERE published.channel_database_id = $1 AND published.job = reported.job
     AND published.acting_version <> reported.version::bigint`,
);

const endSessions = prepared(
  'end-configuration-sessions',
  `UPDATE download_sessions AS session
   SET state = 'applied', ended_at = $3, error = NULL
   FROM jsonb_each_text($2::jsonb) AS reported (job, version)
   WHERE session.channel_database_id = $1 AND session.job = reported.job AND session.state = 'available'
     AND session.configuration_version = reported.version::bigint`,
);

/**
 * Records which versions of its settings a channel database acts on, as it says itself, and ends the sessions that
 * carried them. Versions of another incarnation of headquarters are not ours and are not recorded. Answers the version
 * that is published to it.
 */
export async function recordActingConfiguration(
  { epoch, seams }: Headquarters,
  tx: Tx,
  channelDatabaseId: string,
  request: AgreementRequest,
): Promise<number> {
  const rows = await tx.query<{ job: ConfigurationJob; version: string }>(selectVersions, [channelDatabaseId]);
  const published = Object.fromEntries(rows.map((row) => [row.job, Number(row.version)]));
  const publishedVersion = configurationJobs.reduce((sum, job) => sum + (published[job] ?? 0), 0);
  const reported = reportedVersions(request, published, publishedVersion);
  if (reported && request.headquartersEpoch?.epochId === epoch.epochId) {
    const parameters = [channelDatabaseId, JSON.stringify(reported), seams.clock.now()];
    await tx.query(updateActing, parameters);
    await tx.query(endSessions, parameters);
  }
  return publishedVersion;
}

/** An older node tells only the sum; it says something when it is that of what is published. */
function reportedVersions(
  request: AgreementRequest,
  published: Readonly<Record<string, number>>,
  publishedVersion: number,
): Readonly<Record<string, number>> | null {
  if (request.configurationVersions) return request.configurationVersions;
  return request.configurationVersion === publishedVersion ? published : null;
}
