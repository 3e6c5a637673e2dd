import { emptyConfiguration, type ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import { protocolVersion } from '@counterfoil/contracts/exchange';
import {
  beforeFirstCustomerId,
  offlineExchangeRequestSchema,
  offlineExchangeResponseSchema,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import { handle, type Caller, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { withoutPinVerifiers, withPinVerifiersOf } from '../devices/pin-verifiers.ts';
import { exchangeWithRegister } from '../offline/exchange-with-register.ts';
import { exampleShownCustomer } from './examples.ts';
import { registerParams } from './requests.ts';

/** Entries of a till with pictures of customers, up to as many as one exchange takes. */
const bodyBytesMax = 16 * 1024 * 1024;

const deviceEpoch = { number: 1, epochId: '019b0000-0000-7000-8000-000000000011' };
const channelEpoch = { number: 1, epochId: '019b0000-0000-7000-8000-000000000012' };
const position = { epochNumber: 1, xid: '812', n: '1250', changeId: '019b0000-0000-7000-8000-000000000013' };
const { customer } = exampleShownCustomer;

const exampleRequest: OfflineExchangeRequest = {
  protocolVersion,
  deviceEpoch,
  channelEpoch,
  acknowledgedSequence: 0,
  entries: [
    {
      deviceSequence: 1,
      operation: {
        operationId: '019b0000-0000-7000-8000-000000000003',
        customerId: customer.customerId,
        kind: 'create',
        origin: {
          legalEntity: 'USRT',
          channelId: 'HOUSTON',
          node: 'houston',
          terminalId: 'HOUSTON-7',
          workerId: '000160',
        },
        recordedAt: '2030-01-02T03:04:05.000Z',
        baseVersion: 0,
        follows: null,
        changes: { fields: { customerType: 'person', firstName: 'Imogen', lastName: 'Fictitious' }, addresses: [] },
      },
    },
  ],
  awaiting: [],
  transactions: [],
  awaitedTransactions: [],
  cursor: { position, load: { after: beforeFirstCustomerId, isFullSynchronization: false } },
  configurationVersion: 3,
  fullSynchronization: 0,
  status: {
    mode: 'online',
    undelivered: 1,
    oldestRecordedAt: '2030-01-02T03:04:05.000Z',
    customers: 1,
    heldOperations: 1,
  },
};

const exampleResponse: OfflineExchangeResponse = {
  protocolVersion,
  channelEpoch,
  acknowledgedSequence: 1,
  rejected: [],
  transactionReceipts: [],
  transactionOutcomes: [],
  customerData: 'sent',
  excludedParts: [],
  outcomes: [],
  from: exampleRequest.cursor,
  customers: [customer],
  removedCustomerIds: [],
  loaded: { after: beforeFirstCustomerId, through: null, isFullSynchronization: false },
  nextCursor: { position, load: null },
  more: true,
  configuration: emptyConfiguration('houston'),
  fullSynchronization: 0,
};

/** `POST /offline-databases/:registerId/exchange` */
export const exchangeOfflineDatabaseRoute = defineRoute({
  name: 'exchangeOfflineDatabase',
  method: 'POST',
  path: '/offline-databases/:registerId/exchange',
  summary: 'Exchange with the offline database of a register',
  description:
    'Takes what the till captured, each entry exactly once and without a gap, and answers what changed behind its ' +
    'cursor. The till applies the whole answer in one transaction. A repetition is answered and doubles nothing.',
  access: ['application', 'device'],
  request: { params: registerParams, body: offlineExchangeRequestSchema },
  response: { 200: offlineExchangeResponseSchema },
  errors: [
    'register_unknown',
    'register_offline_unsupported',
    'protocol_unsupported',
    'offline_epoch_foreign',
    'device_sequence_gap',
    'device_sequence_reused',
    'database_unreachable',
  ],
  examples: { request: exampleRequest, response: exampleResponse },
  bodyBytesMax,
});

/** Takes and answers one exchange. */
export const handleExchangeOfflineDatabase = (channel: Channel): RouteWithHandler =>
  handle(exchangeOfflineDatabaseRoute, async ({ params, body, caller }) => {
    const answer = await exchangeWithRegister(channel, params.registerId, body);
    const configuration = answer.configuration && configurationFor(caller, answer.configuration);
    return { status: 200, body: { ...answer, configuration } };
  });

/* What PINs are compared with is for tills alone, which verify them offline. */
function configurationFor({ scope }: Caller, configuration: ChannelConfiguration): ChannelConfiguration {
  const { deviceId, channelId } = scope;
  if (deviceId === undefined || channelId === undefined) return withoutPinVerifiers(configuration);
  return withPinVerifiersOf(channelId, configuration);
}
