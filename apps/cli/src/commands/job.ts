import type { JobStatus } from '@counterfoil/batch/job-status';
import type { JobRun, RunResult } from '@counterfoil/batch/run-result';
import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { exitAttention, readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { readJobs } from '../read-headquarters.ts';

/** Most words after `job`: its verb, a name, and a recurrence, whose fields may stand apart. */
const wordCountMax = 8;

/** `counterfoil job list | run NAME | history NAME | recurrence NAME VALUE` */
export const jobCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, headquartersOptions, { min: 1, max: wordCountMax });
  const [verb = '', name = '', ...rest] = positionals;
  const needed = verb === 'list' ? 1 : verb === 'recurrence' ? 3 : 2;
  if (positionals.length < needed) throw new UsageError(context.say('missingWord', { command: 'job' }));
  if (verb !== 'recurrence' && positionals.length > needed) {
    throw new UsageError(context.say('surplusWord', { command: 'job', word: positionals[needed] ?? '' }));
  }
  const act = verbs[verb];
  if (!act) throw new UsageError(context.say('surplusWord', { command: 'job', word: verb }));
  return withHeadquarters(context, values, (client) => act(context, client, name, rest.join(' ')));
};

type Verb = (context: CommandContext, client: Client, name: string, recurrence: string) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { list, run, history, recurrence };

async function list({ print, say, language }: CommandContext, client: Client): Promise<number> {
  const heads = [say('job'), '', say('recurrence'), say('lastRun'), say('state'), say('warnings')];
  const rows = (await readJobs(client)).map((job) => rowOf(job, say('never'), language));
  for (const line of columns([heads, ...rows])) print(line);
  return 0;
}

function rowOf(job: JobStatus, never: string, language: 'en' | 'fr'): string[] {
  const { lastRun } = job;
  return [
    job.name,
    job.title[language],
    job.recurrence,
    lastRun?.startedAt ?? never,
    job.running ? 'running' : (lastRun?.state ?? ''),
    job.warnings.join(', '),
  ];
}

async function run({ print }: CommandContext, client: Client, name: string): Promise<number> {
  const path = `/batch-jobs/${encodeURIComponent(name)}/runs`;
  const result = await ask<RunResult>(client, 'POST', path, { wait: true });
  print([result.job, result.state, figuresText(result.result), result.error ?? ''].filter(Boolean).join('  '));
  return result.state === 'succeeded' ? 0 : exitAttention;
}

async function history({ print, say }: CommandContext, client: Client, name: string): Promise<number> {
  const path = `/batch-jobs/${encodeURIComponent(name)}/runs`;
  const { runs } = await ask<{ runs: JobRun[] }>(client, 'GET', path);
  const heads = [say('startedAt'), say('trigger'), say('state'), say('result'), say('reason')];
  const rows = runs.map((line) => [
    line.startedAt,
    line.trigger,
    line.state,
    figuresText(line.result),
    line.error ?? '',
  ]);
  for (const line of columns([heads, ...rows])) print(line);
  return 0;
}

async function recurrence(
  { print, say }: CommandContext,
  client: Client,
  name: string,
  value: string,
): Promise<number> {
  await ask(client, 'PUT', `/batch-jobs/${encodeURIComponent(name)}/recurrence`, { recurrence: value });
  print(say('recurrenceSet', { job: name, recurrence: value }));
  return 0;
}

function figuresText(figures: JobRun['result']): string {
  return Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}`)
    .join(', ');
}
