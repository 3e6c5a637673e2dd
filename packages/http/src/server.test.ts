import { connect } from 'node:net';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import type { Log } from '@counterfoil/platform/log';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizationMatrix } from './access.ts';
import { defineRoute, roles } from './route.ts';
import type { Server } from './server.ts';
import { exampleCustomer, exampleRoutes, openServer } from './server-fixture.ts';

let server: Server;
let url: string;
const lines: string[] = [];
const write = (fields: object, message: string): void => void lines.push(JSON.stringify({ ...fields, message }));
const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };

beforeAll(async () => {
  ({ server, url } = await openServer({}, log));
});
afterAll(() => server.close());

interface Sent {
  readonly role?: string;
  readonly language?: string;
  readonly type?: string;
  readonly method?: string;
}

async function send(path: string, body?: string, sent: Sent = {}): Promise<Response> {
  const {
    role = 'employee',
    language = 'en',
    type = 'application/json',
    method = body === undefined ? 'GET' : 'POST',
  } = sent;
  return fetch(`${url}${path}`, {
    method,
    headers: {
      'accept-language': language,
      ...(role && { authorization: `Bearer ${role}` }),
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { body }),
  });
}

async function errorOf(response: Response): Promise<ErrorBody['error'] & { status: number }> {
  return { ...((await response.json()) as ErrorBody).error, status: response.status };
}

const customerWith = (changes: object): string => JSON.stringify({ ...exampleCustomer, ...changes });

test('a customer with nested addresses is taken and answered', async () => {
  const response = await send('/customers', customerWith({}));
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ created: true, customer: exampleCustomer });
});

