import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const simulatorPages: readonly PageEntry[] = [
  {
    path: '/simulator',
    title: { en: 'Outage simulator', fr: 'Simulateur de coupure' },
    section: 'demonstration',
    needs: 'switchLine',
    isDemonstration: true,
    load: () => import('./simulator-page.tsx'),
  },
];
