import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import { QueueFull } from '@counterfoil/platform/group-commit';
import type { Ids } from '@counterfoil/platform/identifiers';
import type { Log } from '@counterfoil/platform/log';
import type { Language } from '@counterfoil/contracts/error-register';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError, errorBody, refuse } from '@counterfoil/contracts/refusal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestingTooDeep, nestingLevelMax } from './body-parsing.ts';
import { languageOf } from './language.ts';
import type { Markup } from './markup.ts';
import { problemsOf, RequestMismatch } from './request-fault.ts';
import { securityHeaders } from './security-headers.ts';

/** What the answer to an error needs from the server. */
export interface ErrorAnswerOptions {
  readonly log: Log;
  readonly ids: Ids;
  readonly bodyBytesMax: number;
  /** The server's own reading of an error, asked before ours; null: unknown. */
  readonly codedErrorOf: (error: unknown) => CodedError | null;
  /** Of a server of pages: browsers that ask for one are answered with it. */
  readonly site?: SiteOptions | undefined;
}

/** What a server of pages answers browsers with. */
export interface SiteOptions {
  /** Of every page, beside the security headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The page that tells of an error, and of what can be done. */
  readonly errorPage: (error: CodedError, request: FastifyRequest) => Markup;
}

/** The header that names an internal error in the log. */
export const traceHeader = 'x-trace-id';

const retryAfterSeconds = '1';

/**
 * Answers any error of a request with a body of the error register, or leads a browser to the page that tells of it; never
 * with a stack or a foreign message.
 */
export function answerError(
  options: ErrorAnswerOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const language = languageOf(request.headers['accept-language']);
  const bodyBytesMax = request.routeOptions?.config?.route?.bodyBytesMax ?? options.bodyBytesMax;
  const coded =
    error instanceof CodedError
      ? error
      : (options.codedErrorOf(error) ??
        knownError(error, language, bodyBytesMax) ??
        unknownError(options, error, request, reply));
  const { httpStatus, kind } = errorRegister[coded.code];
  if (httpStatus === 401) reply.header('www-authenticate', 'Bearer');
  const waitSeconds = kind === 'outage' ? retryAfterSeconds : announcedWaitSeconds(coded);
  if (waitSeconds !== null) reply.header('retry-after', waitSeconds);
  // An address that cannot be decoded is answered before any hook runs.
  reply.headers(securityHeaders);
  const page = request.routeOptions?.config?.route?.refusedTo?.(coded.code, request);
  if (page !== undefined) return void reply.redirect(page);
  reply.code(httpStatus);
  if (options.site && asksForPage(request)) sendPage(reply, options.site, options.site.errorPage(coded, request));
  else reply.send(errorBody(coded, language));
}

/** Sends a page with the headers of its site. */
export function sendPage(reply: FastifyReply, { headers }: Pick<SiteOptions, 'headers'>, page: Markup): void {
  reply.headers(headers).type('text/html; charset=utf-8').send(page.source);
}

function asksForPage({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-mode'] === 'navigate' || (headers.accept?.includes('text/html') ?? false);
}

/** How long to wait, of a refusal that says so in its sentence. */
function announcedWaitSeconds({ code, problems }: CodedError): string | null {
  const minutes = problems[0]?.parameters?.['minutes'];
  return errorRegister[code].httpStatus === 429 && typeof minutes === 'number' ? String(minutes * 60) : null;
}

/** The error of the register that an error of the platform or of the HTTP library stands for. */
function knownError(error: unknown, language: Language, bodyBytesMax: number): CodedError | null {
  if (error instanceof RequestMismatch) return new CodedError('request_invalid', problemsOf(error, language));
  if (error instanceof QueueFull || error instanceof BulkheadFull || error instanceof CircuitOpen) {
    return new CodedError('overloaded', undefined, { cause: error });
  }
  if (error instanceof NestingTooDeep) return refuse('request_invalid', '', { detail: tooDeep[language] });
  if (!(error instanceof Error)) return null;
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('request_too_large', '', { max: bodyBytesMax });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('media_type_unsupported');
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return null;
  const detail = (faults[String(code)] ?? malformed)[language];
  return refuse('request_invalid', '', { detail });
}

const malformed = { en: 'it is not valid JSON.', fr: "ce n'est pas du JSON valide." };

const tooDeep = {
  en: `it is nested deeper than ${nestingLevelMax} levels.`,
  fr: `elle est imbriquée sur plus de ${nestingLevelMax} niveaux.`,
};

/** What a code of the HTTP library means to the caller. */
const faults: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  FST_ERR_BAD_URL: { en: 'its address is wrongly encoded.', fr: 'son adresse est mal encodée.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { en: 'its body is empty.', fr: 'son corps est vide.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    en: 'its length is not the announced one.',
    fr: "sa longueur n'est pas celle annoncée.",
  },
};

/** An error nobody foresaw: logged under a trace id with its place and codes, not its message, which may hold a customer's fields. */
function unknownError(
  { log, ids }: ErrorAnswerOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): CodedError {
  const traceId = ids.uuid().replaceAll('-', '').slice(-16);
  reply.header(traceHeader, traceId);
  log.error({ traceId, route: routeNameOf(request), ...withoutPersonalContent(error) }, 'internal error');
  return new CodedError('internal_error', undefined, { cause: error });
}

/** The name of the request's route for the log; an unknown path is never written down. */
export function routeNameOf(request: FastifyRequest): string {
  return request.routeOptions?.config?.route?.name ?? 'unknown';
}

/** Name, code and stack frames of an error; database errors with the constraint and table. */
function withoutPersonalContent(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { errorType: typeof error };
  const { code, table, constraint } = error as Error & { code?: unknown; table?: unknown; constraint?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  const cause = error.cause === undefined ? undefined : withoutPersonalContent(error.cause);
  return { errorType: error.name, code, table, constraint, frames, cause };
}
