import type { RouteWithHandler } from '@counterfoil/http/call';
import type { Channel } from '../channel.ts';
import { handleAddAddress } from './add-address.ts';
import { handleActivateDevice } from './activate-device.ts';
import { handleAddContact } from './add-contact.ts';
import { boundToDevice } from './bound-to-device.ts';
import { handleBringCustomerHere } from './bring-customer-here.ts';
import { handleChangeAddress } from './change-address.ts';
import { handleChangeContact } from './change-contact.ts';
import { directJobs, type ChannelJobs } from './channel-jobs.ts';
import { handleChallengeDevice } from './challenge-device.ts';
import { handleCreateCustomer } from './create-customer.ts';
import { handleCreateTransaction } from './create-transaction.ts';
import { handleDownloadOfflineSnapshot } from './download-offline-snapshot.ts';
import { handleEmailReceipt } from './email-receipt.ts';
import { handleEnrollInLoyalty } from './enroll-in-loyalty.ts';
import { handleFindByExternalIdentity } from './find-by-external-identity.ts';
import { handleLinkExternalIdentity } from './link-external-identity.ts';
import { handleListCustomerTransactions } from './list-customer-transactions.ts';
import { handleListDuplicateReviews } from './list-duplicate-reviews.ts';
import { handleExchangeOfflineDatabase } from './exchange-offline-database.ts';
import { handleFullDataSync } from './full-data-sync.ts';
import { handleListOfflineDatabases } from './list-offline-databases.ts';
import { handleListRejectedEntries } from './list-rejected-entries.ts';
import { handleListRejectedTransactions } from './list-rejected-transactions.ts';
import { handleLookupCustomers } from './lookup-customers.ts';
import { handleOpenDeviceConnection } from './open-device-connection.ts';
import { handlePossibleDuplicates } from './possible-duplicates.ts';
import { handleReadChannelSettings } from './read-channel-settings.ts';
import { handleReadConfiguration } from './read-configuration.ts';
import { handleReadCustomer } from './read-customer.ts';
import { handleReadStatus } from './read-status.ts';
import { handleReadTransaction } from './read-transaction.ts';
import { handleRemoveAddress } from './remove-address.ts';
import { handleRemoveContact } from './remove-contact.ts';
import { handleRun1010 } from './run-1010.ts';
import { handleRunPJob } from './run-p-job.ts';
import { handleSearchCustomers } from './search-customers.ts';
import { handleStreamOfflineWakeUps } from './stream-offline-wake-ups.ts';
import { handleSignIn } from './sign-in.ts';
import { handleSignOut } from './sign-out.ts';
import { handleTraceCustomer } from './trace-customer.ts';
import { handleUpdateCustomer } from './update-customer.ts';
import { shopperRoutes } from './shopper/routes.ts';
import { noIdentityProvider, type VerifyIdToken } from '../shoppers/verify-id-token.ts';

/**
 * The Commerce API of a scale unit: every route with its handler. `jobs` run one at a time where a loop runs them too;
 * without `verifyIdToken` no shopper signs in.
 */
export function commerceRoutes(
  channel: Channel,
  jobs: ChannelJobs = directJobs(channel),
  verifyIdToken: VerifyIdToken = noIdentityProvider,
): RouteWithHandler[] {
  return [
    ...deviceRoutes(channel),
    ...channelRoutes(channel, jobs).map(boundToDevice),
    ...shopperRoutes(channel, verifyIdToken),
  ];
}

/** How a till gets its own credentials, and its workers theirs. */
function deviceRoutes(channel: Channel): RouteWithHandler[] {
  return [
    handleActivateDevice(channel),
    handleChallengeDevice(channel),
    handleOpenDeviceConnection(channel),
    handleSignIn(channel),
    handleSignOut(channel),
  ];
}

function channelRoutes(channel: Channel, jobs: ChannelJobs): RouteWithHandler[] {
  return [
    handleCreateCustomer(channel),
    handleReadCustomer(channel),
    handleUpdateCustomer(channel),
    handleAddAddress(channel),
    handleChangeAddress(channel),
    handleRemoveAddress(channel),
    handleAddContact(channel),
    handleChangeContact(channel),
    handleRemoveContact(channel),
    handleEnrollInLoyalty(channel),
    handleFindByExternalIdentity(channel),
    handleLinkExternalIdentity(channel),
    handleBringCustomerHere(channel),
    handleListDuplicateReviews(channel),
    handleSearchCustomers(channel),
    handlePossibleDuplicates(channel),
    handleLookupCustomers(channel),
    handleTraceCustomer(channel),
    handleCreateTransaction(channel),
    handleEmailReceipt(channel),
    handleReadTransaction(channel),
    handleListCustomerTransactions(channel),
    handleReadChannelSettings(channel),
    handleReadConfiguration(channel),
    handleReadStatus(channel),
    handleRunPJob(jobs),
    handleRun1010(jobs),
    handleExchangeOfflineDatabase(channel),
    handleStreamOfflineWakeUps(channel),
    handleDownloadOfflineSnapshot(channel),
    handleFullDataSync(channel),
    handleListOfflineDatabases(channel),
    handleListRejectedEntries(channel),
    handleListRejectedTransactions(channel),
  ];
}
