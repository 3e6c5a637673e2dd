import { systemClock } from '@counterfoil/platform/clock';

/** A request with the key by which its repetition is recognised. */
export interface TillRequest {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly key: string;
  readonly body: object;
}

/** What a till was answered in the end, and how often it had to ask. */
export interface TillAnswer {
  readonly status: number;
  /** The customer's permanent identifier; empty when the request was refused. */
  readonly customerId: string;
}

interface OperationBody {
  readonly customer?: { readonly customerId: string };
}

/** Sends a request until it is answered. */
export type Till = (request: TillRequest) => Promise<TillAnswer>;

const retryDelayMs = 40;
const patienceMs = 60_000;

/** A till: what is not answered, or answered with an outage, is sent again as it was, with the same key. */
export function createTill(url: string, token: string): Till {
  return async (request) => {
    const giveUpAtMs = systemClock.monotonicMs() + patienceMs;
    for (;;) {
      const answer = await sendOnce(url, token, request);
      if (answer && answer.status < 500) return answer;
      if (systemClock.monotonicMs() > giveUpAtMs) throw new Error(`never answered: ${request.key}`);
      await systemClock.sleep(retryDelayMs);
    }
  };
}

/** The answer, or null when the line broke: it is then unknown whether the request was heard. */
async function sendOnce(url: string, token: string, request: TillRequest): Promise<TillAnswer | null> {
  try {
    const response = await fetch(`${url}${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': request.key,
      },
      body: JSON.stringify(request.body),
    });
    const body = (await response.json()) as OperationBody;
    return { status: response.status, customerId: body.customer?.customerId ?? '' };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
