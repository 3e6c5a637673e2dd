import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { handle } from './call.ts';
import { CommunicationException, createClient, type Client } from './client.ts';
import { defineRoute } from './route.ts';
import { createServer, type Server } from './server.ts';

const partLength = 64 * 1024;
const partCount = 800;

/** Counts how much of a long answer was made. */
const made = { parts: 0 };

function* parts(breaksAt = Infinity): Generator<string> {
  for (let part = 0; part < partCount; part++) {
    if (part === breaksAt) throw new Error('the source broke');
    made.parts++;
    yield 'x'.repeat(partLength);
  }
}

const declaration = {
  access: ['administrator'],
  summary: 'A long answer',
  description: 'Sent as it is made.',
  request: { query: z.strictObject({ breaksAt: z.coerce.number().optional() }) },
  response: { 200: { streamOf: ['text/csv', 'application/x-ndjson'] } },
  errors: [],
  examples: { response: 'a,b' },
} as const;

const long = handle(
  defineRoute({ ...declaration, name: 'readLong', method: 'GET', path: '/long' }),
  async ({ query }) => ({
    status: 200,
    body: Readable.from(parts(query.breaksAt)),
    headers: { 'content-type': 'text/csv; charset=utf-8' },
  }),
);

const typed = handle(
  defineRoute({
    access: ['administrator'],
    name: 'readTyped',
    method: 'GET',
    path: '/typed',
    summary: 'JSON of another media type',
    description: 'As CloudEvents are.',
    request: {},
    response: { 200: z.array(z.string()) },
    answerType: 'application/cloudevents-batch+json',
    errors: [],
    examples: { response: ['x'] },
  }),
  async () => ({ status: 200, body: ['x'] }),
);

describe('an answer that is sent as it is made', () => {
  let server: Server;
  let url: string;
  let client: Client;

  beforeAll(async () => {
    server = await createServer({
      name: 'streams',
      version: '0',
      seams: systemSeams(silentLog),
      authenticate: async ({ headers }) =>
        headers.authorization === 'Bearer administrator'
          ? { roles: ['administrator'], subject: 'test', scope: {} }
          : null,
      routes: [long, typed],
      limits: { requestsPerMinute: 'unlimited' },
      health: () => ({ status: 'ok' }),
      checkAnswers: true,
    });
    url = await server.listen({ port: 0 });
    client = createClient({ baseUrl: url, timeoutMs: 5_000, token: async () => 'administrator' });
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it('arrives whole, and no faster than it is read', async () => {
    made.parts = 0;
    const { status, headers, body } = await client.callStream('GET', '/long');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(made.parts).toBeLessThan(partCount);
    expect(await text(body)).toHaveLength(partLength * partCount);
  });

  it('that breaks off is told as such, never as a whole one', async () => {
    const { body } = await client.callStream('GET', '/long?breaksAt=3');
    await expect(text(body)).rejects.toThrow();
  });

  it('is refused and fails as any other answer does', async () => {
    const stranger = createClient({ baseUrl: url, timeoutMs: 5_000 });
    expect(await stranger.callStream('GET', '/long')).toMatchObject({ status: 401 });
    await stranger.close();
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:1', timeoutMs: 1_000 });
    await expect(nobody.callStream('GET', '/long')).rejects.toBeInstanceOf(CommunicationException);
    await nobody.close();
  });

  it('is in the document with its media types, as is JSON of another media type', async () => {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, { get: { responses: Record<string, { content: Record<string, unknown> }> } }>;
    };
    const typesOf = (path: string): string[] => Object.keys(document.paths[path]?.get.responses['200']?.content ?? {});
    expect(typesOf('/long')).toEqual(['text/csv', 'application/x-ndjson']);
    expect(typesOf('/typed')).toEqual(['application/cloudevents-batch+json']);
    const answer = await client.call('GET', '/typed');
    expect(answer.headers['content-type']).toMatch(/^application\/cloudevents-batch\+json/u);
    expect(answer.body).toEqual(['x']);
  });
});
