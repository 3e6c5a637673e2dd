import { ConfigurationError } from '@counterfoil/platform/configuration';
import type { Seams } from '@counterfoil/platform/seams';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { refuse } from '@counterfoil/contracts/refusal';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import Fastify from 'fastify';
import { z } from 'zod';
import { admit } from './access.ts';
import { callerOfAddress } from './address-block.ts';
import { applicationRoutes, type ApplicationFiles } from './application-files.ts';
import { registerBodyParsers } from './body-parsing.ts';
import { auditDenial, auditedHandler, type ActionAudit } from './action-audit.ts';
import type { Caller, RouteCall, RouteWithHandler } from './call.ts';
import { anonymousCaller, hijacked } from './call.ts';
import { answerUnreadable } from './client-fault.ts';
import type { ErrorAnswerOptions } from './error-answer.ts';
import { answerError, routeNameOf, sendPage, type SiteOptions } from './error-answer.ts';
import type { Health } from './built-in-routes.ts';
import { getHealth, getOpenApi } from './built-in-routes.ts';
import { languageOf } from './language.ts';
import { Markup } from './markup.ts';
import { openApiOptions } from './open-api.ts';
import { registerProvenBodies } from './proven-body.ts';
import { RequestMismatch } from './request-fault.ts';
import type { Route } from './route.ts';
import { checkAccess } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { watchSilentConnections } from './silent-connections.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The declaration that the route was registered from. */
    route?: Route;
  }
  interface FastifyRequest {
    /** Set before the body is read. */
    caller: Caller | null;
  }
}

/** What a server is made of. */
export interface ServerOptions {
  /** Title of the OpenAPI document. */
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly seams: Pick<Seams, 'ids' | 'log'>;
  /** Who sends the request; null without credentials. Throws `not_authenticated` for wrong ones. */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | null>;
  readonly routes: readonly RouteWithHandler[];
  /** Where it is kept what people do; without it nothing is. */
  readonly audit?: ActionAudit;
  /** A web application that is offered beside the API. */
  readonly application?: ApplicationFiles;
  /** Of a server of pages, which has no documents of an API. */
  readonly site?: SiteOptions;
  readonly limits: {
    /** Largest body of a route that names no other bound; 1 MiB by default. */
    readonly bodyBytesMax?: number;
    /** Per address, over all routes. */
    readonly requestsPerMinute: number | 'unlimited';
  };
  readonly health: () => Health | Promise<Health>;
  /** Whether a proxy in front names the caller's address; Fastify's `trustProxy`. */
  readonly trustProxy?: boolean | string;
  /** Turns errors that only this server knows (a database that is gone) into coded ones; null: unknown. */
  readonly codedErrorOf?: (error: unknown) => CodedError | null;
  /** Level of the line that each request leaves, `info` by default; measured, it costs a third of the throughput. */
  readonly requestLogLevel?: 'info' | 'debug';
  /** Checks every answer against its schema: for tests, since it costs time. */
  readonly checkAnswers?: boolean;
}

/** A server that is not listening yet. */
export interface Server {
  readonly app: FastifyInstance;
  /** Resolves with the address, for example `http://127.0.0.1:8080`. */
  listen(options: { readonly host?: string; readonly port: number }): Promise<string>;
  /** Refuses new requests with `shutting_down`, ends streams of events, finishes what is under way, then stops. */
  close(): Promise<void>;
}

const msPerSecond = 1_000;
const bodyBytesMaxDefault = 1024 * 1024;
/** A request that has not arrived by then is dropped, so that slow senders cannot hold connections. */
const requestTimeoutMs = 60_000;

/** Makes a server of routes: everything is denied unless a route's declaration allows it. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const bodyBytesMax = options.limits.bodyBytesMax ?? bodyBytesMaxDefault;
  const { ids, log } = options.seams;
  const codedErrorOf = options.codedErrorOf ?? (() => null);
  const errors: ErrorAnswerOptions = { ids, log, bodyBytesMax, codedErrorOf, site: options.site };
  const app = Fastify({
    bodyLimit: bodyBytesMax,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: requestTimeoutMs,
    return503OnClosing: false,
    routerOptions: { caseSensitive: true },
    exposeHeadRoutes: false,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => answerError(errors, error, request, reply),
  });
  const stopping = new AbortController();
  const silentConnections = watchSilentConnections(app.server);
  app.decorateRequest('caller', null);
  app.setErrorHandler((error, request, reply) => answerError(errors, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerError(errors, refuse('not_found'), request, reply));
  registerBodyParsers(app);
  registerValidation(app);
  registerLog(app, options);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders);
    done(stopping.signal.aborted ? refuse('shutting_down') : undefined);
  });
  registerAccess(app, options);
  registerProvenBodies(app);
  await registerRoutes(app, options, stopping.signal);
  return {
    app,
    async listen({ host = '127.0.0.1', port }) {
      try {
        return await app.listen({ host, port });
      } catch (cause) {
        throw (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken(port, cause) : cause;
      }
    },
    async close() {
      stopping.abort();
      await silentConnections.dropUntil(app.close());
    },
  };
}

function portTaken(port: number, cause: unknown): ConfigurationError {
  return new ConfigurationError(
    `Port ${port} is taken by another program: stop that one, or choose another port with --port or COUNTERFOIL_PORT.`,
    { cause },
  );
}

/** Strict checks by the routes' zod schemas; answers are only serialised. */
function registerValidation(app: FastifyInstance): void {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (value: unknown) => {
    const result = schema.safeParse(value, { reportInput: true });
    if (!result.success) return { error: new RequestMismatch(result.error.issues) };
    // Later hooks read other headers than those that the route declares.
    return { value: httpPart === 'headers' ? { ...(value as object), ...(result.data as object) } : result.data };
  });
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
}

