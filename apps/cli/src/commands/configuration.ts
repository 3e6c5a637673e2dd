import type { Language } from '@counterfoil/contracts/error-register';
import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { readConfigurationStatus, type ConfigurationStatusAnswer } from '../read-headquarters.ts';

const options = {
  ...headquartersOptions,
  'channel-database': { type: 'string' },
  job: { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface Asked {
  /** The word after the verb: a channel or a channel database. */
  readonly word: string;
  readonly channelDatabaseId: string | undefined;
  readonly job: string | undefined;
  readonly json: boolean;
}

type Verb = (context: CommandContext, client: Client, asked: Asked) => Promise<void>;

const verbs: Readonly<Record<string, Verb>> = { status, why, 'full-data-sync': fullDataSync };

/** `counterfoil configuration [status | why CHANNEL | full-data-sync DATABASE]` */
export const configurationCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 0, max: 2 });
  const [verb = 'status', word = ''] = positionals;
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw new UsageError(context.say('surplusWord', { command: 'configuration', word: verb }));
  if (verb === 'status' && word !== '') {
    throw new UsageError(context.say('surplusWord', { command: 'configuration', word }));
  }
  if (verb !== 'status' && word === '') throw new UsageError(context.say('missingWord', { command: 'configuration' }));
  const { 'channel-database': channelDatabaseId, job, json = false } = values;
  await withHeadquarters(context, values, (client) => act(context, client, { word, channelDatabaseId, job, json }));
  return 0;
};

async function status(context: CommandContext, client: Client, { json, ...filter }: Asked): Promise<void> {
  const { channelDatabaseId, job } = filter;
  const answer = await readConfigurationStatus(client, { channelDatabaseId, job });
  if (json) return context.print(JSON.stringify(answer));
  printStatus(context, answer);
}

function printStatus(
  { print, say, language }: CommandContext,
  { configurations, changes }: ConfigurationStatusAnswer,
): void {
  const heads = ['channelDatabase', 'job', 'versionSet', 'versionPublished', 'versionActing', 'onItsWay'] as const;
  const rows = configurations.map((line) => [
    line.channelDatabaseId,
    line.job,
    line.settingsVersion,
    line.publishedVersion,
    line.actingVersion,
    line.sentence[language],
  ]);
  for (const line of columns([heads.map((head) => say(head)), ...rows])) print(line);
  if (changes === null) return;
  print('');
  print(say('changedSince'));
  if (changes.length === 0) return print(`  ${say('none')}`);
  const lines = changes.map(({ version, changedAt, changedBy, setting }) => [version, changedAt, changedBy, setting]);
  for (const line of columns(lines)) print(`  ${line}`);
}

type Sentence = Readonly<Record<Language, string>>;

async function why({ print, language }: CommandContext, client: Client, { word, json }: Asked): Promise<void> {
  const path = `/channels/${encodeURIComponent(word)}/creation-mode`;
  const mode = await ask<{ sentence: Sentence; remainingCalls: Sentence[] }>(client, 'GET', path);
  if (json) return print(JSON.stringify(mode));
  for (const sentence of [mode.sentence, ...mode.remainingCalls]) print(sentence[language]);
}

async function fullDataSync(
  { print, say }: CommandContext,
  client: Client,
  { word: channel, job, json }: Asked,
): Promise<void> {
  const path = `/channel-databases/${encodeURIComponent(channel)}/full-data-sync`;
  const asked = job === undefined ? {} : { jobs: [job] };
  const answer = await ask<{ sessions: number; customers: boolean }>(client, 'POST', path, asked);
  print(json ? JSON.stringify(answer) : say('fullDataSyncAsked', { channel, count: answer.sessions }));
}
