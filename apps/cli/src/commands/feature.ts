import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

/** Most words after `feature`: its verb, and every feature. */
const wordCountMax = 60;

/** A feature as headquarters tells of it, in the language of whoever asks. */
interface ListedFeature {
  readonly featureId: string;
  readonly name: string;
  readonly version: string;
  readonly stage: string;
  readonly state: string;
  /** ISO 8601. */
  readonly since: string | null;
  readonly changedBy: string | null;
  readonly scheduledFor: string | null;
  readonly waitingReason: string | null;
}

/** `counterfoil feature list | enable FEATURE… | disable FEATURE… | schedule FEATURE DATE` */
export const featureCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, headquartersOptions, { min: 1, max: wordCountMax });
  const [verb = '', ...words] = positionals;
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!known) throw new UsageError(context.say('surplusWord', { command: 'feature', word: verb }));
  const { act, min, max } = known;
  if (words.length < min) throw new UsageError(context.say('missingWord', { command: 'feature' }));
  const surplus = words[max];
  if (surplus !== undefined) throw new UsageError(context.say('surplusWord', { command: 'feature', word: surplus }));
  return withHeadquarters(context, values, (client) => act(context, client, words));
};

type Act = (context: CommandContext, client: Client, words: readonly string[]) => Promise<number>;

/** What a verb does, and how many words it takes. */
interface Verb {
  readonly act: Act;
  readonly min: number;
  readonly max: number;
}

const verbs: Readonly<Record<string, Verb>> = {
  list: { act: list, min: 0, max: 0 },
  enable: { act: enable, min: 1, max: wordCountMax },
  disable: { act: disable, min: 1, max: wordCountMax },
  schedule: { act: schedule, min: 2, max: 2 },
};

async function list({ print, say }: CommandContext, client: Client): Promise<number> {
  const { features } = await ask<{ features: ListedFeature[] }>(client, 'GET', '/features');
  const heads = [
    say('feature'),
    '',
    say('release'),
    say('stage'),
    say('state'),
    say('since'),
    say('by'),
    say('reason'),
  ];
  const rows = features.map((feature) => [
    feature.featureId,
    feature.name,
    feature.version,
    feature.stage,
    feature.state,
    feature.scheduledFor ?? feature.since ?? '',
    feature.changedBy ?? '',
    feature.waitingReason ?? '',
  ]);
  for (const line of columns([heads, ...rows])) print(line);
  return 0;
}

async function enable({ print, say }: CommandContext, client: Client, words: readonly string[]): Promise<number> {
  await ask(client, 'POST', '/features/enable', { features: words });
  print(say('featuresEnabled', { features: words.join(', ') }));
  return 0;
}

async function disable({ print, say }: CommandContext, client: Client, words: readonly string[]): Promise<number> {
  await ask(client, 'POST', '/features/disable', { features: words });
  print(say('featuresDisabled', { features: words.join(', ') }));
  return 0;
}

async function schedule({ print, say }: CommandContext, client: Client, words: readonly string[]): Promise<number> {
  const [featureId = '', day = ''] = words;
  const path = `/features/${encodeURIComponent(featureId)}`;
  await ask(client, 'PUT', path, { state: 'scheduled', scheduledFor: day });
  print(say('featureScheduled', { feature: featureId, day }));
  return 0;
}