describe('bad input is a 4xx with a code, the field and a sentence in the language of the caller', () => {
  const [firstAddress] = exampleCustomer.addresses;
  const fieldCases: readonly (readonly [name: string, body: string, field: string, en: string, fr: string])[] = [
    [
      'an unknown field',
      customerWith({ colour: 'red' }),
      'colour',
      '"colour" is not a known field.',
      "« colour » n'est pas un champ connu.",
    ],
    [
      'a number as text',
      customerWith({ creditLimit: '100' }),
      'creditLimit',
      '"creditLimit" must be a number.',
      '« creditLimit » doit être un nombre.',
    ],
    ['text as a number', customerWith({ email: 1 }), 'email', '"email" must be text.', '« email » doit être un texte.'],
    [
      'a missing field',
      customerWith({ email: undefined }),
      'email',
      '"email" is required.',
      '« email » est obligatoire.',
    ],
    [
      'a missing choice',
      customerWith({ customerType: undefined }),
      'customerType',
      '"customerType" is required.',
      '« customerType » est obligatoire.',
    ],
    [
      'an unknown choice',
      customerWith({ customerType: 'cat' }),
      'customerType',
      '"customerType" must be one of: person, organization.',
      "« customerType » doit être l'une des valeurs : person, organization.",
    ],
    [
      'a text too long',
      customerWith({ firstName: 'x'.repeat(101) }),
      'firstName',
      '"firstName" must have at most 100 characters.',
      '« firstName » doit avoir au plus 100 caractères.',
    ],
    [
      'an amount too small',
      customerWith({ creditLimit: -1 }),
      'creditLimit',
      '"creditLimit" must be at least 0.',
      "« creditLimit » doit être d'au moins 0.",
    ],
    [
      'a fault in an address',
      customerWith({ addresses: [{ ...firstAddress, isPrimary: 'yes' }] }),
      'addresses.0.isPrimary',
      '"addresses.0.isPrimary" must be true or false.',
      '« addresses.0.isPrimary » doit être vrai ou faux.',
    ],
    ['a list instead of a customer', '[]', '', '"body" must be an object.', '« body » doit être un objet.'],
    ['no customer at all', 'null', '', '"body" must be an object.', '« body » doit être un objet.'],
  ];
  for (const [name, body, field, en, fr] of fieldCases) {
    test(name, async () => {
      const english = await errorOf(await send('/customers', body));
      expect(english).toMatchObject({ status: 400, code: 'request_invalid', retryable: false });
      expect(english.problems).toMatchObject([
        { code: 'request_invalid', field, message: `The request cannot be read: ${en}` },
      ]);
      const french = await errorOf(await send('/customers', body, { language: 'de, fr-CA;q=0.9, en;q=0.8' }));
      expect(french.problems[0]?.message).toBe(`La requête est illisible : ${fr}`);
    });
  }

  const wholeCases: readonly (readonly [name: string, body: string, type: string, status: number, code: string])[] = [
    ['10 MB', customerWith({ firstName: 'x'.repeat(10 * 1024 * 1024) }), 'application/json', 413, 'request_too_large'],
    ['malformed JSON', '{"firstName": ', 'application/json', 400, 'request_invalid'],
    ['an empty body', '', 'application/json', 400, 'request_invalid'],
    ['a __proto__ key', '{"__proto__":{"isAdministrator":true}}', 'application/json', 400, 'request_invalid'],
    ['a constructor key', '{"constructor":{"prototype":{}}}', 'application/json', 400, 'request_invalid'],
    ['nesting of 33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 'application/json', 400, 'request_invalid'],
    [
      'nesting of 400,000 levels',
      `${'['.repeat(400_000)}${']'.repeat(400_000)}`,
      'application/json',
      400,
      'request_invalid',
    ],
    ['a form', 'firstName=Ada', 'application/x-www-form-urlencoded', 415, 'media_type_unsupported'],
    ['plain text', 'Ada', 'text/plain', 415, 'media_type_unsupported'],
    ['bytes', 'Ada', 'application/octet-stream', 415, 'media_type_unsupported'],
  ];
  for (const [name, body, type, status, code] of wholeCases) {
    test(name, async () => {
      const english = await errorOf(await send('/customers', body, { type }));
      expect(english).toMatchObject({ status, code });
      expect(english.message).toMatch(/^[A-Z].*\.$|^The request cannot be read: /u);
      const french = await errorOf(await send('/customers', body, { type, language: 'fr' }));
      expect(french.message).toMatch(/requête/u);
    });
  }

  test('a hostile number of unknown fields gets a short answer', async () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`field${index}`, 1])));
    expect((await errorOf(await send('/customers', body))).problems).toHaveLength(20);
  });

  test('wrong percent-encoding in the address', async () => {
    const english = await errorOf(await send('/customers/%zz'));
    expect(english).toMatchObject({ status: 400, code: 'request_invalid' });
    expect(english.message).toBe('The request cannot be read: its address is wrongly encoded.');
    const french = await errorOf(await send('/customers/%zz', undefined, { language: 'fr' }));
    expect(french.message).toBe('La requête est illisible : son adresse est mal encodée.');
  });

  test('a wrong or unknown query parameter', async () => {
    expect((await errorOf(await send('/customers/C-1?addressCountMax=many'))).problems[0]?.field).toBe(
      'addressCountMax',
    );
    expect((await errorOf(await send('/customers/C-1?colour=red'))).problems[0]?.field).toBe('colour');
    expect(await (await send('/customers/C-1?addressCountMax=5')).json()).toEqual({
      accountNumber: 'C-1',
      addressCountMax: 5,
    });
  });

  test('an unknown path or method', async () => {
    expect(await errorOf(await send('/nowhere'))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await errorOf(await send('/customers', undefined, { method: 'DELETE' }))).toMatchObject({ status: 404 });
  });

  test('bytes that are not HTTP', async () => {
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('not http\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += String(chunk))).on('close', () => resolve(text));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request_invalid"/u);
  });
});

