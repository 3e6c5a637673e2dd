import type { SettingEffect } from '@counterfoil/contracts/administration/settings';
import type { JobStatus } from '@counterfoil/batch/job-status';
import type { Tx } from '@counterfoil/database/database';
import { configurationStatus, type ConfigurationStatus } from '../configuration/configuration-status.ts';
import { keyOf, type AnySettingKind, type SettingReference, type SettingValue } from './setting-kind.ts';
import { channelDatabases, channels, kindsReferringTo, settingKindNamed } from './setting-kinds.ts';
import { findSetting, readSettings } from './setting-store.ts';

/** Settings that name the one asked for and are listed one by one, at most. */
const listedUserCountMax = 100;

/** What a job brings to every channel database, whoever names it. */
const kindsForEveryDatabase: ReadonlySet<string> = new Set([
  'legal-entities',
  'address-books',
  'personal-titles',
  'affiliations',
  'loyalty-programs',
  'customer-attributes',
  'attribute-groups',
  'commerce-parameters',
  'address-formats',
  'products',
  'scheduler-jobs',
  'scheduler-subjobs',
]);

/** A setting with its kind and key. */
interface Place {
  readonly kind: AnySettingKind;
  readonly key: readonly string[];
  readonly value: SettingValue;
}

/** Reads each kind once, however often it is asked for. */
type KindReader = (kind: AnySettingKind) => Promise<readonly Place[]>;

function kindReader(tx: Tx): KindReader {
  const read = new Map<string, Promise<readonly Place[]>>();
  return (kind) => {
    const known = read.get(kind.name);
    if (known) return known;
    const reading = readSettings(tx, kind).then((values) =>
      values.map((value) => ({ kind, key: keyOf(kind, value), value })),
    );
    read.set(kind.name, reading);
    return reading;
  };
}

/**
 * Whom a setting concerns, and how a change of it gets there: the settings that name it, the channels behind them, the
 * job that carries it, and which version of that job's settings each channel database acts on. Null when there is no such setting.
 */
export async function settingEffect(
  tx: Tx,
  kind: AnySettingKind,
  key: readonly string[],
  jobs: readonly JobStatus[],
): Promise<SettingEffect | null> {
  const value = await findSetting(tx, kind, key);
  if (!value) return null;
  const read = kindReader(tx);
  const start: Place = { kind, key, value };
  const users = await placesNaming(start, read);
  const reached = await reachedFrom(start, read);
  const concerned = await concernedChannels(reached, read);
  const job = jobs.find(({ name }) => name === kind.job);
  return {
    users: users.slice(0, listedUserCountMax).map((user) => userOf(user)),
    userCount: users.length,
    channels: concerned.map((channel) => ({
      channelId: channel.channelId,
      name: channel.name,
      channelType: channel.channelType,
    })),
    job: job ? carryingJobOf(job) : null,
    channelDatabases: await reachedDatabases(tx, kind, reached, concerned),
  };
}

function userOf({ kind, key }: Place): SettingEffect['users'][number] {
  return { kind: kind.name, title: { ...kind.title }, key: [...key] };
}

async function placesNaming(place: Place, read: KindReader): Promise<Place[]> {
  const wanted = placeText(place.kind.name, place.key);
  const names = ({ kind, key }: SettingReference): boolean => placeText(kind, key) === wanted;
  const candidates = await Promise.all(kindsReferringTo(place.kind).map((kind) => read(kind)));
  return candidates.flat().filter(({ kind, value }) => kind.references?.(value).some(names));
}

function placeText(kind: string, key: readonly string[]): string {
  return JSON.stringify([kind, ...key]);
}

/** The setting and all that name it, directly or not, up to channels: what names a channel tells it nothing. */
async function reachedFrom(start: Place, read: KindReader): Promise<Place[]> {
  const reached = new Map([[placeText(start.kind.name, start.key), start]]);
  const waiting = [start];
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    if (place.kind.name === channels.name) continue;
    for (const user of await placesNaming(place, read)) {
      const text = placeText(user.kind.name, user.key);
      if (reached.has(text)) continue;
      reached.set(text, user);
      waiting.push(user);
    }
  }
  return [...reached.values()];
}

type Channel = typeof channels.example;

/** The channels among what was reached, and those that are named by it: a register concerns the channel where it stands. */
async function concernedChannels(reached: readonly Place[], read: KindReader): Promise<Channel[]> {
  const ids = new Set(
    reached.flatMap(({ kind, key, value }) => [
      ...(kind.name === channels.name ? key : []),
      ...(kind.references?.(value) ?? []).filter((named) => named.kind === channels.name).flatMap((named) => named.key),
    ]),
  );
  const all = await read(settingKindNamed(channels.name));
  return all.map(({ value }) => value as unknown as Channel).filter(({ channelId }) => ids.has(channelId));
}

async function reachedDatabases(
  tx: Tx,
  { name, job }: AnySettingKind,
  reached: readonly Place[],
  concerned: readonly Channel[],
): Promise<SettingEffect['channelDatabases']> {
  if (job === null) return [];
  const ids = new Set<string | null>([
    ...concerned.map(({ channelDatabaseId }) => channelDatabaseId),
    ...reached.flatMap(({ kind, key }) => (kind.name === channelDatabases.name ? key : [])),
  ]);
  return (await configurationStatus(tx, { job }))
    .filter(({ channelDatabaseId }) => kindsForEveryDatabase.has(name) || ids.has(channelDatabaseId))
    .map(reachedDatabaseOf);
}

function reachedDatabaseOf(status: ConfigurationStatus): SettingEffect['channelDatabases'][number] {
  const { channelDatabaseId, name, served, onItsWay, actingSince, lastContactAt } = status;
  const { settingsVersion, publishedVersion, actingVersion } = status;
  const versions = { settingsVersion, publishedVersion, actingVersion };
  return { channelDatabaseId, name, served, ...versions, onItsWay, actingSince, lastContactAt };
}

function carryingJobOf({ name, title, recurrence, running, lastRun, nextRuns }: JobStatus): SettingEffect['job'] {
  return {
    name,
    title: { ...title },
    recurrence,
    running,
    lastRunAt: lastRun?.startedAt ?? null,
    lastRunFailed: lastRun?.state === 'failed' || lastRun?.state === 'interrupted',
    nextRunAt: nextRuns[0] ?? null,
  };
}
