import type { BatchJob } from '@counterfoil/batch/batch-job';
import type { PJobReport } from '@counterfoil/contracts/wake-up';
import { checkDuplicates, duplicateCheckJob } from './customers/check-duplicates.ts';
import { configurationBatchJobs, runCustomersJob } from './configuration/configuration-jobs.ts';
import { dueFeaturesJob, enableDueFeatures } from './features/feature-management.ts';
import { eventJobs, type OutsideWorld } from './events/event-jobs.ts';
import { registeredChannelDatabaseIds } from './exchange/registration.ts';
import type { Headquarters } from './headquarters.ts';
import { orderJobs } from './orders/order-jobs.ts';
import type { ScaleUnitWakeUps } from './exchange/scale-unit-wake-ups.ts';
import { synchronizeCustomers } from './conversion/synchronize-customers.ts';

/** How long a P-job run waits for the reports of scale units, in milliseconds; who is cut off is counted as not reached. */
const reportWaitMs = 20_000;
/** Who hasn't reported is asked again this often, in milliseconds: it may only be connecting. Uploading again is harmless. */
const askAgainMs = 2_000;

/** The three jobs that bring every customer home (SD-09 to SD-12), and those that carry settings to channels (LK-07). */
export function headquartersJobs(
  headquarters: Headquarters,
  scaleUnits: ScaleUnitWakeUps,
  outside?: OutsideWorld,
): readonly BatchJob[] {
  return [
    {
      name: 'P-0001',
      title: { en: 'P-job (Channel transactions)', fr: 'Tâche P (transactions des canaux)' },
      aliases: ['P-job', 'p-0001', 'Channel transactions', 'Tâche P'],
      /* On a continuous schedule scale units upload by themselves, as soon as something is recorded. */
      run: async ({ runId, trigger, signal }) =>
        trigger === 'continuous' ? {} : requestUploads(headquarters, scaleUnits, runId, signal),
    },
    {
      name: 'synchronize-customers',
      title: {
        en: 'Synchronize customers and business partners from async mode',
        fr: 'Synchroniser les clients et les partenaires commerciaux à partir du mode asynchrone',
      },
      aliases: [
        'Synchronize customers and business partners from async mode',
        'Synchronize customers and channel requests',
        'Synchroniser les clients et les demandes de canal',
      ],
      run: async ({ signal }) => ({ ...(await synchronizeCustomers(headquarters, signal)) }),
    },
    {
      name: '1010',
      title: { en: 'Customers (1010)', fr: 'Clients (1010)' },
      aliases: ['1010 Customers', '1010_Customers', 'Customers'],
      run: async (context) => runCustomersJob(headquarters, context),
    },
    ...orderJobs(headquarters),
    ...(outside ? eventJobs(headquarters, outside) : []),
    ...configurationBatchJobs(headquarters),
    {
      name: duplicateCheckJob,
      title: { en: 'Duplicate check', fr: 'Recherche de doublons' },
      aliases: ['Check duplicates', 'Duplicates', 'Doublons'],
      run: async ({ signal }) => ({ ...(await checkDuplicates(headquarters, signal)) }),
    },
    {
      name: dueFeaturesJob,
      title: { en: 'Enable scheduled features', fr: 'Activer les fonctionnalités planifiées' },
      aliases: ['Feature management', 'Gestion des fonctionnalités'],
      run: async () => ({ ...(await enableDueFeatures(headquarters)) }),
    },
  ];
}

/**
 * One run of the P-job over all registered scale units. Scale units initiate every connection, so headquarters can only
 * ask them to upload.
 */
async function requestUploads(
  headquarters: Headquarters,
  scaleUnits: ScaleUnitWakeUps,
  runId: string,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const asked = await registeredChannelDatabaseIds(headquarters.database);
  const reports = new Map<string, PJobReport>();
  const complete = new AbortController();
  const forget = scaleUnits.onReport(runId, (channelDatabaseId, report) => {
    reports.set(channelDatabaseId, report);
    if (reports.size >= asked.length) complete.abort();
  });
  const { clock } = headquarters.seams;
  const giveUpAtMs = clock.monotonicMs() + reportWaitMs;
  const ended = AbortSignal.any([signal, complete.signal]);
  try {
    while (asked.length > 0 && !ended.aborted && clock.monotonicMs() < giveUpAtMs) {
      for (const channelDatabaseId of asked) {
        if (!reports.has(channelDatabaseId)) scaleUnits.wake(channelDatabaseId, { kind: 'upload', runId });
      }
      await clock.sleep(askAgainMs, ended);
    }
  } finally {
    forget();
  }
  return totalsOf(asked.length, [...reports.values()]);
}

function totalsOf(askedCount: number, reports: readonly PJobReport[]): Record<string, number> {
  return {
    packages: reports.reduce((sum, report) => sum + report.packages, 0),
    rows: reports.reduce((sum, report) => sum + report.rows, 0),
    failed: reports.filter((report) => report.error !== null).length,
    notReached: askedCount - reports.length,
  };
}
