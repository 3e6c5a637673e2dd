import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { errorCodesOf, openApiPath } from './open-api.ts';
import type { Server } from './server.ts';
import { exampleRoutes, openServer } from './server-fixture.ts';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-roles': string[];
  readonly security: object[];
  readonly parameters?: { name: string; in: string; schema: object }[];
  readonly requestBody?: { content: Record<string, Content> };
  readonly responses: Record<string, { description: string; content?: Record<string, Content> }>;
}
interface Document {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

let server: Server;
let url: string;
let document: Document;

beforeAll(async () => {
  ({ server, url } = await openServer());
  document = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
});
afterAll(() => server.close());

const operationOf = (path: string, method: string): Operation =>
  document.paths[openApiPath(path)]?.[method.toLowerCase()] ?? expect.unreachable(`${method} ${path} is missing`);

test('the document is OpenAPI 3.1 and names exactly the declared routes', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/u);
  expect(document.info).toMatchObject({ title: 'Example API', version: '1.0.0' });
  expect(document.components.securitySchemes['bearer']).toEqual({ type: 'http', scheme: 'bearer' });
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(names.toSorted()).toEqual(
    [...exampleRoutes.map(({ route }) => route.name), 'getHealth', 'getOpenApi'].toSorted(),
  );
});

test('every reference of the document points to something', () => {
  for (const [, pointer = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/gu)) {
    const target = pointer
      .split('/')
      .reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document);
    expect(target, pointer).toBeTypeOf('object');
  }
});

test('every route has its roles, an example of its answer and of its JSON body, and its path parameters', () => {
  for (const { route } of exampleRoutes) {
    const operation = operationOf(route.path, route.method);
    expect(operation['x-roles']).toEqual(route.access);
    expect(operation.summary).toBe(route.summary);
    for (const [status, schema] of Object.entries(route.response)) {
      const [content] = Object.values(operation.responses[status]?.content ?? {});
      expect(content === undefined).toBe(schema === 'empty');
      expect(content?.schema === undefined).toBe(schema === 'empty');
      if (schema !== 'empty' && schema !== 'bytes') expect(content?.example).toEqual(route.examples.response);
    }
    const body = operation.requestBody?.content;
    if (typeof route.request.body === 'object')
      expect(body?.['application/json']?.example).toEqual(route.examples.request);
    if (route.request.body === 'bytes') expect(Object.keys(body ?? {})).toEqual(['application/octet-stream']);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect(inPath).toEqual([...route.path.matchAll(/:(\w+)/gu)].map(([, name]) => name));
  }
});

test('every error code of a route stands under its status with its sentence', () => {
  for (const { route } of exampleRoutes) {
    const { responses } = operationOf(route.path, route.method);
    expect(errorCodesOf(route)).toEqual(expect.arrayContaining([...route.errors, 'internal_error', 'not_allowed']));
    for (const code of errorCodesOf(route)) {
      const { httpStatus, message } = errorRegister[code];
      expect(responses[httpStatus]?.description).toContain(`\`${code}\`: ${message.en}`);
    }
  }
});

test('a route asks for a token unless it takes callers without one', () => {
  expect(operationOf('/customers', 'POST').security).toEqual([{ bearer: [] }]);
  expect(operationOf('/customers/:accountNumber', 'DELETE').security).toEqual([{}, { bearer: [] }]);
  expect(operationOf('/health', 'GET').security).toEqual([]);
});

test('the page for people loads nothing from elsewhere', async () => {
  const page = await fetch(`${url}/docs/`);
  expect(page.status).toBe(200);
  const text = await page.text();
  const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, address = '']) => address);
  expect(loaded.length).toBeGreaterThan(2);
  expect(loaded.filter((address) => /^(?:https?:)?\/\//u.test(address))).toEqual([]);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
});
