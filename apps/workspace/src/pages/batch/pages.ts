import type { PageEntry } from '../../shell/page-entry.ts';
import { synchronizeCustomersTitle } from './synchronize-customers-title.ts';
import { settingPages } from '../../ui/setting-form/setting-pages.ts';

/** The pages of this folder. */
export const batchPages: readonly PageEntry[] = [
  {
    path: '/batch-jobs',
    title: { en: 'Batch jobs', fr: 'Traitements par lots' },
    section: 'batch',
    needs: 'listBatchJobs',
    load: () => import('./batch-jobs-page.tsx'),
  },
  {
    path: '/batch-jobs/$name',
    title: { en: 'Batch job', fr: 'Traitement par lots' },
    section: null,
    needs: 'listBatchJobRuns',
    load: () => import('./batch-job-page.tsx'),
  },
  {
    path: '/synchronize-customers',
    title: synchronizeCustomersTitle,
    section: 'commerceIt',
    needs: 'listBatchJobRuns',
    load: () => import('./synchronize-customers-page.tsx'),
  },
  {
    path: '/alerts',
    title: { en: 'Alerts', fr: 'Alertes' },
    section: 'batch',
    needs: 'listAlerts',
    load: () => import('./alerts-page.tsx'),
  },
  ...settingPages({
    path: '/alert-rules',
    title: { en: 'Alert rules', fr: "Règles d'alerte" },
    section: 'batch',
    keyFields: ['alertRuleId'],
    form: async () => (await import('./alert-rule-form.ts')).alertRuleForm,
  }),
];
