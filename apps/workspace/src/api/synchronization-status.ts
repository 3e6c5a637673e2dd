import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type {
  ErrorGroups,
  StagedStatus,
  StatusEntry,
  StatusPage,
  SynchronizedMany,
} from '@counterfoil/contracts/administration/synchronization-status';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { ask, change, part, read } from './call.ts';

/** What *Customer synchronization status* can be narrowed by. */
export interface StatusFilter {
  readonly status?: StagedStatus;
  readonly channelId?: string;
  /** Code of the last known error. */
  readonly code?: string;
  /** The beginning of a name, an e-mail address or an account number. */
  readonly text?: string;
  readonly operationIds?: readonly string[];
}

const root = '/customer-synchronization-status';

/** A page of records, the latest arrivals first. */
export const readStatusPage = (
  filter: StatusFilter,
  cursor: string | null,
  limit: number,
  signal?: AbortSignal,
): Promise<StatusPage> => ask(`${root}/search`, { ...filter, limit, ...(cursor !== null && { cursor }) }, signal);

/** How many failed by which error. */
export const readErrorGroups = ({ channelId, text }: StatusFilter, signal: AbortSignal): Promise<ErrorGroups> =>
  ask(`${root}/errors`, { ...(channelId && { channelId }), ...(text && { text }) }, signal);

/** One record. */
export const readStatusEntry = (operationId: string, signal: AbortSignal): Promise<StatusEntry> =>
  read(`${root}/${part(operationId)}`, signal);

/** Keeps corrected values; the record stays failed. */
export const saveRecord = (operationId: string, changes: CustomerChanges): Promise<unknown> =>
  change('PUT', `${root}/${part(operationId)}`, { changes });

/** Has a record decided again, with corrected values or as it is. */
export const synchronizeRecord = (operationId: string, changes: CustomerChanges | null): Promise<unknown> =>
  change('POST', `${root}/${part(operationId)}/synchronize`, changes ? { changes } : {});

/** Has the failed records of a filter decided again, the oldest `limit` behind `cursor`. */
export const synchronizeMany = (
  { status: _, ...filter }: StatusFilter,
  limit: number,
  cursor: string | null,
): Promise<SynchronizedMany> =>
  change('POST', `${root}/synchronize`, { ...filter, limit, ...(cursor !== null && { cursor }) });

/** What the fields of a customer offer and are checked by. */
export const readRecordSettings = (signal: AbortSignal): Promise<CustomerFormSettings> =>
  read('/customer-form-settings', signal);
