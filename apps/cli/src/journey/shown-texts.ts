import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import { uuidPattern } from '@counterfoil/platform/identifiers';

/** The answer of `GET /customers/{identifier}/trace`. */
export interface CustomerTrace {
  readonly steps: readonly { readonly text: string }[];
  readonly next?: { readonly text: string } | null;
}

/** Counts the identifiers in texts that are meant for people: there must be none (R3). */
export interface ShownTexts {
  customer(shown: ShownCustomer): void;
  error(error: ErrorBody['error']): void;
  trace(trace: CustomerTrace): void;
  readonly textCount: number;
  readonly guidCount: number;
}

/** A count that has seen nothing yet. */
export function createShownTexts(): ShownTexts {
  let textCount = 0;
  let guidCount = 0;
  const see = (text: string | null | undefined): void => {
    if (!text) return;
    textCount++;
    guidCount += text.match(uuidPattern)?.length ?? 0;
  };
  return {
    customer({ display }) {
      for (const text of [display.name, display.account, display.status, display.reason]) see(text);
    },
    error({ message, problems }) {
      see(message);
      for (const problem of problems) see(problem.message);
    },
    trace({ steps, next }) {
      for (const { text } of steps) see(text);
      see(next?.text);
    },
    get textCount() {
      return textCount;
    },
    get guidCount() {
      return guidCount;
    },
  };
}
