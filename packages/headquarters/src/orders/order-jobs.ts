import type { BatchJob } from '@counterfoil/batch/batch-job';
import { calculateStatements } from './calculate-statements.ts';
import type { Headquarters } from '../headquarters.ts';
import { postStatements } from './post-statements.ts';
import { synchronizeOrders } from './synchronize-orders.ts';

/** The jobs that make sales orders and post the sales of the stores (WD-24, WD-25). */
export function orderJobs(headquarters: Headquarters): readonly BatchJob[] {
  return [
    {
      name: 'synchronize-orders',
      title: { en: 'Synchronize orders', fr: 'Synchroniser les commandes' },
      aliases: ['Synchronize orders', 'Sync orders', 'Synchroniser les commandes'],
      /* A run that somebody or the clock asked for tries all failed orders; a continuous one those that are due. */
      run: async ({ signal, trigger }) => ({
        ...(await synchronizeOrders(headquarters, { signal, allFailed: trigger !== 'continuous' })),
      }),
    },
    {
      name: 'calculate-statements',
      title: { en: 'Calculate statements in batch', fr: 'Calculer les relevés par lots' },
      aliases: ['Calculate statements', 'Calculer les relevés'],
      run: async ({ signal }) => ({ ...(await calculateStatements(headquarters, { signal })) }),
    },
    {
      name: 'post-statements',
      title: { en: 'Post statements in batch', fr: 'Valider les relevés par lots' },
      aliases: ['Post statements', 'End of day', 'EOD', 'Valider les relevés', 'Fin de journée'],
      run: async ({ signal }) => ({ ...(await postStatements(headquarters, signal)) }),
    },
  ];
}
