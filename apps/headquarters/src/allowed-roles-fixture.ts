import { staffRoles } from '@counterfoil/contracts/administration/session';
import type { Role } from '@counterfoil/http/route';

const administrators: readonly Role[] = ['administrator'];
const auditing: readonly Role[] = ['administrator', 'auditor'];
const reading: readonly Role[] = ['administrator', 'commerceManager', 'dataSteward', 'auditor'];
const runningChannels: readonly Role[] = ['administrator', 'commerceManager'];
/* Whoever is bound to channels sees and changes what is theirs: `store-scope.db.test.ts`. */
const readingScoped: readonly Role[] = [...reading, 'storeManager'];
const keepingCustomersScoped: readonly Role[] = ['administrator', 'dataSteward', 'storeManager'];
const runningTillsScoped: readonly Role[] = ['administrator', 'commerceManager', 'storeManager'];
const keepingAllCustomers: readonly Role[] = ['administrator', 'dataSteward'];
const anybodySignedIn: readonly Role[] = staffRoles;
/* An auditor changes nothing, not even what they themselves see. */
const keepingViews: readonly Role[] = ['administrator', 'commerceManager', 'dataSteward', 'storeManager'];

/** What each role may call at headquarters; a new route has to be put here on purpose. */
export const allowedRoles: Readonly<Record<string, readonly Role[]>> = {
  registerScaleUnit: ['anonymous', 'scaleUnit'],
  signOut: anybodySignedIn,
  streamLiveChanges: anybodySignedIn,
  /* Who could do harm to everybody, or would learn secrets. */
  createRegistrationCode: administrators,
  declareEpoch: administrators,
  enableFeatures: administrators,
  disableFeatures: administrators,
  putFeature: administrators,
  /* Where whole customers are sent, and with which secret. */
  createEventSecret: administrators,
  listEventSubscriptions: administrators,
  resumeEventSubscription: administrators,
  putEventSubscriptionSetting: administrators,
  deleteEventSubscriptionSetting: administrators,
  /* Who is told when something goes wrong. */
  putAlertRuleSetting: administrators,
  deleteAlertRuleSetting: administrators,
  /* What colleagues did. */
  listActions: auditing,
  listSettingChanges: reading,
  /* Whole customers in bulk. */
  importCustomerRows: keepingAllCustomers,
  listImportFields: keepingAllCustomers,
  exportCustomers: keepingAllCustomers,
  exportListedCustomers: keepingAllCustomers,
  /* Customers. */
  getHeadquartersCustomer: readingScoped,
  listCustomers: readingScoped,
  countCustomers: readingScoped,
  listCustomerFilterOptions: readingScoped,
  getCustomerRecord: readingScoped,
  getCustomerHistory: readingScoped,
  getCustomerFormSettings: readingScoped,
  findHeadquartersDuplicates: keepingCustomersScoped,
  listSavedViews: readingScoped,
  createSavedView: keepingViews,
  putSavedView: keepingViews,
  deleteSavedView: keepingViews,
  putDefaultView: keepingViews,
  searchHeadquartersCustomers: readingScoped,
  lookUpHeadquartersCustomers: readingScoped,
  traceHeadquartersCustomer: readingScoped,
  getCustomerVisibility: readingScoped,
  listCustomerSynchronizationStatus: readingScoped,
  searchCustomerSynchronizationStatus: readingScoped,
  getCustomerSynchronizationStatus: readingScoped,
  countSynchronizationErrors: reading,
  listHeadquartersDuplicateReviews: readingScoped,
  createHeadquartersCustomer: keepingCustomersScoped,
  updateHeadquartersCustomer: keepingCustomersScoped,
  deactivateHeadquartersCustomer: keepingCustomersScoped,
  saveFailedOperation: keepingCustomersScoped,
  synchronizeFailedOperation: keepingCustomersScoped,
  synchronizeAllFailedOperations: keepingCustomersScoped,
  dismissDuplicateReview: keepingCustomersScoped,
  listMergeConflicts: reading,
  /* Tills and staff. */
  listDevices: readingScoped,
  listRegisters: readingScoped,
  listWorkerPins: reading,
  createActivationCode: runningTillsScoped,
  createDeviceRevocation: runningTillsScoped,
  putWorkerPin: runningTillsScoped,
  /* Jobs and sessions. */
  listBatchJobs: reading,
  listBatchJobRuns: reading,
  runBatchJob: runningChannels,
  cancelBatchJob: runningChannels,
  withholdBatchJob: runningChannels,
  previewRecurrence: reading,
  getConvertEverything: reading,
  convertEverything: runningChannels,
  listAlerts: reading,
  acknowledgeAlert: runningChannels,
  setBatchJobRecurrence: runningChannels,
  listDownloadSessions: reading,
  retryDownloadSession: runningChannels,
  cancelDownloadSession: runningChannels,
  skipDownloadSession: runningChannels,
  retryUploadSession: runningChannels,
  listUploadSessions: reading,
  initializeCommerceScheduler: runningChannels,
  requestFullDataSync: runningChannels,
  listCustomerNotifications: reading,
  retryNotification: runningChannels,
  retryAllNotifications: runningChannels,
  listEvents: reading,
  /* Settings, and what became of them. */
  listSettingKinds: reading,
  listChannelDatabases: reading,
  listConfigurationStatus: reading,
  getChannelCreationMode: reading,
  listFunctionalityProfiles: reading,
  putFunctionalityProfile: runningChannels,
  listNumberSequences: reading,
  putNumberSequence: runningChannels,
  getOrderParameters: reading,
  putOrderParameters: runningChannels,
  putDocumentNumbers: runningChannels,
  listFeatures: reading,
  previewSwitch: reading,
  getHeadquartersStatus: reading,
  getOverview: reading,
  getOverviewFigures: reading,
  getDoctor: reading,
  /* Orders and statements. */
  listOrders: reading,
  getOrder: reading,
  beginEditingOrder: runningChannels,
  editOrder: runningChannels,
  syncOrder: runningChannels,
  getStoreFinancials: reading,
  listParkedTransactions: reading,
  getParkedTransaction: reading,
  restageParkedTransaction: runningChannels,
  dismissParkedTransaction: runningChannels,
  listStatements: reading,
  getStatement: reading,
  calculateStatements: runningChannels,
  postStatement: runningChannels,
};

/** Who may call a route of a setting kind; there are four of each kind. */
export function rolesOfSettingRoute(path: string, method: string): readonly Role[] | undefined {
  if (!path.startsWith('/settings/')) return undefined;
  return method === 'GET' ? reading : runningChannels;
}
