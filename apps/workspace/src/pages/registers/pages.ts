import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const registersPages: readonly PageEntry[] = [
  {
    path: '/registers',
    title: { en: 'Registers', fr: 'Caisses' },
    section: 'posSetup',
    needs: 'listRegisters',
    load: () => import('./registers-page.tsx'),
  },
  {
    path: '/register-offline-status',
    title: { en: 'Register offline status', fr: 'Statut hors connexion des caisses' },
    section: 'posSetup',
    needs: 'listRegisters',
    load: () => import('./offline-status-page.tsx'),
  },
  {
    path: '/workers',
    title: { en: 'Workers', fr: 'Collaborateurs' },
    section: 'posSetup',
    needs: 'listWorkerSettings',
    load: () => import('./workers-page.tsx'),
  },
];
