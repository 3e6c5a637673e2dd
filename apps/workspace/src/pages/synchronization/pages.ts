import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of this folder. */
export const synchronizationPages: readonly PageEntry[] = [
  {
    path: '/customer-synchronization-status',
    title: { en: 'Customer synchronization status', fr: 'Statut de synchronisation des clients' },
    section: 'customers',
    needs: 'searchCustomerSynchronizationStatus',
    load: () => import('./status-page.tsx'),
  },
  {
    path: '/customer-synchronization-status/$operationId',
    title: { en: 'Record of a customer', fr: "Enregistrement d'un client" },
    section: null,
    needs: 'getCustomerSynchronizationStatus',
    load: () => import('./record-page.tsx'),
  },
  {
    path: '/duplicate-reviews',
    title: { en: 'Duplicate reviews', fr: 'Examen des doublons' },
    section: 'customers',
    needs: 'listHeadquartersDuplicateReviews',
    load: () => import('./duplicate-reviews-page.tsx'),
  },
  {
    path: '/functionality-profiles/$id/switch-preview',
    title: { en: 'Switch preview', fr: 'Aperçu du changement' },
    section: null,
    needs: 'previewSwitch',
    load: () => import('./switch-preview-page.tsx'),
  },
];
