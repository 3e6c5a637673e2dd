import { isErrorCode, type Language } from '@counterfoil/contracts/error-register';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { CommunicationException, createClient } from '@counterfoil/http/client';
import type { z } from 'zod';

/** One call of the Commerce API. */
export interface CommerceCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Of the shopper for whom the call is; null: the web shop calls for itself. */
  readonly session: string | null;
  readonly language: Language;
  /** By which a repetition is recognised. */
  readonly idempotencyKey?: string;
}

/** The scale unit of the web shop. */
export interface CommerceApi {
  /**
   * The checked answer. Errors: those that the scale unit answers, with its problems; `web_shop_unavailable` when it
   * doesn't answer.
   */
  call<Schema extends z.ZodType>(call: CommerceCall, schema: Schema): Promise<z.output<Schema>>;
  /** The same where the answer is empty. */
  send(call: CommerceCall): Promise<void>;
  close(): Promise<void>;
}

/** How long the scale unit may take, in milliseconds: it may itself be waiting for headquarters in synchronous mode. */
const answerTimeoutMs = 20_000;
const connectionCountMax = 64;

/** A client of the Commerce API at `url`, known there by the access token of a web shop. */
export function createCommerceApi(url: string, accessToken: string): CommerceApi {
  const client = createClient({ baseUrl: url, timeoutMs: answerTimeoutMs, connectionCountMax });
  const answerTo = async ({
    method,
    path,
    body,
    session,
    language,
    idempotencyKey,
  }: CommerceCall): Promise<unknown> => {
    const headers = {
      authorization: `Bearer ${session ?? accessToken}`,
      'accept-language': language,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    };
    try {
      const answer = await client.call(method, path, body, { headers });
      if (answer.status >= 400) throw refusalOf(answer.body);
      return answer.body;
    } catch (error) {
      if (!(error instanceof CommunicationException)) throw error;
      throw error.code === 'overloaded' || error.code === 'identity_provider_unreachable'
        ? refuse(error.code)
        : new CodedError('web_shop_unavailable', undefined, { cause: error });
    }
  };
  return {
    call: async (call, schema) => schema.parse(await answerTo(call)),
    send: async (call) => void (await answerTo(call)),
    close: () => client.close(),
  };
}

/** What a scale unit of ours refuses with; anything else that answers is not one. */
function refusalOf(body: unknown): CodedError {
  const { error } = (body ?? {}) as Partial<ErrorBody>;
  if (!error || !isErrorCode(error.code)) return refuse('web_shop_unavailable');
  return new CodedError(
    error.code,
    error.problems.map(({ code, field, parameters }) => ({ code, field, ...(parameters && { parameters }) })),
  );
}
