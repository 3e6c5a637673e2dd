import { problemSchema } from '@counterfoil/contracts/customer-operation';
import { errorRegister, isErrorCode, type ErrorCode, type Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { Clock } from '@counterfoil/platform/clock';
import { z } from 'zod';
import { ScaleUnitOutage } from './outage.ts';

/** One request as it goes over the wire. */
export interface SentRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with query, for example `/customers/search`. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly language?: Language | undefined;
  /** From connecting to the last byte, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the request before its time. */
  readonly abort?: AbortSignal | undefined;
}

/** What sending needs of the till. */
export interface Wire {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/**
 * Sends a request and reads its JSON answer. Errors: `ScaleUnitOutage`; the `CodedError` of what the scale unit refused.
 */
export async function sendJson<T>(wire: Wire, request: SentRequest, answer: z.ZodType<T>): Promise<T> {
  return withinTime(wire.clock, request.timeoutMs, async (overdue) => {
    const signal = request.abort ? AbortSignal.any([overdue, request.abort]) : overdue;
    const response = await respond(wire, request, signal);
    const parsed = answer.safeParse(await jsonOf(response));
    if (!parsed.success) throw new ScaleUnitOutage('the answer is not one of the scale unit', null);
    return parsed.data;
  });
}

/** Sends a request and gives its answer as it begins to come; `signal` ends it. Errors as of `sendJson`. */
export async function sendForStream(
  wire: Wire,
  request: SentRequest,
  signal: AbortSignal,
): Promise<{ headers: Headers; body: ReadableStream<Uint8Array> }> {
  const begun = new AbortController();
  const either = AbortSignal.any([signal, begun.signal]);
  const timer = new AbortController();
  void wire.clock.sleep(request.timeoutMs, timer.signal).then(() => !timer.signal.aborted && begun.abort());
  try {
    const { headers, body } = await respond(wire, request, either);
    if (!body) throw new ScaleUnitOutage('the answer has no body');
    return { headers, body };
  } finally {
    timer.abort();
  }
}

/** Runs `work`, which is told to stop after `timeoutMs`. Error: `ScaleUnitOutage` then. */
async function withinTime<T>(clock: Clock, timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const overdue = new AbortController();
  const timer = new AbortController();
  void clock.sleep(timeoutMs, timer.signal).then(() => !timer.signal.aborted && overdue.abort());
  try {
    return await work(overdue.signal);
  } finally {
    timer.abort();
  }
}

async function respond(wire: Wire, request: SentRequest, signal: AbortSignal): Promise<Response> {
  const response = await fetched(wire, request, signal);
  if (response.ok) return response;
  throw faultOf(response.status, await jsonOf(response));
}

async function fetched(wire: Wire, request: SentRequest, signal: AbortSignal): Promise<Response> {
  const { method, path, body, headers, language } = request;
  try {
    /* Called as a function of nobody: a browser's own `fetch` refuses to be a method of anything else. */
    const { fetch } = wire;
    return await fetch(`${wire.baseUrl}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(language && { 'accept-language': language }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
  } catch (cause) {
    throw new ScaleUnitOutage('the scale unit does not answer', null, { cause });
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await textOf(response);
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch (cause) {
    throw new ScaleUnitOutage('the answer is not JSON', null, { cause });
  }
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new ScaleUnitOutage('the answer was cut off', null, { cause });
  }
}

const errorBodySchema = z.object({
  error: z.object({
    code: z.string(),
    problems: z.array(z.object(problemSchema.shape)).default([]),
  }),
});

/** Outages of something behind the scale unit, which is itself there and has answered. */
const outagesBehind: ReadonlySet<ErrorCode> = new Set(['headquarters_unreachable']);

/** What an answer that isn't a success stands for. */
function faultOf(status: number, body: unknown): Error {
  const parsed = errorBodySchema.safeParse(body);
  const code = parsed.success ? parsed.data.error.code : '';
  if (!parsed.success || !isErrorCode(code)) return new ScaleUnitOutage(`the scale unit answered ${status}`);
  const isOutage = (status >= 500 || errorRegister[code].kind === 'outage') && !outagesBehind.has(code);
  if (isOutage) return new ScaleUnitOutage(`the scale unit answered ${status} ${code}`, code);
  const { problems } = parsed.data.error;
  return new CodedError(code, problems.length > 0 ? problems : undefined);
}
