import type { Named } from '../../shell/page-entry.ts';
import type { FieldForm, SettingForm } from '../../ui/setting-form/setting-form.ts';

const directions: Readonly<Record<string, Named>> = {
  download: { en: 'Download: from headquarters to the channels', fr: 'Téléchargement : du siège vers les canaux' },
  upload: { en: 'Upload: from the channels to headquarters', fr: 'Chargement : des canaux vers le siège' },
};

const excludeFromOffline: FieldForm = {
  name: 'excludeFromOfflineDatabases',
  label: { en: 'Exclude from offline databases', fr: 'Exclure des bases de données hors connexion' },
  help: {
    en: 'Tills do not keep it in their offline database. What is excluded cannot be found at a till that is offline. It reaches the tills with 1070. Whatever a till has not uploaded yet is never taken away.',
    fr: "Les caisses ne le gardent pas dans leur base hors connexion. Ce qui est exclu ne se trouve pas à une caisse hors connexion. Cela atteint les caisses avec 1070. Ce qu'une caisse n'a pas encore chargé n'est jamais retiré.",
  },
  editor: { type: 'switch' },
};

/** *Distribution schedule*. */
export const distributionScheduleForm: SettingForm = {
  kind: 'distribution-schedules',
  help: {
    en: 'Which jobs serve which channel database groups, in which direction. An inactive schedule carries nothing. When a job runs is its recurrence.',
    fr: "Quelles tâches servent quels groupes de bases de données de canal, et dans quelle direction. Un planning inactif ne transporte rien. Le moment d'exécution d'une tâche est sa récurrence.",
  },
  columns: ['distributionScheduleId', 'name', 'direction', 'active', 'schedulerJobs', 'channelDatabaseGroups'],
  fresh: { active: true, direction: 'download' },
  groups: [
    {
      title: { en: 'Schedule', fr: 'Planning' },
      fields: [
        {
          name: 'distributionScheduleId',
          label: { en: 'Schedule', fr: 'Planning' },
          help: { en: 'A short name that does not change.', fr: 'Un nom court qui ne change pas.' },
          editor: { type: 'text' },
        },
        {
          name: 'name',
          label: { en: 'Name', fr: 'Nom' },
          help: { en: 'What the schedule is for.', fr: 'À quoi sert le planning.' },
          editor: { type: 'text' },
        },
        {
          name: 'direction',
          label: { en: 'Direction', fr: 'Direction' },
          help: {
            en: 'All jobs of a schedule go the same way.',
            fr: 'Toutes les tâches d’un planning vont dans le même sens.',
          },
          editor: { type: 'choice', options: directions },
        },
        {
          name: 'active',
          label: { en: 'Active', fr: 'Actif' },
          help: {
            en: 'When it is not, its groups get nothing by its jobs.',
            fr: "S'il ne l'est pas, ses groupes ne reçoivent rien par ses tâches.",
          },
          editor: { type: 'switch' },
        },
      ],
    },
    {
      title: { en: 'Jobs and groups', fr: 'Tâches et groupes' },
      fields: [
        {
          name: 'schedulerJobs',
          label: { en: 'Scheduler jobs', fr: 'Tâches du planificateur' },
          help: { en: 'What it carries.', fr: "Ce qu'il transporte." },
          editor: { type: 'settings', of: 'scheduler-jobs', isOrdered: false },
        },
        {
          name: 'channelDatabaseGroups',
          label: { en: 'Channel database groups', fr: 'Groupes de bases de données de canal' },
          help: { en: 'Whom it serves.', fr: 'Qui il sert.' },
          editor: { type: 'settings', of: 'channel-database-groups', isOrdered: false },
        },
      ],
    },
  ],
};

/** *Scheduler jobs*. */
export const schedulerJobForm: SettingForm = {
  kind: 'scheduler-jobs',
  help: {
    en: 'What is carried between headquarters and channels, and which way. Initialize commerce scheduler brings the jobs of this release that are missing.',
    fr: 'Ce qui est transporté entre le siège et les canaux, et dans quel sens. Initialiser le planificateur Commerce apporte les tâches de cette version qui manquent.',
  },
  columns: ['schedulerJobId', 'text', 'direction', 'excludeFromOfflineDatabases'],
  fresh: { direction: 'download' },
  groups: [
    {
      title: { en: 'Job', fr: 'Tâche' },
      fields: [
        {
          name: 'schedulerJobId',
          label: { en: 'Job', fr: 'Tâche' },
          help: { en: 'The number by which everybody knows it.', fr: 'Le numéro sous lequel chacun la connaît.' },
          editor: { type: 'text' },
        },
        {
          name: 'text',
          label: { en: 'Description', fr: 'Description' },
          help: { en: 'In both languages.', fr: 'Dans les deux langues.' },
          editor: { type: 'translated' },
        },
        {
          name: 'direction',
          label: { en: 'Direction', fr: 'Direction' },
          help: { en: 'Which way it carries.', fr: 'Le sens du transport.' },
          editor: { type: 'choice', options: directions },
        },
        {
          name: 'subjobs',
          label: { en: 'Subjobs', fr: 'Sous-tâches' },
          help: {
            en: 'The tables that it carries. A subjob may be in several jobs.',
            fr: 'Les tables qu’elle transporte. Une sous-tâche peut être dans plusieurs tâches.',
          },
          editor: { type: 'settings', of: 'scheduler-subjobs', isOrdered: false },
        },
        excludeFromOffline,
      ],
    },
  ],
};

/** *Scheduler subjobs*. */
export const schedulerSubjobForm: SettingForm = {
  kind: 'scheduler-subjobs',
  help: {
    en: 'One table each, whichever job carries it. Do not exclude DIRPARTYTABLE: staff are kept there too, and could no longer sign in at tills that are offline.',
    fr: "Une table chacune, quelle que soit la tâche qui la transporte. N'excluez pas DIRPARTYTABLE : le personnel s'y trouve aussi et ne pourrait plus se connecter aux caisses hors connexion.",
  },
  columns: ['schedulerSubjobId', 'excludeFromOfflineDatabases'],
  groups: [
    {
      title: { en: 'Subjob', fr: 'Sous-tâche' },
      fields: [
        {
          name: 'schedulerSubjobId',
          label: { en: 'Subjob', fr: 'Sous-tâche' },
          help: { en: 'The name of the table.', fr: 'Le nom de la table.' },
          editor: { type: 'text' },
        },
        excludeFromOffline,
      ],
    },
  ],
};
