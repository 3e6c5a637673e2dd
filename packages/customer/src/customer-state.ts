/**
 * The way of one operation as its channel sees it.
 *
 *                      headquartersRestored
 *        ┌───────────────────┬──────────────────────┐
 *        ▼                   │                      │
 *   ┌─────────┐ uploaded ┌──────────┐ completed ┌───────────┐
 *   │ pending ├─────────►│ uploaded ├──────────►│ completed │
 *   └─────────┘          └──┬────┬──┘           └───────────┘
 *        ▲                  │  ▲ │ refused      ┌───────────┐
 *        │           failed │  │ └─────────────►│  refused  │
 *        │                  ▼  │ synchronizedAgain └────────┘
 *        │               ┌────────┐
 *        └───────────────┤ failed │
 *   headquartersRestored └────────┘
 *
 * A synchronous call answers at once, so `pending` may go straight to an outcome. Messages arrive at least once: a
 * late acknowledgement never takes an outcome back. A refusal was told to the person who can act on it, and is not
 * offered again after a restore.
 */

/** Where an operation stands. */
export const customerSyncStatuses = ['pending', 'uploaded', 'completed', 'refused', 'failed'] as const;
export type CustomerSyncStatus = (typeof customerSyncStatuses)[number];

/** What happens to an operation: the acknowledged upload, its outcomes, a retry by hand, a restore of headquarters. */
export const customerSyncEvents = [
  'uploaded',
  'completed',
  'refused',
  'failed',
  'synchronizedAgain',
  'headquartersRestored',
] as const;
export type CustomerSyncEvent = (typeof customerSyncEvents)[number];

/** Every status × every event; a missing cell does not compile. */
const transitions: Record<CustomerSyncStatus, Record<CustomerSyncEvent, CustomerSyncStatus>> = {
  pending: {
    uploaded: 'uploaded',
    completed: 'completed',
    refused: 'refused',
    failed: 'failed',
    synchronizedAgain: 'pending',
    headquartersRestored: 'pending',
  },
  uploaded: {
    uploaded: 'uploaded',
    completed: 'completed',
    refused: 'refused',
    failed: 'failed',
    synchronizedAgain: 'uploaded',
    headquartersRestored: 'pending',
  },
  completed: {
    uploaded: 'completed',
    completed: 'completed',
    refused: 'completed',
    failed: 'completed',
    synchronizedAgain: 'completed',
    headquartersRestored: 'pending',
  },
  refused: {
    uploaded: 'refused',
    completed: 'completed',
    refused: 'refused',
    failed: 'refused',
    synchronizedAgain: 'refused',
    headquartersRestored: 'refused',
  },
  failed: {
    uploaded: 'failed',
    completed: 'completed',
    refused: 'refused',
    failed: 'failed',
    synchronizedAgain: 'uploaded',
    headquartersRestored: 'pending',
  },
};

/** The status after `event`; total, since any message can arrive late or twice. */
export function nextStatus(status: CustomerSyncStatus, event: CustomerSyncEvent): CustomerSyncStatus {
  return transitions[status][event];
}
