import {
  configurationStatusAnswerSchema,
  placesOnTheWay,
} from '@counterfoil/contracts/administration/configuration-status';
import { configurationJobs } from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { configurationSentence, type SentenceFacts } from '../configuration/configuration-sentences.ts';
import {
  changesSince,
  configurationStatus,
  type ConfigurationStatus,
  type UnappliedChange,
} from '../configuration/configuration-status.ts';
import { creationMode } from '../configuration/creation-mode.ts';
import { fullDataSync } from '../exchange/full-data-sync.ts';
import { readers, setupWriters, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const jobSchema = z.enum(configurationJobs);
const versionSchema = z.number().int().nonnegative();
const sentenceSchema = z.strictObject({ en: z.string(), fr: z.string() });

/** `GET /configuration-status` */
export const listConfigurationStatus = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listConfigurationStatus',
      method: 'GET',
      path: '/configuration-status',
      summary: 'Which version of the settings acts where',
      description:
        'Per channel database and job: the version of the settings, the one published, the one acted on, and what is ' +
        'still on its way. With both a channel database and a job, also what changed since the version acted on.',
      request: {
        query: z.strictObject({ channelDatabaseId: identifierSchema.optional(), job: jobSchema.optional() }),
      },
      response: { 200: configurationStatusAnswerSchema },
      errors: ['channel_database_unknown'],
      examples: {
        response: {
          configurations: [
            {
              channelDatabaseId: 'houston',
              name: 'Houston',
              job: '1070',
              settingsVersion: 5,
              publishedVersion: 4,
              actingVersion: 4,
              changedAt: '2026-03-01T10:00:00.000Z',
              publishedAt: '2026-02-28T10:00:00.000Z',
              actingSince: '2026-02-28T10:00:01.000Z',
              lastContactAt: '2026-03-01T10:00:05.000Z',
              served: true,
              onItsWay: 'notPublished',
              sentence: {
                en: 'Version 5 waits at headquarters: job 1070 is off. Run it: counterfoil job run 1070',
                fr: 'La version 5 attend au siège : la tâche 1070 est désactivée. Lancez-la : counterfoil job run 1070',
              },
            },
          ],
          changes: [
            {
              version: 5,
              setting: 'functionality profile POS-SYNC',
              changedBy: 'Simone',
              changedAt: '2026-03-01T10:00:00.000Z',
            },
          ],
        },
      },
    }),
    async ({ query }) => {
      const { database } = api.headquarters;
      const lines = await configurationStatus(database, query);
      if (lines.length === 0 && query.channelDatabaseId !== undefined) {
        throw refuse('channel_database_unknown', '', { value: query.channelDatabaseId });
      }
      const factsOf = await sentenceFacts(api);
      const configurations = lines.map((line) => ({
        ...line,
        sentence: configurationSentence(line, factsOf(line.job)),
      }));
      return { status: 200, body: { configurations, changes: await changesOf(api, lines, query) } };
    },
  );

async function changesOf(
  { headquarters }: HeadquartersApi,
  lines: readonly ConfigurationStatus[],
  asked: { readonly channelDatabaseId?: string | undefined; readonly job?: string | undefined },
): Promise<UnappliedChange[] | null> {
  const [line] = lines;
  if (asked.channelDatabaseId === undefined || asked.job === undefined || !line) return null;
  return changesSince(headquarters.database, line.job, line.actingVersion);
}

/** What the sentences need to know of the jobs, and the time. */
async function sentenceFacts({ batchJobs, headquarters }: HeadquartersApi): Promise<(job: string) => SentenceFacts> {
  const recurrences = new Map((await batchJobs.list()).map((job) => [job.name, job.recurrence]));
  const now = headquarters.seams.clock.now();
  return (job) => ({ recurrence: recurrences.get(job), now });
}

const modeSchema = z.enum(['sync', 'async']).nullable();

const creationModeSchema = z.strictObject({
  channelId: z.string(),
  name: z.string(),
  channelType: z.enum(['store', 'online', 'callCenter']),
  functionalityProfileId: z.string().nullable(),
  settings: modeSchema,
  published: modeSchema,
  acting: modeSchema,
  settingsVersion: versionSchema,
  publishedVersion: versionSchema,
  actingVersion: versionSchema,
  onItsWay: z.enum(placesOnTheWay),
  callsRealTimeService: z.boolean().nullable(),
  sentence: sentenceSchema,
  remainingCalls: z.array(sentenceSchema),
});

/** `GET /channels/{channelId}/creation-mode` */
export const getChannelCreationMode = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getChannelCreationMode',
      method: 'GET',
      path: '/channels/:channelId/creation-mode',
      summary: 'Why does it still call the Real-time Service?',
      description:
        'What the settings say, what is published, what the channel acts on, and one sentence about why they differ and ' +
        'what to do. Version numbers are those of job 1070.',
      request: { params: z.strictObject({ channelId: identifierSchema }) },
      response: { 200: creationModeSchema },
      errors: ['channel_unknown'],
      examples: {
        response: {
          channelId: 'HOUSTON',
          name: 'Houston',
          channelType: 'store',
          functionalityProfileId: 'POS-SYNC',
          settings: 'async',
          published: 'sync',
          acting: 'sync',
          settingsVersion: 5,
          publishedVersion: 4,
          actingVersion: 4,
          onItsWay: 'notPublished',
          callsRealTimeService: true,
          sentence: {
            en:
              '"Create customer in async mode" is Yes in the functionality profile POS-SYNC, but Houston still acts on ' +
              'No. Version 5 waits at headquarters: job 1070 is off. Run it: counterfoil job run 1070',
            fr:
              '« Créer le client en mode asynchrone » vaut Oui dans le profil de fonctionnalité POS-SYNC, mais Houston ' +
              'applique encore Non. La version 5 attend au siège : la tâche 1070 est désactivée. Lancez-la : ' +
              'counterfoil job run 1070',
          },
          remainingCalls: [],
        },
      },
    }),
    async ({ params }) => {
      const mode = await creationMode(api.headquarters.database, params.channelId, await sentenceFacts(api));
      return { status: 200, body: { ...mode, remainingCalls: [...mode.remainingCalls] } };
    },
  );

/** `POST /channel-databases/{channelDatabaseId}/full-data-sync` */
export const requestFullDataSync = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'requestFullDataSync',
      method: 'POST',
      path: '/channel-databases/:channelDatabaseId/full-data-sync',
      summary: 'Full data sync',
      description:
        'Publishes all settings of the jobs to the channel database anew; with 1010 it downloads all customers again. ' +
        'A single occurrence: it has no recurrence.',
      request: {
        params: z.strictObject({ channelDatabaseId: identifierSchema }),
        body: z.strictObject({ jobs: z.array(jobSchema).min(1).max(configurationJobs.length).optional() }),
      },
      response: { 202: z.strictObject({ sessions: z.number().int(), customers: z.boolean() }) },
      errors: ['channel_database_unknown'],
      examples: { request: { jobs: ['1010', '1070'] }, response: { sessions: 2, customers: true } },
    }),
    async ({ params, body, caller }) => {
      const jobs = body.jobs && [...new Set(body.jobs)];
      return {
        status: 202,
        body: { ...(await fullDataSync(headquarters, params.channelDatabaseId, caller.subject, jobs)) },
      };
    },
  );
