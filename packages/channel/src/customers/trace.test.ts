import { uuidPattern } from '@counterfoil/platform/identifiers';
import { describe, expect, it } from 'vitest';
import { exampleShownCustomer } from '../commerce-api/examples.ts';
import type { LocalCustomer } from './local-customers.ts';
import type { OutboxEntry } from '../exchange/outbox.ts';
import { traceCustomer, type TraceReader } from './trace.ts';

const { customer } = exampleShownCustomer;
const english: TraceReader = { language: 'en', channelName: () => 'Houston' };
const french: TraceReader = { language: 'fr', channelName: () => 'Houston' };

function local(customerAccountNumber: string | null): LocalCustomer {
  const document = { ...customer, customerAccountNumber };
  return {
    document,
    published: null,
    version: 0,
    accountNumberAt: customerAccountNumber && '2030-01-02T03:05:00.000Z',
  };
}

function entry(differing: Partial<OutboxEntry>, kind: 'create' | 'update' = 'create'): OutboxEntry {
  return {
    operation: {
      operationId: '019b0000-0000-7000-8000-000000000003',
      customerId: customer.customerId,
      kind,
      origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: null, workerId: null },
      recordedAt: '2030-01-02T03:04:05.000Z',
      baseVersion: 0,
      follows: null,
      changes: { fields: {}, addresses: [] },
    },
    way: 'async',
    status: 'pending',
    lastKnownError: null,
    contentHash: '',
    recordedAt: '2030-01-02T03:04:05.000Z',
    decidedAt: null,
    ...differing,
  };
}

describe('the trace of a customer', () => {
  it.each([
    ['pending', null, "Le prochain P-job l'envoie au siège."],
    ['uploaded', null, 'Le siège le traite avec sa prochaine tâche et attribue le numéro de compte.'],
    ['uploaded', 'C-1', 'Le siège traite la modification avec sa prochaine tâche.'],
    ['failed', null, "Quelqu'un au siège le corrige et le synchronise à nouveau."],
    ['completed', null, 'Le numéro de compte arrive avec le prochain téléchargement (tâche 1010).'],
    ['completed', 'C-1', 'Plus rien à faire.'],
  ] as const)('while its operation is %s and its number %s says what comes next', (status, number, text) => {
    expect(traceCustomer(local(number), [entry({ status })], french).next.text).toBe(text);
  });

  it('says that headquarters could not be reached, then where the operation went', () => {
    const traced = traceCustomer(local('C-1'), [entry({ way: 'fallback', status: 'completed' })], english);
    expect(traced.steps.map(({ text }) => text)).toEqual([
      'Recorded at Houston.',
      'Headquarters could not be reached; it goes with the next upload instead.',
      'Sent to headquarters.',
      'Processed by headquarters.',
      'Account number C-1 arrived.',
    ]);
  });

  it('of a customer from another store begins with its number, and goes on with the edits made here', () => {
    const traced = traceCustomer(local('C-1'), [entry({}, 'update')], english);
    expect(traced.steps.map(({ step }) => step)).toEqual(['accountNumberArrived', 'recorded']);
    expect(traced.steps[1]?.text).toBe('Change recorded at Houston.');
  });

  it('shows no identifier and nothing of what the database said, also when its message holds one (R3)', () => {
    const detail = `row ${customer.customerId} is bad`;
    const lastKnownError = { code: 'record_poisoned', field: '', parameters: { detail } };
    for (const status of ['failed', 'refused'] as const) {
      const traced = traceCustomer(local(null), [entry({ status, lastKnownError })], english);
      expect(traced.steps.at(-1)?.text).toContain('cannot be stored as it is');
      expect(traced.steps.at(-1)?.text).not.toContain('row');
      expect(JSON.stringify(traced)).not.toMatch(uuidPattern);
    }
  });
});
