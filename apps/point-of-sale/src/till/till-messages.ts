import { CodedError } from '@counterfoil/contracts/refusal';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { TillEvent, TillService } from '@counterfoil/till/service/till-service';

/*
 * What tabs and the worker with the engine say to each other over one BroadcastChannel. Everybody hears everything; an
 * answer belongs to the tab that made its `callId`.
 */

export const tillChannelName = 'counterfoil-till';
/** Whoever has this Web Lock owns the till: its worker has the database. */
export const tillLockName = 'counterfoil-till-owner';

export type TillMethod = keyof TillService;

/** A call of one tab. Repeated with the same identifier when another worker takes over. */
export interface TillCall {
  readonly kind: 'call';
  readonly callId: string;
  readonly method: TillMethod;
  readonly args: readonly unknown[];
}

/** A refusal as it travels; `code` null: a fault of the program. */
export interface SentError {
  readonly code: string | null;
  readonly message: string;
  readonly problems: readonly Problem[];
}

export type TillMessage =
  | TillCall
  | { readonly kind: 'answer'; readonly callId: string; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly callId: string; readonly error: SentError }
  | { readonly kind: 'event'; readonly event: TillEvent }
  /** A tab is there: the worker tells where it stands. */
  | { readonly kind: 'hello' }
  /** The worker takes calls, those included that no earlier worker answered. */
  | { readonly kind: 'ready' };

/** What the owner tab gives its worker. */
export interface WorkerStart {
  readonly scaleUnitUrl: string;
}

/** An error as plain values. */
export function sentError(error: unknown): SentError {
  if (error instanceof CodedError) return { code: error.code, message: error.message, problems: error.problems };
  return { code: null, message: error instanceof Error ? error.message : String(error), problems: [] };
}

/** The error again, as the engine threw it. */
export function receivedError({ code, message, problems }: SentError): Error {
  return code !== null && isErrorCode(code) ? new CodedError(code, problems) : new Error(message);
}
