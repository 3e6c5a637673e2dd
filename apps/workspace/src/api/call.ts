import { languageOf } from '@counterfoil/ui/language';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import { CodedError, type ErrorBody } from '@counterfoil/contracts/refusal';
import i18next from 'i18next';
import { isUnattended } from './attention.ts';

/** What the pages need of whoever is signed in. */
interface CallerState {
  csrfToken: string;
  /** Called when an answer says that nobody is signed in any more, or not by the session that the pages know. */
  onSignedOut(): void;
}

const caller: CallerState = { csrfToken: '', onSignedOut: () => undefined };

/** Tells the calls what to repeat, and whom to tell when the session has ended. */
export function bindCalls(state: Partial<CallerState>): void {
  Object.assign(caller, state);
}

/** Reads from headquarters. Throws a `CodedError` with its code and problems. */
export function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>('GET', path, undefined, signal);
}

/** Asks headquarters for something, with what is asked for in the body: nothing personal stands in an address. */
export function ask<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>('POST', path, body, signal);
}

/** Asks headquarters for a file that is read as it comes. Throws a `CodedError` with its code and problems. */
export async function askForFile(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const response = await send('POST', path, body, signal);
  if (response.ok) return response;
  if (response.status === 401) caller.onSignedOut();
  throw codedErrorOf(await response.text(), response.status);
}

/** Changes something at headquarters. Throws a `CodedError` with its code and problems. */
export function change<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  return call<Answer>(method, path, body);
}

/** A value as a part of an address. */
export function part(value: string): string {
  return encodeURIComponent(value);
}

async function call<Answer>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await send(method, path, body, signal);
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  const error = codedErrorOf(text, response.status);
  if (response.status === 401 || error.code === 'csrf_token_wrong') caller.onSignedOut();
  throw error;
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': languageOf(i18next.language),
        ...(method !== 'GET' && { 'x-csrf-token': caller.csrfToken }),
        ...(isUnattended() && { 'x-unattended': 'true' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new CodedError('headquarters_unreachable', undefined, { cause });
  }
}

/** The error that an answer names; anything else is a bug of the product or of what stands in between. */
function codedErrorOf(text: string, status: number): CodedError {
  const { error } = parsed(text);
  const code = error?.code;
  if (code === undefined || !isErrorCode(code)) {
    return new CodedError(status >= 500 ? 'headquarters_unreachable' : 'internal_error');
  }
  return new CodedError(
    code,
    error?.problems?.filter((problem) => isErrorCode(problem.code)),
  );
}

function parsed(text: string): Partial<ErrorBody> {
  try {
    return JSON.parse(text) as Partial<ErrorBody>;
  } catch {
    // Not an answer of headquarters: a proxy in between answers whatever it likes.
    return {};
  }
}
