import {
  activateDeviceAnswerSchema,
  deviceProofHeader,
  workerSessionHeader,
  type ActivateDeviceAnswer,
  type ActivateDeviceRequest,
} from '@counterfoil/contracts/devices';
import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import {
  offlineExchangeResponseSchema,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import { CodedError } from '@counterfoil/contracts/refusal';
import { workerSessionSchema, type SignInRequest, type WorkerSession } from '@counterfoil/contracts/worker-sessions';
import type { Seams } from '@counterfoil/platform/seams';
import { z } from 'zod';
import type { DeviceVault } from '../service/device-vault.ts';
import { createDeviceProofs, type DeviceProofs } from './device-proof.ts';
import { sendForStream, sendJson, type SentRequest, type Wire } from './send.ts';

/** One call as the device, or as the worker who is signed in at it. */
export interface ScaleUnitCall<T> {
  readonly method: SentRequest['method'];
  /** Path with query. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: z.ZodType<T>;
  readonly language?: Language;
  /** In milliseconds; that of the offline profile when left out. */
  readonly timeoutMs?: number;
  /** Null: the device's own call. */
  readonly session: string | null;
  /** Ends the call before its time, as an outage. */
  readonly abort?: AbortSignal;
}

/** An answer that comes bit by bit. */
export interface StreamedAnswer {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * The scale unit as a till reaches it. Errors of every call: `ScaleUnitOutage`; the `CodedError` of what was refused,
 * among them `device_revoked` and `device_unknown`.
 */
export interface ScaleUnit {
  /** One exchange of the offline database; `abort` ends it before its time, as an outage. */
  exchange(registerId: string, request: OfflineExchangeRequest, abort?: AbortSignal): Promise<OfflineExchangeResponse>;
  /** `POST /devices`. Errors: `activation_code_invalid`, `activation_code_other_register`. */
  activate(request: ActivateDeviceRequest): Promise<ActivateDeviceAnswer>;
  /** `GET /health`: whether it answers at all. */
  checkHealth(): Promise<void>;
  /** `POST /worker-sessions`. Errors: `sign_in_failed`, `sign_in_blocked`. */
  signIn(request: SignInRequest): Promise<WorkerSession>;
  call<T>(call: ScaleUnitCall<T>): Promise<T>;
  /** A call of the device whose answer begins within `timeoutMs`, or soon, and streams until `signal` aborts. */
  stream(path: string, signal: AbortSignal, timeoutMs?: number): Promise<StreamedAnswer>;
}

/** What the client of the scale unit is made of. */
export interface ScaleUnitOptions {
  readonly vault: Pick<DeviceVault, 'identity' | 'sign'>;
  readonly seams: Pick<Seams, 'clock'>;
  /** For example `https://houston.example.com`. */
  readonly scaleUnitUrl: string;
  readonly fetch: typeof fetch;
  /** The time-out of the offline profile, in milliseconds. */
  readonly timeoutMs: () => number;
}

/** Entries, decisions and a page of customers may take longer than what a person waits for, in milliseconds. */
const exchangeTimeoutMinMs = 20_000;
/** An activation waits for headquarters, in milliseconds. */
const activationTimeoutMs = 30_000;

const anyAnswer = z.unknown();

/** The client of one scale unit; it opens and renews the device's connection by itself. */
export function createScaleUnit(options: ScaleUnitOptions): ScaleUnit {
  const { fetch, timeoutMs, seams } = options;
  const wire: Wire = { baseUrl: options.scaleUnitUrl.replace(/\/$/u, ''), fetch, clock: seams.clock };
  const proofs = createDeviceProofs(wire, options.vault);

  const call = <T>({ body, answer, session, ...rest }: ScaleUnitCall<T>): Promise<T> =>
    withProof(
      proofs,
      { timeoutMs: timeoutMs(), ...rest, ...bodyOf(body), headers: session ? { [workerSessionHeader]: session } : {} },
      (request) => sendJson(wire, request, answer),
    );

  return {
    activate: (request) =>
      sendJson(
        wire,
        { method: 'POST', path: '/devices', ...bodyOf(request), timeoutMs: activationTimeoutMs },
        activateDeviceAnswerSchema,
      ),
    async checkHealth() {
      await sendJson(wire, { method: 'GET', path: '/health', timeoutMs: timeoutMs() }, anyAnswer);
    },
    signIn: (request) =>
      call({ method: 'POST', path: '/worker-sessions', body: request, answer: workerSessionSchema, session: null }),
    exchange: (registerId, request, abort) =>
      call({
        method: 'POST',
        path: `/offline-databases/${encodeURIComponent(registerId)}/exchange`,
        body: request,
        answer: offlineExchangeResponseSchema,
        session: null,
        timeoutMs: Math.max(timeoutMs(), exchangeTimeoutMinMs),
        ...(abort && { abort }),
      }),
    call,
    stream: (path, signal, beginMs = Math.max(timeoutMs(), exchangeTimeoutMinMs)) =>
      withProof(proofs, { method: 'GET', path, timeoutMs: beginMs }, (request) => sendForStream(wire, request, signal)),
  };
}

function bodyOf(body: unknown): { body?: string } {
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

/** Refusals of a proof, after which another connection is tried once. */
const proofRefusals: ReadonlySet<ErrorCode> = new Set([
  'device_connection_ended',
  'device_proof_invalid',
  'device_proof_replayed',
]);

async function withProof<T>(
  proofs: DeviceProofs,
  request: SentRequest,
  send: (request: SentRequest) => Promise<T>,
): Promise<T> {
  const sendWith = (proof: string): Promise<T> =>
    send({ ...request, headers: { ...request.headers, [deviceProofHeader]: proof } });
  const { proof, connectionId } = await proofs.proofOf(request);
  try {
    return await sendWith(proof);
  } catch (error) {
    if (!(error instanceof CodedError) || !proofRefusals.has(error.code)) throw error;
    proofs.forget(connectionId);
    return sendWith((await proofs.proofOf(request)).proof);
  }
}
