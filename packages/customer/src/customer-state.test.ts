import { describe, expect, it } from 'vitest';
import { customerSyncEvents, customerSyncStatuses, nextStatus } from './customer-state.ts';
import type { CustomerSyncEvent, CustomerSyncStatus } from './customer-state.ts';

function after(...events: CustomerSyncEvent[]): CustomerSyncStatus {
  return events.reduce<CustomerSyncStatus>(nextStatus, 'pending');
}

describe('the status of an operation', () => {
  it('goes from pending over uploaded to its outcome', () => {
    expect(after('uploaded')).toBe('uploaded');
    for (const outcome of ['completed', 'refused', 'failed'] as const) {
      expect(after('uploaded', outcome)).toBe(outcome);
      expect(after(outcome)).toBe(outcome);
    }
  });

  it('goes from failed to uploaded when it is synchronized again', () => {
    expect(after('uploaded', 'failed', 'synchronizedAgain')).toBe('uploaded');
    expect(after('uploaded', 'failed', 'synchronizedAgain', 'completed')).toBe('completed');
  });

  it('R11: is pending again after headquarters was restored, unless its refusal was told', () => {
    for (const status of customerSyncStatuses) {
      expect(nextStatus(status, 'headquartersRestored')).toBe(status === 'refused' ? 'refused' : 'pending');
    }
  });

  it('R5: a message that comes twice changes nothing the second time', () => {
    for (const status of customerSyncStatuses) {
      for (const event of customerSyncEvents.filter((name) => name !== 'synchronizedAgain')) {
        const once = nextStatus(status, event);
        expect(nextStatus(once, event)).toBe(once);
      }
    }
  });

  it('R1: a late acknowledgement never takes an outcome back', () => {
    for (const outcome of ['completed', 'refused', 'failed'] as const)
      expect(nextStatus(outcome, 'uploaded')).toBe(outcome);
    for (const late of ['refused', 'failed'] as const) expect(nextStatus('completed', late)).toBe('completed');
  });
});
