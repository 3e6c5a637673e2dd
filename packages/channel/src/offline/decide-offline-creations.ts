import type { Register } from '@counterfoil/contracts/channel-configuration';
import { uuidSchema } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import type { OfflineExchangeRequest } from '@counterfoil/contracts/offline-exchange';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { Channel } from '../channel.ts';
import { decideAcknowledged, keepFromPJob } from '../exchange/call-real-time-service.ts';
import type { OfflineReceipt } from './receive-offline-entries.ts';

/**
 * Runs `receive` and then, where the profile says *sync* and the till is online, has headquarters decide what it
 * recorded of the till's creations, in the background: the till has its acknowledgement at once, and is woken. They are
 * kept from the P-job from before their recording until they are decided. Whatever the Real-time Service can't decide,
 * and whatever is under way when the process ends, goes by P-job with the same identifiers.
 */
export async function withDecisionsInRealTime<Receipt extends OfflineReceipt>(
  channel: Channel,
  register: Register,
  request: OfflineExchangeRequest,
  receive: (inRealTime: ReadonlySet<string>) => Promise<Receipt>,
): Promise<Receipt> {
  const operationIds = creationsToDecide(channel, register, request);
  const received = Promise.withResolvers<readonly CustomerOperation[]>();
  for (const operationId of operationIds) void decideOnceReceived(channel, operationId, received.promise);
  let recorded: readonly CustomerOperation[] = [];
  try {
    const receipt = await receive(new Set(operationIds));
    recorded = receipt.recorded;
    return receipt;
  } finally {
    received.resolve(recorded);
  }
}

/**
 * The creations of an online till that nothing else in the exchange follows. Of the same exchange twice at once either may
 * be the one that records: the other finds nothing to decide.
 */
function creationsToDecide(channel: Channel, { channelId }: Register, request: OfflineExchangeRequest): string[] {
  const { entries, status } = request;
  if (status.mode !== 'online' || !isSynchronous(channel, channelId)) return [];
  const customers = Map.groupBy(entries, ({ operation }) => operation['customerId']);
  const alone = entries.filter(
    ({ operation }) => operation['kind'] === 'create' && customers.get(operation['customerId'])?.length === 1,
  );
  if (alone.length > channel.limits.tillCreationsInRealTimeCountMax) return [];
  const operationIds = alone.flatMap(({ operation }) => {
    const operationId = uuidSchema.safeParse(operation['operationId']);
    return operationId.success ? [operationId.data] : [];
  });
  return [...new Set(operationIds)];
}

function isSynchronous({ configuration }: Channel, channelId: string): boolean {
  return configuration.channels.some(
    (settings) => settings.channelId === channelId && !settings.createCustomerInAsyncMode,
  );
}

async function decideOnceReceived(
  channel: Channel,
  operationId: string,
  received: Promise<readonly CustomerOperation[]>,
): Promise<void> {
  const isLeft = await keepFromPJob(channel, operationId, async () => {
    const operation = (await received).find((candidate) => candidate.operationId === operationId);
    return operation !== undefined && !(await isDecided(channel, operation));
  });
  if (isLeft) channel.wakeUps.recorded();
}

/** A fault is no reason to lose the operation: it stays in the outbox. */
async function isDecided(channel: Channel, operation: CustomerOperation): Promise<boolean> {
  try {
    return (await decideAcknowledged(channel, operation)) !== 'fallback';
  } catch (error) {
    const code = error instanceof CodedError ? error.code : String(error);
    channel.seams.log.warn({ code }, 'a creation of a till was not decided in real time; it goes by P-job');
    return false;
  }
}
