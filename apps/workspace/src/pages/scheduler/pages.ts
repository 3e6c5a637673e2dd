import type { PageEntry } from '../../shell/page-entry.ts';
import { settingPages } from '../../ui/setting-form/setting-pages.ts';

/** The pages of this folder. */
export const schedulerPages: readonly PageEntry[] = [
  ...settingPages({
    path: '/distribution-schedules',
    title: { en: 'Distribution schedule', fr: 'Planning de distribution' },
    section: 'commerceIt',
    keyFields: ['distributionScheduleId'],
    form: async () => (await import('./scheduler-forms.ts')).distributionScheduleForm,
    parts: async () => (await import('./schedule-parts.tsx')).scheduleParts,
  }),
  {
    path: '/download-sessions',
    title: { en: 'Download sessions', fr: 'Sessions de téléchargement' },
    section: 'commerceIt',
    needs: 'listDownloadSessions',
    load: () => import('./download-sessions-page.tsx'),
  },
  {
    path: '/upload-sessions',
    title: { en: 'Upload sessions', fr: 'Sessions de chargement' },
    section: 'commerceIt',
    needs: 'listUploadSessions',
    load: () => import('./upload-sessions-page.tsx'),
  },
  ...settingPages({
    path: '/scheduler-jobs',
    title: { en: 'Scheduler jobs', fr: 'Tâches du planificateur' },
    section: 'schedulerSetup',
    keyFields: ['schedulerJobId'],
    form: async () => (await import('./scheduler-forms.ts')).schedulerJobForm,
    parts: async () => (await import('./schedule-parts.tsx')).schedulerJobParts,
  }),
  ...settingPages({
    path: '/scheduler-subjobs',
    title: { en: 'Scheduler subjobs', fr: 'Sous-tâches du planificateur' },
    section: 'schedulerSetup',
    keyFields: ['schedulerSubjobId'],
    form: async () => (await import('./scheduler-forms.ts')).schedulerSubjobForm,
    parts: async () => (await import('./schedule-parts.tsx')).schedulerJobParts,
  }),
];
