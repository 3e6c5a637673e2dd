import type { Fix } from '@counterfoil/contracts/administration/fix';

/* What headquarters can mend by itself, as calls of its own API. */

/** Has a job run by itself as soon as there is something to do. */
export function runContinuously(job: string): Fix {
  return {
    route: 'setBatchJobRecurrence',
    method: 'PUT',
    path: `/batch-jobs/${encodeURIComponent(job)}/recurrence`,
    body: { recurrence: 'continuous' },
  };
}

/** Has a job run once, now. */
export function runNow(job: string): Fix {
  const path = `/batch-jobs/${encodeURIComponent(job)}/runs`;
  return { route: 'runBatchJob', method: 'POST', path, body: { background: true } };
}

/** Lets a job that somebody withholds run again. */
export function release(job: string): Fix {
  const path = `/batch-jobs/${encodeURIComponent(job)}/withheld`;
  return { route: 'withholdBatchJob', method: 'PUT', path, body: { withheld: false } };
}

/** Offers a download session again. */
export function retrySession(downloadSessionId: string): Fix {
  return { route: 'retryDownloadSession', method: 'POST', path: `/download-sessions/${downloadSessionId}/retry` };
}

/** Has all failed operations with one error decided again. */
export function synchronizeAll(code: string): Fix {
  const path = '/customer-synchronization-status/synchronize';
  return { route: 'synchronizeAllFailedOperations', method: 'POST', path, body: { code } };
}

/** Sends parked e-mails again. */
export const sendParkedMail: Fix = {
  route: 'retryAllNotifications',
  method: 'POST',
  path: '/notifications/retry',
};

/** Goes on telling another system. */
export function resumeSubscription(eventSubscriptionId: string): Fix {
  const path = `/event-subscriptions/${encodeURIComponent(eventSubscriptionId)}/resume`;
  return { route: 'resumeEventSubscription', method: 'POST', path };
}
