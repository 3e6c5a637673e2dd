import type { RouteWithHandler } from '@counterfoil/http/call';
import { listBatchJobRuns, listBatchJobs, runBatchJob, setBatchJobRecurrence } from './batch-jobs.ts';
import { createRegistrationCode, listChannelDatabases } from './channel-databases.ts';
import { listCustomerSynchronizationStatus } from './customer-synchronization-status.ts';
import { getHeadquartersCustomer, lookUpHeadquartersCustomers, searchHeadquartersCustomers } from './customers.ts';
import { cancelDownloadSession, listDownloadSessions, retryDownloadSession } from './download-sessions.ts';
import { declareEpoch } from './epochs.ts';
import { listFunctionalityProfiles, putFunctionalityProfile } from './functionality-profiles.ts';
import type { HeadquartersApi } from './headquarters-api.ts';
import { listMergeConflicts } from './merge-conflicts.ts';
import { listNumberSequences, putNumberSequence } from './number-sequences.ts';
import { listSettingChanges } from './settings-audit.ts';
import { getHeadquartersStatus } from './status.ts';
import { synchronizeAllFailedOperations, synchronizeFailedOperation } from './synchronize-operations.ts';
import { listUploadSessions } from './upload-sessions.ts';

/** All routes that administrators and auditors call. */
export function administrationRoutes(api: HeadquartersApi): RouteWithHandler[] {
  return [
    listBatchJobs,
    runBatchJob,
    listBatchJobRuns,
    setBatchJobRecurrence,
    listDownloadSessions,
    retryDownloadSession,
    cancelDownloadSession,
    listUploadSessions,
    listCustomerSynchronizationStatus,
    synchronizeFailedOperation,
    synchronizeAllFailedOperations,
    getHeadquartersCustomer,
    searchHeadquartersCustomers,
    lookUpHeadquartersCustomers,
    listFunctionalityProfiles,
    putFunctionalityProfile,
    listNumberSequences,
    putNumberSequence,
    listChannelDatabases,
    createRegistrationCode,
    listMergeConflicts,
    getHeadquartersStatus,
    listSettingChanges,
    declareEpoch,
  ].map((routeOf) => routeOf(api));
}
