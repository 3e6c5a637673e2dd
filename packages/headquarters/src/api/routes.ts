import type { RouteWithHandler } from '@counterfoil/http/call';
import { listActions } from './action-audit.ts';
import { getAlerts, postAlertAcknowledgement } from './alerts.ts';
import {
  cancelBatchJob,
  listBatchJobRuns,
  listBatchJobs,
  previewRecurrence,
  runBatchJob,
  setBatchJobRecurrence,
  withholdBatchJob,
} from './batch-jobs.ts';
import { createRegistrationCode, listChannelDatabases } from './channel-databases.ts';
import { initializeScheduler } from './commerce-scheduler.ts';
import { convertEverything, getConvertEverything } from './convert-everything.ts';
import { getChannelCreationMode, listConfigurationStatus, requestFullDataSync } from './configuration-status.ts';
import {
  getCustomerSynchronizationStatus,
  listCustomerSynchronizationStatus,
  searchCustomerSynchronizationStatus,
} from './customer-synchronization-status.ts';
import { exportCustomerFile, importCustomerRows, listImportFields } from './customer-files.ts';
import {
  countAllCustomers,
  exportListedCustomers,
  listAllCustomers,
  listCustomerFilterOptions,
} from './customer-list.ts';
import { getHeadquartersCustomer, lookUpHeadquartersCustomers, searchHeadquartersCustomers } from './customers.ts';
import { getDoctor } from './doctor.ts';
import { createActivationCode, createDeviceRevocation, listDevices, putWorkerPin } from './devices.ts';
import { dismissDuplicateReview, listDuplicateReviews } from './duplicate-reviews.ts';
import {
  cancelDownloadSession,
  listDownloadSessions,
  retryDownloadSession,
  skipDownloadSession,
} from './download-sessions.ts';
import {
  createHeadquartersCustomer,
  deactivateHeadquartersCustomer,
  updateHeadquartersCustomer,
} from './edit-customers.ts';
import {
  findHeadquartersDuplicates,
  getCustomerFormSettings,
  getCustomerHistory,
  getCustomerRecord,
} from './customer-page.ts';
import { getCustomerVisibility } from './customer-visibility.ts';
import { declareEpoch } from './epochs.ts';
import { createEventSecret, listEvents, listEventSubscriptions, resumeEventSubscription } from './events.ts';
import { disableManyFeatures, enableManyFeatures, listFeatures, putFeature } from './features.ts';
import { listFunctionalityProfiles, putFunctionalityProfile } from './functionality-profiles.ts';
import type { HeadquartersApi } from './headquarters-api.ts';
import { getOverview, getOverviewFigures } from './overview.ts';
import { streamLiveChangesRoute } from './live-changes.ts';
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
import { listRegisters, listWorkerPins } from './registers.ts';
import { listSettingChanges } from './settings-audit.ts';
import { signOut } from './session.ts';
import { createSavedView, deleteSavedView, listSavedViews, putDefaultView, putSavedView } from './saved-views.ts';
import { settingRoutes } from './settings.ts';
import { calculateStatementsNow, getStatement, listStatements, postStatementNow } from './statements.ts';
import { getHeadquartersStatus } from './status.ts';
import { previewSwitch } from './switch-preview.ts';
import { countSynchronizationErrors } from './synchronization-errors.ts';
import {
  saveFailedOperation,
  synchronizeAllFailedOperations,
  synchronizeFailedOperation,
} from './synchronize-operations.ts';
import { traceHeadquartersCustomer } from './trace-customer.ts';
import { listUploadSessions, retryUploadSession } from './upload-sessions.ts';

/** All routes that administrators and auditors call. */
export function administrationRoutes(api: HeadquartersApi): RouteWithHandler[] {
  return [
    signOut,
    listBatchJobs,
    runBatchJob,
    listBatchJobRuns,
    setBatchJobRecurrence,
    cancelBatchJob,
    withholdBatchJob,
    previewRecurrence,
    getConvertEverything,
    convertEverything,
    getAlerts,
    postAlertAcknowledgement,
    listDownloadSessions,
    retryDownloadSession,
    cancelDownloadSession,
    skipDownloadSession,
    listUploadSessions,
    retryUploadSession,
    listCustomerSynchronizationStatus,
    searchCustomerSynchronizationStatus,
    countSynchronizationErrors,
    getCustomerSynchronizationStatus,
    saveFailedOperation,
    synchronizeFailedOperation,
    synchronizeAllFailedOperations,
    getHeadquartersCustomer,
    searchHeadquartersCustomers,
    lookUpHeadquartersCustomers,
    listAllCustomers,
    countAllCustomers,
    listCustomerFilterOptions,
    exportListedCustomers,
    listSavedViews,
    createSavedView,
    putSavedView,
    deleteSavedView,
    putDefaultView,
    createHeadquartersCustomer,
    updateHeadquartersCustomer,
    deactivateHeadquartersCustomer,
    traceHeadquartersCustomer,
    getCustomerVisibility,
    getCustomerRecord,
    getCustomerHistory,
    getCustomerFormSettings,
    findHeadquartersDuplicates,
    listFunctionalityProfiles,
    putFunctionalityProfile,
    previewSwitch,
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
    streamLiveChangesRoute,
    getOverview,
    getOverviewFigures,
    listSettingChanges,
    listActions,
    declareEpoch,
    ...settingRoutes(),
    listRegisters,
    listWorkerPins,
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
