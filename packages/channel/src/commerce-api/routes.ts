import type { RouteWithHandler } from '@counterfoil/http/call';
import type { Channel } from '../channel.ts';
import { handleAddAddress } from './add-address.ts';
import { handleChangeAddress } from './change-address.ts';
import { directJobs, type ChannelJobs } from './channel-jobs.ts';
import { handleCreateCustomer } from './create-customer.ts';
import { handleLookupCustomers } from './lookup-customers.ts';
import { handleReadConfiguration } from './read-configuration.ts';
import { handleReadCustomer } from './read-customer.ts';
import { handleReadStatus } from './read-status.ts';
import { handleRemoveAddress } from './remove-address.ts';
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
    handleSearchCustomers(channel),
    handleLookupCustomers(channel),
    handleTraceCustomer(channel),
    handleReadConfiguration(channel),
    handleReadStatus(channel),
    handleRunPJob(jobs),
    handleRun1010(jobs),
  ];
}
