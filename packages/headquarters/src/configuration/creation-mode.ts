import type { ConfigurationPart } from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { featureSentences, modeSentence, type CreationMode } from './creation-mode-sentences.ts';
import { configurationSentence, type Sentence, type SentenceFacts } from './configuration-sentences.ts';
import { configurationStatus, type ConfigurationStatus } from './configuration-status.ts';
import { enabledFeatures } from '../features/feature-states.ts';
import { channels, functionalityProfiles } from '../settings/setting-kinds.ts';
import { findSetting } from '../settings/setting-store.ts';

/** Why a channel calls the Real-time Service or doesn't (LK-28). */
export interface ChannelCreationMode {
  readonly channelId: string;
  readonly name: string;
  readonly channelType: 'store' | 'online' | 'callCenter';
  readonly functionalityProfileId: string | null;
  /** By the settings of headquarters; null where no functionality profile says it. */
  readonly settings: CreationMode | null;
  /** By what job 1070 published. */
  readonly published: CreationMode | null;
  /** By what the channel acts on; null as long as it has not said so. */
  readonly acting: CreationMode | null;
  readonly settingsVersion: number;
  readonly publishedVersion: number;
  readonly actingVersion: number;
  readonly onItsWay: ConfigurationStatus['onItsWay'];
  /** Whether creating a customer calls the Real-time Service now; null when it is not known. */
  readonly callsRealTimeService: boolean | null;
  readonly sentence: Sentence;
  /** Calls that remain in spite of asynchronous creation, each with its reason. */
  readonly remainingCalls: readonly Sentence[];
}

const selectParts = prepared(
  'select-parts-acted-on',
  'SELECT job, part, acting_part FROM published_configurations WHERE channel_database_id = $1 AND job = ANY ($2::text[])',
);

interface Parts {
  readonly published: ConfigurationPart<'1070'> | null;
  readonly acting: ConfigurationPart<'1070'> | null;
  readonly actingFeatures: readonly string[] | null;
}

/**
 * Answers "why does it still call the Real-time Service?" for one channel, from the settings, from what is published
 * and from what the channel itself acts on. Error: `channel_unknown`.
 */
export async function creationMode(
  tx: Tx,
  channelId: string,
  factsOf: (job: string) => SentenceFacts,
): Promise<ChannelCreationMode> {
  const channel = await findSetting(tx, channels, [channelId]);
  if (!channel) throw refuse('channel_unknown', '', { value: channelId });
  const { name, channelType, functionalityProfileId, channelDatabaseId } = channel;
  const about = { channelId, name, channelType, functionalityProfileId };
  if (channelDatabaseId === null) return { ...about, ...atHeadquarters };
  const profile = functionalityProfileId && (await findSetting(tx, functionalityProfiles, [functionalityProfileId]));
  const parts = await partsOf(tx, channelDatabaseId);
  const lines = await configurationStatus(tx, { channelDatabaseId });
  const way = lineOf(lines, '1070');
  const modes = {
    settings: profile ? modeOf(profile.createCustomerInAsyncMode) : null,
    published: modeIn(parts.published, channelId),
    acting: modeIn(parts.acting, channelId),
  };
  const sentence = modeSentence({ ...about, ...modes }, configurationSentence(way, factsOf('1070')));
  const { settingsVersion, publishedVersion, actingVersion, onItsWay } = way;
  return {
    ...about,
    ...modes,
    settingsVersion,
    publishedVersion,
    actingVersion,
    onItsWay,
    callsRealTimeService: modes.acting === null ? null : modes.acting === 'sync',
    sentence,
    remainingCalls:
      modes.acting === 'async'
        ? featureSentences(
            await enabledFeatures(tx),
            parts.actingFeatures ?? [],
            configurationSentence(lineOf(lines, '1110'), factsOf('1110')),
          )
        : [],
  };
}

/** A call center creates its customers where they are decided. */
const atHeadquarters = {
  settings: null,
  published: null,
  acting: null,
  settingsVersion: 0,
  publishedVersion: 0,
  actingVersion: 0,
  onItsWay: 'none',
  callsRealTimeService: false,
  sentence: {
    en: 'A call center creates customers at headquarters itself; it calls no Real-time Service.',
    fr: "Un centre d'appels crée ses clients au siège même ; il n'appelle pas le Real-time Service.",
  },
  remainingCalls: [],
} as const;

async function partsOf(tx: Tx, channelDatabaseId: string): Promise<Parts> {
  const rows = await tx.query<{ job: string; part: unknown; acting_part: unknown }>(selectParts, [
    channelDatabaseId,
    ['1070', '1110'],
  ]);
  const row = rows.find(({ job }) => job === '1070');
  const global = rows.find(({ job }) => job === '1110')?.acting_part as ConfigurationPart<'1110'> | null | undefined;
  // Only parts of their schema are ever published.
  return {
    published: (row?.part as ConfigurationPart<'1070'> | undefined) ?? null,
    acting: (row?.acting_part as ConfigurationPart<'1070'> | null | undefined) ?? null,
    actingFeatures: global?.features ?? null,
  };
}

function lineOf(lines: readonly ConfigurationStatus[], job: string): ConfigurationStatus {
  const line = lines.find((candidate) => candidate.job === job);
  if (!line) throw new Error(`the configuration status has no line for job ${job}`);
  return line;
}

function modeOf(createCustomerInAsyncMode: boolean): CreationMode {
  return createCustomerInAsyncMode ? 'async' : 'sync';
}

function modeIn(part: ConfigurationPart<'1070'> | null, channelId: string): CreationMode | null {
  const channel = part?.channels.find((candidate) => candidate.channelId === channelId);
  return channel ? modeOf(channel.createCustomerInAsyncMode) : null;
}
