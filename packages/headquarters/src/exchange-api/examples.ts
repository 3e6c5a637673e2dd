import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import type { Epoch } from '@counterfoil/contracts/exchange';
import type { RealTimeAnswer } from '@counterfoil/contracts/real-time-service';

/** Invented values for the OpenAPI document. */
export const exampleEpoch: Epoch = { number: 1, epochId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e5f' };

export const exampleOperation: CustomerOperation = {
  operationId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e60',
  customerId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e61',
  kind: 'create',
  origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: 'HOUSTON-1', workerId: '000160' },
  recordedAt: '2026-11-22T10:15:00.000Z',
  baseVersion: 0,
  follows: null,
  changes: {
    fields: {
      customerType: 'person',
      firstName: 'Ada',
      lastName: 'Example',
      languageId: 'en-US',
      currency: 'USD',
      customerGroup: '30',
    },
    addresses: [],
  },
};

export const exampleAnswer: RealTimeAnswer = {
  status: 'refused',
  problem: { code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: '99' } },
};
