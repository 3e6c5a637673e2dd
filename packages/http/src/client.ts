import type { Readable } from 'node:stream';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { Pool } from 'undici';

/**
 * The other side did not answer: refused, reset, timed out, 5xx, or a reply that is cut off. Whether it did the work is
 * not known, so the same operation with the same identifiers is delivered again.
 */
export class CommunicationException extends Error {
  /** Of the answer, when there was one. */
  readonly status: number | null;
  /** Code of the error register, when the answer had one. */
  readonly code: ErrorCode | null;

  constructor(message: string, answer: { status: number; code: ErrorCode | null } | null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommunicationException';
    this.status = answer?.status ?? null;
    this.code = answer?.code ?? null;
  }
}

/** What a client is made of. */
export interface ClientOptions {
  /** For example `https://headquarters.example.com/api`. */
  readonly baseUrl: string;
  /** A bearer token for each call; asked every time, so it keeps its own store of it. */
  readonly token?: () => Promise<string>;
  /** For the whole call, from connecting to the last byte. */
  readonly timeoutMs: number;
  /** Most connections kept open; 64 by default. */
  readonly connectionCountMax?: number;
}

/** Beyond the method, path and body of one call. */
export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Shorter or longer than the client's. */
  readonly timeoutMs?: number;
  readonly abort?: AbortSignal;
}

/** An answer below 500. */
export interface ClientAnswer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Body;
}

/** Calls one server over connections that stay open. */
export interface Client {
  /** Sends and reads JSON; `body` of the answer is unchecked and undefined when empty. Throws `CommunicationException`. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<ClientAnswer<unknown>>;
  /** Sends and reads bytes. Throws `CommunicationException`. */
  callBytes(method: string, path: string, body?: Uint8Array, options?: CallOptions): Promise<ClientAnswer<Buffer>>;
  /** Answers the body as it arrives; the time-out is for the silence between two parts. Throws `CommunicationException`. */
  callStream(method: string, path: string, options?: CallOptions): Promise<ClientAnswer<Readable>>;
  close(): Promise<void>;
}

const connectionCountMaxDefault = 64;

/** A client of one server. */
export function createClient(options: ClientOptions): Client {
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/$/u, '');
  const pool = new Pool(base.origin, {
    connections: options.connectionCountMax ?? connectionCountMaxDefault,
    connect: { timeout: options.timeoutMs },
  });

  const send = async (
    method: string,
    path: string,
    body: Sent,
    call: CallOptions = {},
  ): Promise<ClientAnswer<Buffer>> => {
    const token = await options.token?.();
    const timeout = AbortSignal.timeout(call.timeoutMs ?? options.timeoutMs);
    const request = {
      method,
      path: `${prefix}${path}`,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...body.headers, ...call.headers },
      body: body.content ?? null,
      signal: call.abort ? AbortSignal.any([timeout, call.abort]) : timeout,
    };
    return refuseOutage(await exchange(pool, request));
  };

  return {
    async call(method, path, body, callOptions) {
      const answer = await send(method, path, jsonOf(body), callOptions);
      return { ...answer, body: parseJson(answer) };
    },
    callBytes: (method, path, body, callOptions) =>
      send(
        method,
        path,
        { content: body, headers: body ? { 'content-type': 'application/octet-stream' } : {} },
        callOptions,
      ),
    async callStream(method, path, callOptions = {}) {
      const token = await options.token?.();
      const silenceMs = callOptions.timeoutMs ?? options.timeoutMs;
      return streamed(pool, {
        method,
        path: `${prefix}${path}`,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...callOptions.headers },
        headersTimeout: silenceMs,
        bodyTimeout: silenceMs,
        ...(callOptions.abort && { signal: callOptions.abort }),
      });
    },
    close: () => pool.close(),
  };
}

interface Sent {
  readonly content: string | Uint8Array | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

function jsonOf(body: unknown): Sent {
  if (body === undefined) return { content: undefined, headers: { accept: 'application/json' } };
  return { content: JSON.stringify(body), headers: { accept: 'application/json', 'content-type': 'application/json' } };
}

async function streamed(pool: Pool, request: Parameters<Pool['request']>[0]): Promise<ClientAnswer<Readable>> {
  try {
    const { statusCode, headers, body } = await pool.request(request);
    if (statusCode >= 500) refuseOutage({ status: statusCode, headers, body: Buffer.from(await body.arrayBuffer()) });
    return { status: statusCode, headers, body };
  } catch (cause) {
    throw noAnswer(cause);
  }
}

function noAnswer(cause: unknown): CommunicationException {
  if (cause instanceof CommunicationException) return cause;
  const reason = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : 'unknown';
  return new CommunicationException(`no answer (${reason})`, null, { cause });
}

async function exchange(pool: Pool, request: Parameters<Pool['request']>[0]): Promise<ClientAnswer<Buffer>> {
  try {
    const { statusCode, headers, body } = await pool.request(request);
    return { status: statusCode, headers, body: Buffer.from(await body.arrayBuffer()) };
  } catch (cause) {
    throw noAnswer(cause);
  }
}

function refuseOutage(answer: ClientAnswer<Buffer>): ClientAnswer<Buffer> {
  if (answer.status < 500) return answer;
  const code = errorCodeOf(answer.body);
  throw new CommunicationException(`answered ${answer.status}${code ? ` ${code}` : ''}`, {
    status: answer.status,
    code,
  });
}

/** The code of an error answer of ours; a proxy in between answers whatever it likes. */
function errorCodeOf(body: Buffer): ErrorCode | null {
  try {
    const code = (JSON.parse(body.toString('utf8')) as { error?: { code?: unknown } } | null)?.error?.code;
    return typeof code === 'string' && isErrorCode(code) ? code : null;
  } catch {
    // Not JSON, so not an answer of ours: there is no code to tell.
    return null;
  }
}

function parseJson({ status, body }: ClientAnswer<Buffer>): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new CommunicationException('the answer is not JSON', { status, code: null }, { cause });
  }
}
