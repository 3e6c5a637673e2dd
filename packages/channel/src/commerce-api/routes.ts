import type { RouteWithHandler } from '@counterfoil/http/call';
import type { Channel } from '../channel.ts';
import { handleAddAddress } from './add-address.ts';
import { handleAddContact } from './add-contact.ts';
import { handleBringCustomerHere } from './bring-customer-here.ts';
import { handleChangeAddress } from './change-address.ts';
import { handleChangeContact } from './change-contact.ts';
import { directJobs, type ChannelJobs } from './channel-jobs.ts';
import { handleCreateCustomer } from './create-customer.ts';
import { handleCreateTransaction } from './create-transaction.ts';
import { handleEnrollInLoyalty } from './enroll-in-loyalty.ts';
import { handleFindByExternalIdentity } from './find-by-external-identity.ts';
import { handleLinkExternalIdentity } from './link-external-identity.ts';
import { handleListCustomerTransactions } from './list-customer-transactions.ts';
import { handleListDuplicateReviews } from './list-duplicate-reviews.ts';
import { handleExchangeOfflineDatabase } from './exchange-offline-database.ts';
import { handleFullDataSync } from './full-data-sync.ts';
import { handleListOfflineDatabases } from './list-offline-databases.ts';
import { handleListRejectedEntries } from './list-rejected-entries.ts';
import { handleLookupCustomers } from './lookup-customers.ts';
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
import { handleTraceCustomer } from './trace-customer.ts';
import { handleUpdateCustomer } from './update-customer.ts';

/** The Commerce API of a scale unit: every route with its handler. `jobs` run one at a time where a loop runs them too. */
export function commerceRoutes(channel: Channel, jobs: ChannelJobs = directJobs(channel)): RouteWithHandler[] {
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
    handleLookupCustomers(channel),
    handleTraceCustomer(channel),
    handleCreateTransaction(channel),
    handleReadTransaction(channel),
    handleListCustomerTransactions(channel),
    handleReadChannelSettings(channel),
    handleReadConfiguration(channel),
    handleReadStatus(channel),
    handleRunPJob(jobs),
    handleRun1010(jobs),
    handleExchangeOfflineDatabase(channel),
    handleFullDataSync(channel),
    handleListOfflineDatabases(channel),
    handleListRejectedEntries(channel),
  ];
}
