import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const overviewPages: readonly PageEntry[] = [
  {
    path: '/overview',
    title: { en: 'Overview', fr: "Vue d'ensemble" },
    section: 'workspace',
    needs: 'getOverview',
    load: () => import('./overview-page.tsx'),
  },
];
