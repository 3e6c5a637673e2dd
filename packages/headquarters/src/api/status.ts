import type { JobWarning } from '@counterfoil/batch/job-status';
import type { Language } from '@counterfoil/contracts/error-register';
import { epochSchema, feedPositionSchema } from '@counterfoil/contracts/exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { headquartersStatus } from '../headquarters-status.ts';
import { numberSequenceWarnings } from '../numbers/number-sequences.ts';
import { readers, type HeadquartersApi } from './headquarters-api.ts';
import { sequenceWarning } from './number-sequences.ts';

const jobWarningSchema = z.strictObject({
  job: z.string(),
  warning: z.enum(['missing', 'off', 'withheld', 'failing', 'late']),
  /** The sentence in the caller's language. */
  message: z.string(),
});

const statusSchema = z.strictObject({
  epoch: epochSchema,
  customers: z.number().int(),
  staged: z.strictObject({
    uploaded: z.number().int(),
    completed: z.number().int(),
    refused: z.number().int(),
    failed: z.number().int(),
  }),
  feedHead: feedPositionSchema.nullable(),
  configurationVersion: z.number().int(),
  suspendedDownloadSessions: z.number().int(),
  jobWarnings: z.array(jobWarningSchema),
  numberSequenceWarnings: z.array(
    z.strictObject({
      numberSequenceId: z.string(),
      state: z.enum(['nearExhaustion', 'exhausted']),
      remainingCount: z.number().int(),
      message: z.string(),
    }),
  ),
});

const sentences: Readonly<Record<JobWarning, Readonly<Record<Language, string>>>> = {
  missing: {
    en: 'must be scheduled whatever the mode, and has no recurrence',
    fr: "doit être planifiée quel que soit le mode, et n'a pas de récurrence",
  },
  off: {
    en: 'must be scheduled whatever the mode, and is switched off',
    fr: 'doit être planifiée quel que soit le mode, et est désactivée',
  },
  withheld: { en: 'is withheld: nobody can start it', fr: 'est retenue : personne ne peut la lancer' },
  failing: { en: 'failed in its last run', fr: 'a échoué lors de sa dernière exécution' },
  late: { en: 'should have run by now', fr: 'aurait déjà dû être exécutée' },
};

/** `GET /status` */
export const getHeadquartersStatus = ({ headquarters, batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getHeadquartersStatus',
      method: 'GET',
      path: '/status',
      summary: 'Where headquarters stands',
      description: 'Exact counts of customers and staged operations, the change feed, and warnings of the jobs.',
      request: {},
      response: { 200: statusSchema },
      errors: [],
      examples: {
        response: {
          epoch: { number: 1, epochId: '01890000-0000-7000-8000-000000000004' },
          customers: 1_204,
          staged: { uploaded: 3, completed: 1_400, refused: 2, failed: 1 },
          feedHead: { epochNumber: 1, xid: '812', n: '1402', changeId: '01890000-0000-7000-8000-000000000003' },
          configurationVersion: 7,
          suspendedDownloadSessions: 0,
          jobWarnings: [{ job: '1010', warning: 'off', message: `1010: ${sentences.off.en}.` }],
          numberSequenceWarnings: [],
        },
      },
    }),
    async ({ language }) => {
      const jobs = await batchJobs.list();
      const jobWarnings = jobs.flatMap(({ name, title, warnings }) =>
        warnings.map((warning) => ({
          job: name,
          warning,
          message: `${title[language]}${colon[language]} ${sentences[warning][language]}.`,
        })),
      );
      const { epoch, database } = headquarters;
      const sequenceWarnings = await warningsOfSequences(database, language);
      const status = await headquartersStatus(database);
      return { status: 200, body: { epoch, ...status, jobWarnings, numberSequenceWarnings: sequenceWarnings } };
    },
  );

async function warningsOfSequences(
  database: HeadquartersApi['headquarters']['database'],
  language: Language,
): Promise<z.infer<typeof statusSchema>['numberSequenceWarnings']> {
  const sequences = await numberSequenceWarnings(database);
  return sequences.flatMap((sequence) => {
    const { numberSequenceId, state, remainingCount } = sequence;
    const message = sequenceWarning(sequence, language);
    return state === 'ok' || message === null ? [] : [{ numberSequenceId, state, remainingCount, message }];
  });
}

/** French sets a space before a colon. */
const colon: Readonly<Record<Language, string>> = { en: ':', fr: ' :' };
