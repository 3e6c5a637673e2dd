import type { Readable } from 'node:stream';
import type { Language } from '@counterfoil/contracts/error-register';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Markup } from './markup.ts';
import type { AnswerSchema, Role, Route, RouteRequest, RouteResponse, StreamedAnswer } from './route.ts';

/** Who is calling, as the server's `authenticate` found out. */
export interface Caller {
  readonly roles: readonly Role[];
  /** Who, for the audit: an operator id, the subject of a token, a channel database. */
  readonly subject: string;
  /** What to call them in a list, where it is known. */
  readonly name?: string;
  /** Channels that a person is bound to; empty or missing: to none in particular. */
  readonly channelIds?: readonly string[];
  /** What the roles are bound to, for example `channelDatabaseId` of a scale unit or `customerId` of a shopper. */
  readonly scope: Readonly<Record<string, string>>;
  /** Base64url SHA-256 of the one body that the credentials were made for; a call with another is refused. */
  readonly bodyHash?: string;
}

/** A caller without credentials. */
export const anonymousCaller: Caller = { roles: ['anonymous'], subject: '', scope: {} };

/** What a handler answers instead of a body after it has taken the raw reply with `reply.hijack()`. */
export const hijacked = Symbol('hijacked');

/** What a form of a page was sent with: the last value of each of its fields. */
export type FormFields = Readonly<Record<string, string>>;

type Part<Request, Name extends string> = Request extends { readonly [Key in Name]: infer Schema }
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : Schema extends 'bytes'
      ? Buffer
      : Schema extends 'form'
        ? FormFields
        : undefined
  : undefined;

/** One checked call of a route. */
export interface RouteCall<Request extends RouteRequest = RouteRequest> {
  readonly caller: Caller;
  readonly params: Part<Request, 'params'>;
  readonly query: Part<Request, 'query'>;
  readonly headers: Part<Request, 'headers'>;
  readonly body: Part<Request, 'body'>;
  /** The caller's language for every sentence. */
  readonly language: Language;
  /** Aborts when the server stops: a stream of events ends then. */
  readonly stopping: AbortSignal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type AnswerBody<Schema> = Schema extends z.ZodType
  ? z.output<Schema>
  : Schema extends StreamedAnswer
    ? Readable
    : Schema extends 'bytes'
      ? Uint8Array
      : Schema extends 'page'
        ? Markup
        : undefined;

/** One of the answers that a route declares. */
export type Answer<Response extends RouteResponse = RouteResponse> = {
  readonly [Status in keyof Response]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & (Response[Status] extends 'empty'
    ? { readonly body?: undefined }
    : { readonly body: AnswerBody<Response[Status]> });
}[keyof Response];

/** An answer whose type is no longer known. */
export interface PlainAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route and what it does. */
export interface RouteWithHandler {
  readonly route: Route;
  readonly handler: (call: RouteCall) => Promise<PlainAnswer | typeof hijacked>;
}

/** Binds a route to its handler, typed by the route's schemas. */
export function handle<Request extends RouteRequest, Response extends Readonly<Record<number, AnswerSchema>>>(
  route: Route<Request, Response>,
  handler: (call: RouteCall<NoInfer<Request>>) => Promise<Answer<NoInfer<Response>> | typeof hijacked>,
): RouteWithHandler {
  // The server calls the handler with exactly the parts that the route's own schemas produced.
  return { route, handler: handler as unknown as RouteWithHandler['handler'] };
}
