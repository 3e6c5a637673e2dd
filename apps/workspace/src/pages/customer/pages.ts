import type { PageEntry } from '../../shell/page-entry.ts';

/** The pages of one customer: reached from lists, never from the menu. */
export const customerPages: readonly PageEntry[] = [
  {
    path: '/customers/new',
    title: { en: 'New customer', fr: 'Nouveau client' },
    section: null,
    needs: 'createHeadquartersCustomer',
    load: () => import('./new-customer-page.tsx'),
  },
  {
    path: '/customers/$customerId',
    title: { en: 'Customer', fr: 'Client' },
    section: null,
    needs: 'getCustomerRecord',
    load: () => import('./customer-page.tsx'),
  },
  {
    path: '/customers/$customerId/edit',
    title: { en: 'Edit customer', fr: 'Modifier le client' },
    section: null,
    needs: 'updateHeadquartersCustomer',
    load: () => import('./edit-customer-page.tsx'),
  },
];