test('a refusal keeps its code; a bug is answered without its message and found in the log by its trace id', async () => {
  expect(await errorOf(await send('/customers/none'))).toMatchObject({ status: 404, code: 'customer_unknown' });
  const response = await send('/customers/bug');
  const traceId = response.headers.get('x-trace-id') ?? '';
  const text = await response.text();
  expect([response.status, text.includes('ada@'), text.includes(' at ')]).toEqual([500, false, false]);
  expect(traceId).toMatch(/^[0-9a-f]{16}$/u);
  const line = lines.find((candidate) => candidate.includes(traceId)) ?? '';
  expect(line).toContain('server-fixture.ts');
  expect(line).not.toContain('ada@example.com');
});

test('log lines name the route and hold no address, identifier or query (R3)', async () => {
  lines.length = 0;
  await send('/customers/018f5b6e-0000-7000-8000-000000000000?addressCountMax=7');
  await send('/secret-path');
  await expect.poll(() => lines.length).toBe(2);
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
    ['route', 'status', 'durationMs', 'message'],
    ['route', 'status', 'durationMs', 'message'],
  ]);
  expect(lines.join('')).toMatch(/"route":"readCustomer"[^]*"route":"unknown"/u);
  expect(lines.join('')).not.toMatch(uuidPattern);
  expect(lines.join('')).not.toMatch(/secret|addressCountMax/u);
});

test('every route × role is allowed exactly as declared, before the body is looked at (R15)', async () => {
  const cells = authorizationMatrix(exampleRoutes.map(({ route }) => route));
  expect(cells).toHaveLength(exampleRoutes.length * roles.length);
  for (const { route, method, path, role, allowed } of cells.filter((cell) => cell.route !== 'removeCustomer')) {
    const body = method === 'POST' ? '{"not": valid' : undefined;
    const response = await send(path.replace(':accountNumber', 'C-1'), body, {
      role: role === 'anonymous' ? '' : role,
      method,
    });
    const denied = role === 'anonymous' ? 401 : 403;
    expect([route, role, response.status === denied]).toEqual([route, role, !allowed]);
    if (route !== 'followChanges' || !allowed) await response.text();
    else await response.body?.cancel();
  }
});

test('wrong credentials are not taken for none', async () => {
  const response = await send('/customers/C-1', undefined, { method: 'DELETE', role: 'somebody' });
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await errorOf(response)).toMatchObject({ status: 401, code: 'not_authenticated' });
});

test('every answer carries the security headers, also one to an address that cannot be read', async () => {
  for (const path of ['/health', '/nowhere', '/customers/%zz', '/customers/bug']) {
    const { headers } = await send(path);
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  }
});

test('a route that does not say who may call it cannot be registered', async () => {
  const { route, handler } = exampleRoutes[0] ?? expect.unreachable();
  const withAccess = (access: unknown) => ({ ...route, path: '/other', access }) as typeof route;
  for (const access of [undefined, [], ['root'], 'public']) {
    expect(() => defineRoute(withAccess(access))).toThrow();
    await expect(openServer({ routes: [{ route: withAccess(access), handler }] })).rejects.toThrow();
  }
  const { server: other } = await openServer();
  await other.close();
});

test('a route that goes past the declarations cannot be registered', async () => {
  const { createServer } = await import('./server.ts');
  const { systemIds } = await import('@counterfoil/platform/identifiers');
  const other = await createServer({
    name: 'x',
    version: '1',
    seams: { ids: systemIds, log },
    authenticate: async () => null,
    routes: [],
    limits: { requestsPerMinute: 'unlimited' },
    health: () => ({ status: 'degraded' }),
  });
  expect(() => other.app.get('/back-door', () => 'open')).toThrow();
  await other.close();
});

test('an example that does not fit its schema cannot be declared', () => {
  const { route } = exampleRoutes[0] ?? expect.unreachable();
  expect(() => defineRoute({ ...route, examples: { ...route.examples, request: {} } })).toThrow(/request example/u);
  expect(() => defineRoute({ ...route, examples: { ...route.examples, response: {} } })).toThrow(/response example/u);
});

