import type { Problem } from '@counterfoil/contracts/customer-operation';
import { translatedSchema } from '@counterfoil/contracts/translated';
import { z } from 'zod';
import { defineSettingKind, type Translated } from '../setting-kind.ts';
import { findSetting } from '../setting-store.ts';
import { duplicates, idSchema, idsSchema, nameSchema, references } from './shapes.ts';

/** The table that customers, staff and other parties share. */
export const partyTable = 'DIRPARTYTABLE';

const partyAdvice: Translated = {
  en:
    'Do not exclude DIRPARTYTABLE from offline databases: three jobs feed it, and staff are kept there too, who could ' +
    'no longer sign in at tills that are offline.',
  fr:
    "N'excluez pas DIRPARTYTABLE des bases hors connexion : trois tâches l'alimentent, et le personnel s'y trouve " +
    'aussi ; il ne pourrait plus se connecter aux caisses hors connexion.',
};

/** Tables that jobs carry. */
export const schedulerSubjobs = defineSettingKind({
  name: 'scheduler-subjobs',
  title: { en: 'scheduler subjob', fr: 'sous-tâche du planificateur' },
  description:
    'One table each. *Exclude from offline databases* keeps the table out of offline databases, whichever job carries it.',
  key: ['schedulerSubjobId'],
  schema: z.strictObject({
    schedulerSubjobId: idSchema,
    /** *Exclude from offline databases*. */
    excludeFromOfflineDatabases: z.boolean(),
  }),
  storage: { documents: true },
  job: '1070',
  example: { schedulerSubjobId: 'CUSTTABLE', excludeFromOfflineDatabases: false },
  warnings: ({ schedulerSubjobId }) => (schedulerSubjobId === partyTable ? [partyAdvice] : []),
});

/** Jobs between headquarters and channels. */
export const schedulerJobs = defineSettingKind({
  name: 'scheduler-jobs',
  title: { en: 'scheduler job', fr: 'tâche du planificateur' },
  description:
    'What is carried, and which way. *Exclude from offline databases* keeps everything of the job out of offline ' +
    'databases; a subjob may be in several jobs.',
  key: ['schedulerJobId'],
  schema: z.strictObject({
    schedulerJobId: idSchema,
    text: translatedSchema,
    direction: z.enum(['download', 'upload']),
    subjobs: idsSchema,
    /** *Exclude from offline databases*. */
    excludeFromOfflineDatabases: z.boolean(),
  }),
  storage: { documents: true },
  job: '1070',
  example: {
    schedulerJobId: '1010',
    text: { en: 'Customers', fr: 'Clients' },
    direction: 'download',
    subjobs: ['CUSTTABLE'],
    excludeFromOfflineDatabases: false,
  },
  refersTo: ['scheduler-subjobs'],
  references: ({ subjobs }) => references('subjobs', 'scheduler-subjobs', subjobs),
  check: ({ subjobs }) => duplicates('subjobs', subjobs),
});

/** Which jobs serve which groups of channel databases. */
export const distributionSchedules = defineSettingKind({
  name: 'distribution-schedules',
  title: { en: 'distribution schedule', fr: 'planning de distribution' },
  description: 'Jobs of one direction for groups of channel databases; an inactive schedule carries nothing.',
  key: ['distributionScheduleId'],
  schema: z.strictObject({
    distributionScheduleId: idSchema,
    name: nameSchema,
    direction: z.enum(['download', 'upload']),
    active: z.boolean(),
    schedulerJobs: idsSchema,
    channelDatabaseGroups: idsSchema,
  }),
  storage: { documents: true },
  job: null,
  example: {
    distributionScheduleId: 'CUSTOMERS',
    name: 'Customers',
    direction: 'download',
    active: true,
    schedulerJobs: ['1010'],
    channelDatabaseGroups: ['default'],
  },
  refersTo: ['scheduler-jobs', 'channel-database-groups'],
  references: (schedule) => [
    ...references('schedulerJobs', 'scheduler-jobs', schedule.schedulerJobs),
    ...references('channelDatabaseGroups', 'channel-database-groups', schedule.channelDatabaseGroups),
  ],
  check: (schedule) => [
    ...duplicates('schedulerJobs', schedule.schedulerJobs),
    ...duplicates('channelDatabaseGroups', schedule.channelDatabaseGroups),
  ],
  verify: async (schedule, { tx }) => {
    const problems: Problem[] = [];
    for (const [index, jobId] of schedule.schedulerJobs.entries()) {
      const job = await findSetting(tx, schedulerJobs, [jobId]);
      if (!job || job.direction === schedule.direction) continue;
      const field = `schedulerJobs.${index}`;
      problems.push({ code: 'distribution_direction_wrong', field, parameters: { value: jobId } });
    }
    return problems;
  },
});
