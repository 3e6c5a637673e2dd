import type { BatchJobs } from '@counterfoil/batch/batch-jobs';
import type { JobStatus } from '@counterfoil/batch/job-status';
import type {
  PreviewedChannel,
  PreviewNote,
  SwitchPreviewAnswer,
  WantedModes,
} from '@counterfoil/contracts/administration/switch-preview';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';
import { enabledFeatures } from '../features/feature-states.ts';
import type { Headquarters } from '../headquarters.ts';
import type { FunctionalityProfile } from '../settings/functionality-profiles.ts';
import { functionalityProfiles } from '../settings/setting-kinds.ts';
import { findSetting } from '../settings/setting-store.ts';
import { awayAfterMs, configurationSentence, type Sentence } from './configuration-sentences.ts';
import { configurationStatus, type ConfigurationStatus } from './configuration-status.ts';
import { channelsOfProfile, creationFigures, noFigures, type ChannelStanding } from './switch-figures.ts';
import { awayNote, effectOf, featureNotes, jobNotes, lockedFieldsNote, returnNote } from './switch-sentences.ts';

/** How far back the figures reach, in milliseconds. */
const figuresSpanMs = 7 * 24 * 60 * 60_000;

const modeOptions = [
  'createCustomerInAsyncMode',
  'createCustomerOrderInAsyncMode',
  'createCustomerOrderWithAsyncFallback',
] as const;

const carryingJob = '1070';

/**
 * What a change of the modes of a functionality profile will do, and for whom, before anybody makes it (BX-14).
 * Error: `functionality_profile_unknown`.
 */
export async function switchPreview(
  { database, seams }: Headquarters,
  batchJobs: Pick<BatchJobs, 'list'>,
  functionalityProfileId: string,
  wanted: WantedModes,
): Promise<SwitchPreviewAnswer> {
  const profile = await findSetting(database, functionalityProfiles, [functionalityProfileId]);
  if (!profile) throw refuse('functionality_profile_unknown', '', { value: functionalityProfileId });
  const now = seams.clock.now();
  const since = new Date(now.getTime() - figuresSpanMs);
  const jobs = await batchJobs.list();
  const job = jobs.find(({ name }) => name === carryingJob);
  const channels = await previewedChannels(database, profile, { job, now, since });
  return {
    functionalityProfileId,
    name: profile.name,
    changes: changesOf(profile, wanted),
    channels,
    notes: notesOf(profile, wanted, { channels, jobs, features: await enabledFeatures(database) }),
    job: {
      name: carryingJob,
      recurrence: job?.recurrence ?? 'off',
      lastRunAt: job?.lastRun?.startedAt ?? null,
      nextRunAt: job?.nextRuns[0] ?? null,
    },
    figuresSince: since.toISOString(),
    isEverywhere: channels.every(
      ({ acting, channelDatabaseId }) =>
        channelDatabaseId === null || acting === modeOf(profile.createCustomerInAsyncMode),
    ),
  };
}

function changesOf(profile: FunctionalityProfile, wanted: WantedModes): SwitchPreviewAnswer['changes'] {
  return modeOptions.map((option) => {
    const now = profile[option];
    const next = wanted[option] ?? now;
    return { option, now, wanted: next, effect: effectOf(option, next) };
  });
}

interface Times {
  readonly job: JobStatus | undefined;
  readonly now: Date;
  readonly since: Date;
}

async function previewedChannels(tx: Tx, profile: FunctionalityProfile, times: Times): Promise<PreviewedChannel[]> {
  const standing = await channelsOfProfile(tx, profile.functionalityProfileId);
  const ids = standing.map(({ channelId }) => channelId);
  const figures = await creationFigures(tx, ids, times.since);
  const lines = await configurationStatus(tx, { job: carryingJob });
  const ways = new Map(lines.map((line) => [line.channelDatabaseId, line]));
  return standing.map((channel) => ({
    ...previewedChannel(channel, ways.get(channel.channelDatabaseId ?? ''), times),
    figures: figures.get(channel.channelId) ?? noFigures,
  }));
}

/** A call center creates its customers at headquarters itself. */
const atHeadquarters: Sentence = {
  en: 'Works at headquarters itself: the modes do not concern it.',
  fr: 'Travaille au siège même : les modes ne le concernent pas.',
};

function previewedChannel(
  { isAsync, ...channel }: ChannelStanding,
  line: ConfigurationStatus | undefined,
  { job, now }: Times,
): Omit<PreviewedChannel, 'figures'> {
  const { lastContactAt } = channel;
  return {
    ...channel,
    isConnected: lastContactAt !== null && now.getTime() - Date.parse(lastContactAt) <= awayAfterMs,
    acting: isAsync === null ? null : modeOf(isAsync),
    settingsVersion: line?.settingsVersion ?? 0,
    publishedVersion: line?.publishedVersion ?? 0,
    actingVersion: line?.actingVersion ?? 0,
    way: line ? configurationSentence(line, { recurrence: job?.recurrence, now }) : atHeadquarters,
  };
}

interface NoteFacts {
  readonly channels: readonly PreviewedChannel[];
  readonly jobs: readonly JobStatus[];
  readonly features: readonly string[];
}

function notesOf(profile: FunctionalityProfile, wanted: WantedModes, facts: NoteFacts): PreviewNote[] {
  const { channels, jobs, features } = facts;
  const isAsync = wanted.createCustomerInAsyncMode ?? profile.createCustomerInAsyncMode;
  const pendingCount = channels.reduce((sum, { figures }) => sum + figures.pending, 0);
  const away = channels.filter(({ isConnected, channelDatabaseId }) => channelDatabaseId !== null && !isConnected);
  const note = awayNote(away.map(({ name }) => name));
  return [
    ...jobNotes(jobs.filter(({ required }) => required)),
    ...(isAsync ? featureNotes(features) : [returnNote(pendingCount)]),
    ...(isAsync && profile.lockedFieldsForAsyncCustomers ? [lockedFieldsNote()] : []),
    ...(note ? [note] : []),
  ];
}

function modeOf(isAsync: boolean): 'sync' | 'async' {
  return isAsync ? 'async' : 'sync';
}
