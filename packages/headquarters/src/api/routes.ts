import type { RouteWithHandler } from '@counterfoil/http/call';
import { listBatchJobRuns, listBatchJobs, runBatchJob, setBatchJobRecurrence } from './batch-jobs.ts';
import { createRegistrationCode, listChannelDatabases } from './channel-databases.ts';
import { initializeScheduler } from './commerce-scheduler.ts';
import { getChannelCreationMode, listConfigurationStatus, requestFullDataSync } from './configuration-status.ts';
import {
  getCustomerSynchronizationStatus,
  listCustomerSynchronizationStatus,
  searchCustomerSynchronizationStatus,
} from './customer-synchronization-status.ts';
import { exportCustomerFile, importCustomerRows, listImportFields } from './customer-files.ts';
import { getHeadquartersCustomer, lookUpHeadquartersCustomers, searchHeadquartersCustomers } from './customers.ts';
import { getDoctor } from './doctor.ts';
import { createActivationCode, createDeviceRevocation, listDevices, putWorkerPin } from './devices.ts';
import { dismissDuplicateReview, listDuplicateReviews } from './duplicate-reviews.ts';
import { cancelDownloadSession, listDownloadSessions, retryDownloadSession } from './download-sessions.ts';
import {
  createHeadquartersCustomer,
  deactivateHeadquartersCustomer,
  updateHeadquartersCustomer,
} from './edit-customers.ts';
import { getCustomerVisibility } from './customer-visibility.ts';
import { declareEpoch } from './epochs.ts';
import { createEventSecret, listEvents, listEventSubscriptions, resumeEventSubscription } from './events.ts';
import { disableManyFeatures, enableManyFeatures, listFeatures, putFeature } from './features.ts';
import { listFunctionalityProfiles, putFunctionalityProfile } from './functionality-profiles.ts';
import type { HeadquartersApi } from './headquarters-api.ts';
import { listMergeConflicts } from './merge-conflicts.ts';
import { listCustomerNotifications, retryAllNotifications, retryNotification } from './notifications.ts';
import { listNumberSequences, putNumberSequence } from './number-sequences.ts';
import { getOrderParameters, putDocumentNumbers, putOrderParameters } from './order-parameters.ts';
import { beginEditingOrder, editOrder, getOrder, getStoreFinancials, listOrders, syncOneOrder } from './orders.ts';
import {
  dismissTransaction,
  getParkedTransaction,
  listParkedTransactions,
  restageTransaction,
} from './parked-transactions.ts';
import { listSettingChanges } from './settings-audit.ts';
import { signOut } from './session.ts';
import { settingRoutes } from './settings.ts';
import { calculateStatementsNow, getStatement, listStatements, postStatementNow } from './statements.ts';
import { getHeadquartersStatus } from './status.ts';
import {
  saveFailedOperation,
  synchronizeAllFailedOperations,
  synchronizeFailedOperation,
} from './synchronize-operations.ts';
import { traceHeadquartersCustomer } from './trace-customer.ts';
import { listUploadSessions } from './upload-sessions.ts';

/** All routes that administrators and auditors call. */
export function administrationRoutes(api: HeadquartersApi): RouteWithHandler[] {
  return [
    signOut,
    listBatchJobs,
    runBatchJob,
    listBatchJobRuns,
    setBatchJobRecurrence,
    listDownloadSessions,
    retryDownloadSession,
    cancelDownloadSession,
    listUploadSessions,
    listCustomerSynchronizationStatus,
    searchCustomerSynchronizationStatus,
    getCustomerSynchronizationStatus,
    saveFailedOperation,
    synchronizeFailedOperation,
    synchronizeAllFailedOperations,
    getHeadquartersCustomer,
    searchHeadquartersCustomers,
    lookUpHeadquartersCustomers,
    createHeadquartersCustomer,
    updateHeadquartersCustomer,
    deactivateHeadquartersCustomer,
    traceHeadquartersCustomer,
    getCustomerVisibility,
    listFunctionalityProfiles,
    putFunctionalityProfile,
    listNumberSequences,
    putNumberSequence,
    listChannelDatabases,
    createRegistrationCode,
    listConfigurationStatus,
    getChannelCreationMode,
    requestFullDataSync,
    listMergeConflicts,
    listDuplicateReviews,
    dismissDuplicateReview,
    listOrders,
    getOrder,
    beginEditingOrder,
    editOrder,
    syncOneOrder,
    getStoreFinancials,
    listParkedTransactions,
    getParkedTransaction,
    restageTransaction,
    dismissTransaction,
    getOrderParameters,
    putOrderParameters,
    putDocumentNumbers,
    listStatements,
    getStatement,
    calculateStatementsNow,
    postStatementNow,
    getHeadquartersStatus,
    getDoctor,
    listSettingChanges,
    declareEpoch,
    ...settingRoutes(),
    createActivationCode,
    listDevices,
    createDeviceRevocation,
    putWorkerPin,
    initializeScheduler,
    listFeatures,
    enableManyFeatures,
    disableManyFeatures,
    putFeature,
    listCustomerNotifications,
    retryNotification,
    retryAllNotifications,
    listEvents,
    listEventSubscriptions,
    createEventSecret,
    resumeEventSubscription,
    importCustomerRows,
    listImportFields,
    exportCustomerFile,
  ].map((routeOf) => routeOf(api));
}
