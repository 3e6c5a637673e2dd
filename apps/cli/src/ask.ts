import type { Language } from '@counterfoil/contracts/error-register';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import type { CallOptions, Client } from '@counterfoil/http/client';
import { createClient } from '@counterfoil/http/client';

/** The product refused a request; the message is the product's own sentence in the user's language. */
export class RefusedByProduct extends Error {
  readonly status: number;
  /** Null where the answer was none of ours. */
  readonly body: ErrorBody['error'] | null;

  /** Path of the field that the first problem is about; empty when it is about none. */
  readonly field: string;

  constructor(status: number, body: ErrorBody['error'] | null) {
    super(sentenceOf(status, body));
    this.name = 'RefusedByProduct';
    this.status = status;
    this.body = body;
    this.field = body?.problems[0]?.field ?? '';
  }
}

const timeoutMs = 60_000;

/** A client that carries `token` and asks for messages in `language`. */
export function openClient(baseUrl: string, token: string, language: Language): Client {
  const client = createClient({ baseUrl, timeoutMs, token: () => Promise.resolve(token) });
  return {
    ...client,
    call: (method, path, body, options = {}) =>
      client.call(method, path, body, { ...options, headers: { 'accept-language': language, ...options.headers } }),
    callStream: (method, path, options = {}) =>
      client.callStream(method, path, { ...options, headers: { 'accept-language': language, ...options.headers } }),
  };
}

/** The body of a successful answer. Throws `RefusedByProduct` or `CommunicationException`. */
export async function ask<Answer>(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
  options?: CallOptions,
): Promise<Answer> {
  const answer = await client.call(method, path, body, options);
  if (answer.status < 400) return answer.body as Answer;
  throw new RefusedByProduct(answer.status, (answer.body as Partial<ErrorBody> | undefined)?.error ?? null);
}

function sentenceOf(status: number, body: ErrorBody['error'] | null): string {
  return body?.problems[0]?.message ?? body?.message ?? `answer ${status}`;
}
