import type { OutageSimulator } from '@counterfoil/contracts/administration/outage-simulator';
import { change, part, read } from './call.ts';

/** The lines, and where the sample customers are. */
export const readOutageSimulator = (signal: AbortSignal): Promise<OutageSimulator> => read('/demo/lines', signal);

/** Cuts or restores a store's line. */
export const switchLine = (channelDatabaseId: string, state: 'cut' | 'restored'): Promise<unknown> =>
  change('POST', `/demo/lines/${part(channelDatabaseId)}`, { state });

/** Creates sample customers at a store. */
export const createSampleCustomers = (channelDatabaseId: string, count: number): Promise<unknown> =>
  change('POST', `/demo/lines/${part(channelDatabaseId)}/customers`, { count });

/** Stops counting the sample customers there are. */
export const clearSampleCustomers = (): Promise<unknown> => change('DELETE', '/demo/lines/customers');
