import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const customersPages: readonly PageEntry[] = [
  {
    path: '/customers',
    title: { en: 'All customers', fr: 'Tous les clients' },
    section: 'customers',
    needs: 'listCustomers',
    load: () => import('./customers-page.tsx'),
  },
];
