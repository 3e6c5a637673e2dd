import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { CommunicationException } from '@counterfoil/http/client';
import type { Clock } from '@counterfoil/platform/clock';
import { ask } from '../ask.ts';
import type { JourneyProduct, JourneyScaleUnit } from './journey-product.ts';
import type { ShownTexts } from './shown-texts.ts';
import { byWay, type ByWay, type WayName } from './ways.ts';

/** Looks up the customers that don't have their number in every channel yet, until they have. */
export interface AccountNumberWatch {
  /** Watches a customer; its time runs from `sinceMs` on the monotonic clock. */
  add(customer: { readonly customerId: string; readonly way: WayName; readonly sinceMs: number }): void;
  /** Customers of a way that don't have their number in every channel yet. */
  pendingCount(way: WayName): number;
  /** Milliseconds from each customer's start until the last channel showed its number. */
  readonly timesMs: ByWay<readonly number[]>;
  /** Polls until `stopping` aborts. */
  run(stopping: AbortSignal): Promise<void>;
}

interface Watched {
  readonly customerId: string;
  readonly way: WayName;
  readonly sinceMs: number;
  /** Channel databases that don't show the number yet. */
  missingCount: number;
}

interface Waiting {
  readonly watched: Watched;
  lookCount: number;
}

const pollDelayMs = 50;
const lookupCountMax = 200;
// The oldest are converted first, so they are looked at first; one that is stuck makes room for the others after a while.
const looksAtTheHeadMax = 20;

/** A watch over all channel databases of `product`; one lookup at a time is under way at each. */
export function watchAccountNumbers(product: JourneyProduct, clock: Clock, texts: ShownTexts): AccountNumberWatch {
  const timesMs: Record<WayName, number[]> = byWay(() => []);
  const waitingAt = new Map<JourneyScaleUnit, Map<string, Waiting>>(
    product.scaleUnits.map((unit) => [unit, new Map<string, Waiting>()]),
  );
  const pendingCounts: Record<WayName, number> = byWay(() => 0);

  const arrived = (waiting: Map<string, Waiting>, customerId: string): void => {
    const watched = waiting.get(customerId)?.watched;
    if (!watched) return;
    waiting.delete(customerId);
    if (--watched.missingCount > 0) return;
    pendingCounts[watched.way]--;
    timesMs[watched.way].push(clock.monotonicMs() - watched.sinceMs);
  };

  const look = async (unit: JourneyScaleUnit, waiting: Map<string, Waiting>): Promise<void> => {
    const identifiers = headOf(waiting);
    if (identifiers.length === 0) return;
    for (const shown of await lookUp(unit, identifiers)) {
      texts.customer(shown);
      if (shown.customerAccountNumber !== null) arrived(waiting, shown.customerId);
    }
    rotate(waiting, identifiers);
  };

  return {
    timesMs,
    pendingCount: (way) => pendingCounts[way],
    add(customer) {
      const watched: Watched = { ...customer, missingCount: waitingAt.size };
      pendingCounts[customer.way]++;
      for (const waiting of waitingAt.values()) waiting.set(customer.customerId, { watched, lookCount: 0 });
    },
    async run(stopping) {
      await Promise.all(
        [...waitingAt].map(async ([unit, waiting]) => {
          while (!stopping.aborted) {
            await look(unit, waiting);
            await clock.sleep(pollDelayMs, stopping);
          }
        }),
      );
    },
  };
}

function headOf(waiting: ReadonlyMap<string, Waiting>): string[] {
  const identifiers: string[] = [];
  for (const identifier of waiting.keys()) {
    if (identifiers.length === lookupCountMax) break;
    identifiers.push(identifier);
  }
  return identifiers;
}

/** Moves those that were looked at often enough behind the others. */
function rotate(waiting: Map<string, Waiting>, identifiers: readonly string[]): void {
  for (const identifier of identifiers) {
    const entry = waiting.get(identifier);
    if (!entry || ++entry.lookCount < looksAtTheHeadMax) continue;
    waiting.delete(identifier);
    waiting.set(identifier, { watched: entry.watched, lookCount: 0 });
  }
}

async function lookUp(unit: JourneyScaleUnit, identifiers: readonly string[]): Promise<readonly ShownCustomer[]> {
  try {
    const answer = await ask<{ customers: ShownCustomer[] }>(unit.application, 'POST', '/customers/lookup', {
      identifiers,
    });
    return answer.customers;
  } catch (error) {
    // A busy server is asked again at the next poll; that it stays away shows in the stall that ends the wait.
    if (error instanceof CommunicationException) return [];
    throw error;
  }
}