test('bytes go in and out unchanged up to the bound of their route', async () => {
  const post = (length: number) =>
    fetch(`${url}/exchange/packages`, {
      method: 'POST',
      headers: { authorization: 'Bearer scaleUnit', 'content-type': 'application/octet-stream' },
      body: Buffer.alloc(length, 7),
    });
  const taken = await post(1_500_000);
  expect(taken.headers.get('content-type')).toBe('application/octet-stream');
  expect(Buffer.from(await taken.arrayBuffer())).toEqual(Buffer.alloc(1_500_000, 7));
  const refused = await errorOf(await post(3_000_000));
  expect(refused).toMatchObject({ status: 413, message: 'The request is larger than 2097152 bytes.' });
});

test('a route that guess-work would profit from is limited on its own', async () => {
  const { server: other, url: otherUrl } = await openServer();
  const remove = () => fetch(`${otherUrl}/customers/C-1`, { method: 'DELETE', headers: { 'accept-language': 'fr' } });
  const statuses: number[] = [];
  for (let count = 0; count < 4; count++) statuses.push((await remove()).status);
  expect(statuses).toEqual([204, 204, 204, 429]);
  const limited = await errorOf(await remove());
  expect(limited).toMatchObject({ code: 'too_many_requests', message: 'Trop de requêtes. Réessayez dans un instant.' });
  await other.close();
});

test('JSON may be nested 32 levels deep and no deeper', async () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  expect((await errorOf(await send('/customers', nested(32)))).message).toContain('"body" must be an object.');
  expect((await errorOf(await send('/customers', nested(33)))).message).toContain('nested deeper than 32 levels.');
});

test('the bound per address covers all routes but health', async () => {
  const { server: other, url: otherUrl } = await openServer({ limits: { requestsPerMinute: 2 } });
  const statuses: number[] = [];
  for (const path of ['/health', '/health', '/health', '/customers/C-1', '/customers/C-1', '/customers/C-1']) {
    statuses.push((await fetch(`${otherUrl}${path}`)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 401, 401, 429]);
  await other.close();
});

test('behind a proxy that is trusted every caller has a bound of their own; of anybody else the header counts for nothing', async () => {
  for (const [trustProxy, expected] of [
    ['127.0.0.1', [401, 401, 401]],
    ['192.0.2.1', [401, 401, 429]],
  ] as const) {
    const { server: other, url: otherUrl } = await openServer({ limits: { requestsPerMinute: 2 }, trustProxy });
    const statuses: number[] = [];
    for (const caller of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      const headers = { 'x-forwarded-for': caller };
      statuses.push((await fetch(`${otherUrl}/customers/C-1`, { headers })).status);
    }
    expect(statuses, trustProxy).toEqual(expected);
    await other.close();
  }
});

test('stopping ends streams of events, and requests on open connections are told so', async () => {
  const { server: other, url: otherUrl } = await openServer();
  const stream = await fetch(`${otherUrl}/exchange/changes`, { headers: { authorization: 'Bearer scaleUnit' } });
  const socket = connect(Number(new URL(otherUrl).port), '127.0.0.1');
  const answers = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      // The connection is busy with an unfinished request when the server begins to stop.
      if (text.includes('"ok"')) socket.write('GET /health HTTP/1.1\r\n');
    });
    socket.on('close', () => resolve(text));
  });
  socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = other.close();
  socket.write('host: x\r\n\r\n');
  expect(await stream.text()).toBe('event: changed\n\n');
  expect(await answers).toMatch(/503 Service Unavailable[^]*"code":"shutting_down"/u);
  await closed;
});

test('a stop does not wait for connections on which nobody has asked anything', async () => {
  const { server: other, url: otherUrl } = await openServer();
  const spare = connect(Number(new URL(otherUrl).port), '127.0.0.1');
  await new Promise((resolve) => spare.once('connect', resolve));
  const dropped = new Promise((resolve) => spare.once('close', resolve));
  await other.close();
  await dropped;
});
