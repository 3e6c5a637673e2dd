import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const auditPages: readonly PageEntry[] = [
  {
    path: '/audit-trail',
    title: { en: 'Audit trail', fr: "Piste d'audit" },
    section: 'audit',
    needs: 'listActions',
    load: () => import('./audit-page.tsx'),
  },
];
