import type { AlertsAnswer } from '@counterfoil/contracts/administration/alerts';
import { change, part, read } from './call.ts';
import { queryOf } from './batch-jobs.ts';

/** A page of alerts: those that are so, those that have gone, or all. */
export const readAlerts = (
  state: 'open' | 'cleared' | null,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<AlertsAnswer> => read(`/alerts${queryOf({ state, cursor })}`, signal);

/** Somebody looks after an alert. */
export const acknowledgeAlert = (alertId: string): Promise<unknown> =>
  change('POST', `/alerts/${part(alertId)}/acknowledge`);
