import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerReading } from '@counterfoil/contracts/customer-reading';
import { CodedError } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import type { Channel } from '../channel.ts';

/** A customer as headquarters has it, or null. Error: `headquarters_unreachable`, also when it is too busy to answer. */
export async function readAtHeadquarters(channel: Channel, reading: CustomerReading): Promise<Customer | null> {
  const { bulkhead, circuitBreaker, headquarters } = channel;
  try {
    const answer = await bulkhead.call(() =>
      circuitBreaker.call(
        () => headquarters.readInRealTime(reading),
        (error) => error instanceof CommunicationException,
      ),
    );
    return answer.customer;
  } catch (error) {
    if (error instanceof CommunicationException || error instanceof CircuitOpen || error instanceof BulkheadFull) {
      throw new CodedError('headquarters_unreachable', undefined, { cause: error });
    }
    throw error;
  }
}
