import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { CodedError } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import type { Channel } from '../channel.ts';
import { localCustomers, type LocalCustomer } from '../local-customers.ts';

/**
 * *Search all stores*: the customers that headquarters finds; those that are here as this channel sees them. Null when
 * headquarters can't be asked: whoever searches gets what is here, and is told so.
 */
export async function askAllStores(channel: Channel, search: CustomerSearch): Promise<LocalCustomer[] | null> {
  const found = await askHeadquarters(channel, search);
  if (!found) return null;
  const ids = found.map((customer) => customer.customerId);
  const here = new Map(
    (await localCustomers(channel.database, ids)).map((local) => [local.document.customerId, local]),
  );
  return found.map((customer) => here.get(customer.customerId) ?? elsewhere(customer));
}

function elsewhere(customer: Customer): LocalCustomer {
  return { document: customer, published: customer, version: customer.version, accountNumberAt: null };
}

async function askHeadquarters(channel: Channel, search: CustomerSearch): Promise<readonly Customer[] | null> {
  const { bulkhead, circuitBreaker, headquarters, seams } = channel;
  try {
    const answer = await bulkhead.call(() =>
      circuitBreaker.call(
        () => headquarters.searchInRealTime(search),
        (error) => error instanceof CommunicationException,
      ),
    );
    return answer.customers;
  } catch (error) {
    if (error instanceof CommunicationException || error instanceof CircuitOpen || error instanceof BulkheadFull) {
      return null;
    }
    if (!(error instanceof CodedError)) throw error;
    seams.log.warn({ code: error.code }, 'headquarters refused a search of all stores');
    return null;
  }
}
