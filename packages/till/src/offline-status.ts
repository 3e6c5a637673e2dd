import { presentDevice } from './device.ts';
import { customerCount } from './offline-customers.ts';
import { offlineQueue } from './offline-outbox.ts';
import { isCustomerDataFiltered } from './offline-rules.ts';
import type { Till } from './till.ts';

/** How the offline database is doing, for the till's *Connection status*. */
export interface OfflineStatus {
  readonly registerId: string;
  /** Display only. */
  readonly lastExchangeAt: string | null;
  /** Operations that the scale unit hasn't acknowledged. */
  readonly undelivered: number;
  /** When the oldest of them was recorded. */
  readonly oldestRecordedAt: string | null;
  readonly customers: number;
  /** A first or full load of the customers is under way. */
  readonly isLoading: boolean;
  readonly configurationVersion: number;
  /** Whether customers can be created while this till is offline (SD-25). */
  readonly canCreateCustomers: boolean;
}

/** Reads how the offline database is doing. */
export async function offlineStatus(till: Till): Promise<OfflineStatus> {
  const device = await presentDevice(till.database);
  const { undelivered, oldestRecordedAt } = await offlineQueue(till.database);
  return {
    registerId: till.registerId,
    lastExchangeAt: device.lastExchangeAt,
    undelivered,
    oldestRecordedAt,
    customers: await customerCount(till.database),
    isLoading: device.cursor === null || device.cursor.load !== null,
    configurationVersion: till.configuration.version,
    canCreateCustomers: till.configuration.version > 0 && !isCustomerDataFiltered(till, device),
  };
}
