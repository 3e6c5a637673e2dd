import type { ErrorCode } from '@counterfoil/contracts/error-register';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/**
 * Everyone who may call. People at headquarters are an `administrator`, `commerceManager`, `dataSteward`, `auditor`, or a
 * `storeManager`, who is bound to channels: a route that admits one has to look at `Caller.channelIds`. `anonymous` is a
 * caller without credentials, `device` an activated till, and `employee` a worker who has signed in at one. `storefront`
 * is a web shop's server, which knows nothing of any customer by itself; `customer` is a shopper who has signed in there,
 * bound to the one customer of their session.
 */
export const roles = [
  'administrator',
  'commerceManager',
  'dataSteward',
  'auditor',
  'storeManager',
  'employee',
  'customer',
  'storefront',
  'application',
  'device',
  'scaleUnit',
  'anonymous',
] as const;
export type Role = (typeof roles)[number];

/** Who may call a route: these roles and nobody else. `public`, without looking at credentials, is for health, documents and files only. */
export type Access = readonly Role[] | 'public';

/** The only paths that may be `public`: health, documents, and the files of an application, which hold nobody's data. */
export const publicPaths: readonly string[] = [
  '/health',
  '/openapi.json',
  '/',
  '/pos',
  '/pos/*',
  '/workspace',
  '/workspace/*',
  '/assets/:name',
  '/robots.txt',
];

/** An answer of unknown length that is sent as it is made, in one of these media types. */
export interface StreamedAnswer {
  readonly streamOf: readonly string[];
}

/** What an answer holds: JSON of a schema, a page, bytes, a stream of server-sent events or of text, or nothing. */
export type AnswerSchema = z.ZodType | 'page' | 'bytes' | 'events' | 'empty' | StreamedAnswer;

/** What a route reads of a request; every part is checked before the handler runs. */
export interface RouteRequest {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** Of a loose object: a request has many more headers. Names in lower case. */
  readonly headers?: z.ZodType;
  /** JSON of a schema, `application/octet-stream`, or the fields of a form of a page, which the handler checks itself. */
  readonly body?: z.ZodType | 'bytes' | 'form';
}

/** Status → what the answer holds. */
export type RouteResponse = Readonly<Record<number, AnswerSchema>>;

/** One call of an API: from this declaration come the check, the OpenAPI text and the authorization matrix (R15). */
export interface Route<Request extends RouteRequest = RouteRequest, Response extends RouteResponse = RouteResponse> {
  /** The one word of the call in code, logs, metrics and OpenAPI, for example `createCustomer`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `:customerId`. */
  readonly path: string;
  /** One line. */
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly request: Request;
  readonly response: Response;
  /** Codes beyond those that any route can answer. */
  readonly errors: readonly ErrorCode[];
  /** A body that the route takes and one that it answers; both are checked against the schemas. */
  readonly examples: { readonly request?: unknown; readonly response: unknown };
  /** Media type of the JSON of a successful answer; `application/json` by default. */
  readonly answerType?: string;
  /** A narrower bound than the server's, per address, for routes that guess-work would profit from. */
  readonly rateLimited?: { readonly requestsPerMinute: number };
  /** Changes nothing though it isn't a `GET`: what is asked for stands in the body, so that addresses hold nothing personal. */
  readonly readsOnly?: true;
  /** On the audit trail though it only reads: what is read leaves the product. */
  readonly isAudited?: true;
  /**
   * Of a call that a browser makes as a page: where it is led when it is refused, with the code, instead of being shown
   * an error; undefined: nowhere else. What the request holds is not checked yet.
   */
  readonly refusedTo?: (code: ErrorCode, request: FastifyRequest) => string | undefined;
  /** A file for browsers, not a call of the API: the OpenAPI document doesn't have it. */
  readonly isFile?: true;
  /** Another bound than the server's, for packages. */
  readonly bodyBytesMax?: number;
}

/** Declares a route. Throws when its declaration is incomplete or an example does not fit its schema. */
export function defineRoute<const Request extends RouteRequest, const Response extends RouteResponse>(
  route: Route<Request, Response>,
): Route<Request, Response> {
  checkAccess(route);
  const { body } = route.request;
  if (body instanceof z.ZodType) checkExample(route, 'request', body, route.examples.request);
  const answer = route.response[successStatus(route)];
  if (answer instanceof z.ZodType) checkExample(route, 'response', answer, route.examples.response);
  return route;
}

/** Whether a call of the route changes nothing. */
export function isReading({ method, readsOnly }: Pick<Route, 'method' | 'readsOnly'>): boolean {
  return method === 'GET' || readsOnly === true;
}

/** The status of the answer that `examples.response` shows: the lowest below 300. */
export function successStatus(route: Route): number {
  const status = Object.keys(route.response)
    .map(Number)
    .find((candidate) => candidate < 300);
  if (status === undefined) throw new Error(`${route.name}: no answer below 300 is declared`);
  return status;
}

/** Throws unless the route says who may call it (R15). */
export function checkAccess(route: Route): void {
  const { access, name, path } = route;
  if (access === 'public') {
    if (!publicPaths.includes(path)) throw new Error(`${name}: ${path} may not be public`);
    return;
  }
  if (!Array.isArray(access) || access.length === 0) throw new Error(`${name}: who may call it is not declared`);
  const unknown = access.find((role) => !roles.includes(role));
  if (unknown) throw new Error(`${name}: there is no role ${unknown}`);
}

function checkExample(route: Route, part: 'request' | 'response', schema: z.ZodType, example: unknown): void {
  const result = schema.safeParse(example);
  if (!result.success)
    throw new Error(`${route.name}: the ${part} example does not fit: ${z.prettifyError(result.error)}`);
}
