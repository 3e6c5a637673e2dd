import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError, errorBody } from '@counterfoil/contracts/refusal';
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Route } from './route.ts';
import { successStatus } from './route.ts';

/** What the document says of the server. */
export interface OpenApiTitle {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

type Operation = Record<string, unknown> & {
  requestBody?: { content: Record<string, Record<string, unknown>> };
  responses?: Record<string, Record<string, unknown>>;
};

type Paths = Record<string, Record<string, Operation>>;

/** Codes that any route can answer. */
const commonErrors: readonly ErrorCode[] = [
  'request_invalid',
  'too_many_requests',
  'overloaded',
  'shutting_down',
  'internal_error',
];
const bodyErrors: readonly ErrorCode[] = ['request_too_large', 'media_type_unsupported'];
const deniedErrors: readonly ErrorCode[] = ['not_authenticated', 'not_allowed'];

/** Options of the OpenAPI 3.1 document of these routes, with their examples, error sentences and roles. */
export function openApiOptions(title: OpenApiTitle, routes: readonly Route[]): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: title.name, version: title.version, description: title.description },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => completeDocument(jsonSchemaTransformObject(document), routes),
  };
}

/** The generated document with what the libraries cannot know of the routes. */
function completeDocument<Document extends object>(document: Document, routes: readonly Route[]): Document {
  const { paths = {}, components } = document as { paths?: Paths; components?: { schemas?: object } };
  for (const route of routes) {
    const operation = paths[openApiPath(route.path)]?.[route.method.toLowerCase()];
    if (operation) complete(operation, route);
  }
  return { ...document, components: { ...components, schemas: { ...components?.schemas, Error: errorSchema } } };
}

/** `/customers/:customerId` as OpenAPI writes it: `/customers/{customerId}`. */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/gu, '{$1}');
}

/** Every error code that the route can answer. */
export function errorCodesOf(route: Route): readonly ErrorCode[] {
  const codes = [
    ...route.errors,
    ...commonErrors,
    ...(route.request.body ? bodyErrors : []),
    ...(route.access === 'public' ? [] : deniedErrors),
  ];
  return [...new Set(codes)];
}

function complete(operation: Operation, route: Route): void {
  operation['x-roles'] = route.access === 'public' ? ['public'] : [...route.access];
  const needsToken = route.access !== 'public' && !route.access.includes('anonymous');
  operation['security'] = route.access === 'public' ? [] : needsToken ? [{ bearer: [] }] : [{}, { bearer: [] }];
  const body = operation.requestBody?.content['application/json'];
  if (body) body['example'] = route.examples.request;
  if (route.request.body === 'bytes') {
    operation.requestBody = {
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  }
  operation.responses = { ...answersOf(operation, route), ...errorsOf(route) };
}

function answersOf(operation: Operation, route: Route): Record<string, Record<string, unknown>> {
  const answers: Record<string, Record<string, unknown>> = {};
  for (const [status, schema] of Object.entries(route.response)) {
    const isExample = Number(status) === successStatus(route);
    const answer: Record<string, unknown> = { description: route.summary };
    const example = isExample ? { example: route.examples.response } : {};
    if (schema === 'bytes')
      answer['content'] = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
    else if (schema === 'events')
      answer['content'] = { 'text/event-stream': { schema: { type: 'string' }, ...example } };
    else if (typeof schema === 'object' && 'streamOf' in schema) {
      const content = schema.streamOf.map((type) => [type, { schema: { type: 'string' }, ...example }]);
      answer['content'] = Object.fromEntries(content);
    } else if (schema !== 'empty') {
      const content = operation.responses?.[status]?.['content'] as Record<string, object> | undefined;
      const type = (isExample && route.answerType) || 'application/json';
      answer['content'] = { [type]: { ...content?.['application/json'], ...example } };
    }
    answers[status] = answer;
  }
  return answers;
}

function errorsOf(route: Route): Record<string, Record<string, unknown>> {
  const errors: Record<string, Record<string, unknown>> = {};
  for (const code of errorCodesOf(route)) {
    const { httpStatus, message } = errorRegister[code];
    const known = errors[httpStatus];
    const line = `\`${code}\`: ${message.en}`;
    errors[httpStatus] = {
      description: known ? `${String(known['description'])}\n\n${line}` : line,
      content: known?.['content'] ?? {
        'application/json': {
          schema: { $ref: '#/components/schemas/Error' },
          example: errorBody(new CodedError(code), 'en'),
        },
      },
    };
  }
  return errors;
}

const text = { type: 'string' } as const;

/** The JSON schema of `ErrorBody`. */
const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'retryable', 'problems'],
      properties: {
        code: { ...text, description: 'A code of the error register.' },
        message: { ...text, description: 'A sentence in the language of Accept-Language.' },
        retryable: { type: 'boolean' },
        problems: {
          type: 'array',
          items: {
            type: 'object',
            required: ['code', 'field', 'message'],
            properties: {
              code: text,
              field: { ...text, description: 'Path of the field; empty for the whole.' },
              message: text,
              parameters: {
                type: 'object',
                additionalProperties: { type: ['string', 'number'] },
                description: 'Of the sentence, where it has any.',
              },
            },
          },
        },
      },
    },
  },
} as const;