/** One line per request without address, query, body or identifier (R3). */
function registerLog(app: FastifyInstance, { seams, requestLogLevel = 'info' }: ServerOptions): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = routeNameOf(request);
    const fields = { route, status: reply.statusCode, durationMs: Math.round(reply.elapsedTime * 10) / 10 };
    seams.log[route === 'getHealth' ? 'debug' : requestLogLevel](fields, 'request');
    done();
  });
}

/** Denies before the body is read; refuses to register a route that does not say who may call it. */
function registerAccess(app: FastifyInstance, { authenticate, audit }: ServerOptions): void {
  app.addHook('onRoute', ({ config, url }) => {
    if (isDocumentPath(url)) return;
    if (!config?.route) throw new Error(`${url}: who may call it is not declared`);
    checkAccess(config.route);
  });
  app.addHook('preParsing', async (request) => {
    const { route } = request.routeOptions.config;
    if (!route || route.access === 'public') return;
    const caller = await authenticate(request);
    if (audit) await auditDenial(audit, { route, caller, params: request.params });
    request.caller = admit(route, caller);
  });
}

function isDocumentPath(url: string): boolean {
  return url === '/docs' || url.startsWith('/docs/');
}

async function registerRoutes(app: FastifyInstance, options: ServerOptions, stopping: AbortSignal): Promise<void> {
  const { limits, health, application, site } = options;
  const files = application ? applicationRoutes(application) : [];
  const routes = [...options.routes, getHealth(health), ...(site ? [] : [getOpenApi(() => app.swagger())]), ...files];
  const isUnlimited = limits.requestsPerMinute === 'unlimited';
  await app.register(rateLimit, {
    global: !isUnlimited,
    max: isUnlimited ? Infinity : limits.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => callerOfAddress(ip),
    errorResponseBuilder: (_request, { ttl }) =>
      refuse('too_many_requests', '', { seconds: Math.max(Math.ceil(ttl / msPerSecond), 1) }),
  });
  if (!site) await registerDocuments(app, options, routes);
  if (application) await app.register(fastifyStatic, { root: application.folder, serve: false });
  for (const routed of routes) registerRoute(app, routed, options, stopping);
  await app.ready();
}

async function registerDocuments(
  app: FastifyInstance,
  { name, version, description = '' }: ServerOptions,
  routes: readonly RouteWithHandler[],
): Promise<void> {
  const declarations = routes.map(({ route }) => route);
  await app.register(swagger, openApiOptions({ name, version, description }, declarations));
  // The page holds its own script, style and document: nothing is loaded from elsewhere.
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { validatorUrl: null } });
}

function registerRoute(
  app: FastifyInstance,
  routed: RouteWithHandler,
  options: ServerOptions,
  stopping: AbortSignal,
): void {
  const { route } = routed;
  const handler = options.audit ? auditedHandler(routed, options.audit) : routed.handler;
  app.route({
    method: route.method,
    url: route.path,
    ...(route.bodyBytesMax === undefined ? {} : { bodyLimit: route.bodyBytesMax }),
    schema: schemaOf(route),
    config: { route, ...rateLimitOf(route) },
    handler: async (request, reply) => {
      const answer = await handler(callOf(request, reply, stopping));
      if (answer === hijacked) return reply;
      if (options.checkAnswers) checkAnswer(route, answer.status, answer.body);
      if (answer.headers) reply.headers(answer.headers);
      reply.code(answer.status);
      if (answer.body instanceof Markup) return sendPage(reply, siteOf(options), answer.body);
      if (route.answerType && answer.status < 300) reply.type(route.answerType);
      else if (answer.body instanceof Uint8Array && !reply.hasHeader('content-type'))
        reply.type('application/octet-stream');
      return reply.send(answer.body);
    },
  });
}

function siteOf({ site }: ServerOptions): SiteOptions {
  if (!site) throw new Error('only a server of pages answers with one');
  return site;
}

/** What Fastify checks and documents of a route. */
function schemaOf({ name, summary, description, request, response, isFile }: Route): FastifySchema {
  const { params, query, headers, body } = request;
  const json = Object.entries(response).filter(([, schema]) => schema instanceof z.ZodType);
  return {
    operationId: name,
    summary,
    description,
    ...(isFile && { hide: true }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(headers && { headers }),
    ...(body instanceof z.ZodType && { body }),
    ...(json.length > 0 && { response: Object.fromEntries(json) }),
  };
}

/** The call as its handler sees it; the types of its parts are those of the route's schemas, see `handle`. */
function callOf(request: FastifyRequest, reply: FastifyReply, stopping: AbortSignal): RouteCall {
  return {
    caller: request.caller ?? anonymousCaller,
    params: request.params as undefined,
    query: request.query as undefined,
    headers: request.headers as unknown as undefined,
    body: request.body as undefined,
    language: languageOf(request.headers['accept-language']),
    stopping,
    request,
    reply,
  };
}

function rateLimitOf(route: Route): object {
  if (route.access === 'public') return { rateLimit: false };
  if (!route.rateLimited) return {};
  return { rateLimit: { max: route.rateLimited.requestsPerMinute, timeWindow: 60_000 } };
}

function checkAnswer(route: Route, status: number, body: unknown): void {
  const schema = route.response[status];
  if (schema === undefined) throw new Error(`${route.name}: answers ${status}, which is not declared`);
  if (schema instanceof z.ZodType) schema.parse(JSON.parse(JSON.stringify(body)));
}
