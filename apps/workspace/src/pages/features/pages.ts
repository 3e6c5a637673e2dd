import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const featuresPages: readonly PageEntry[] = [
  {
    path: '/feature-management',
    title: { en: 'Feature management', fr: 'Gestion des fonctionnalités' },
    section: 'administration',
    needs: 'listFeatures',
    load: () => import('./features-page.tsx'),
  },
];
