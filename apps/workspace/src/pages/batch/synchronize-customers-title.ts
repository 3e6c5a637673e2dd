import type { Named } from '../../shell/page-entry.ts';

/** The job's name in the reference product. */
export const synchronizeCustomersTitle: Named = {
  en: 'Synchronize customers and business partners from async mode',
  fr: 'Synchroniser les clients et les partenaires commerciaux à partir du mode asynchrone',
};
