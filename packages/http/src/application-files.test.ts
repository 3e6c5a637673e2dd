import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServer, type Server } from './server.ts';

let folder: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-app-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist', '.built-from'), 'secret');
  const files = ['index.html', 'sw.js', 'manifest.webmanifest', 'assets/app-1a2b.js', 'assets/sqlite-3c4d.wasm'];
  for (const name of files) await writeFile(join(folder, 'dist', name), `content of ${name}`);
  server = await createServer({
    name: 'Test',
    version: '1.0.0',
    seams: systemSeams(silentLog),
    authenticate: () => Promise.resolve(null),
    application: { path: '/pos/', folder: join(folder, 'dist'), notBuilt: 'point_of_sale_not_built' },
    routes: [],
    limits: { requestsPerMinute: 10 },
    health: () => ({ status: 'ok' }),
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ method: 'GET', url, headers });
const page = { accept: 'text/html,*/*', 'sec-fetch-mode': 'navigate' };

describe('the files of an application', () => {
  test.each([
    ['/pos/', 'index.html', 'text/html', 'no-cache'],
    ['/pos/index.html', 'index.html', 'text/html', 'no-cache'],
    ['/pos/sw.js', 'sw.js', 'javascript', 'no-cache'],
    ['/pos/manifest.webmanifest', 'manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/pos/assets/app-1a2b.js', 'assets/app-1a2b.js', 'javascript', 'public, max-age=31536000, immutable'],
    [
      '/pos/assets/sqlite-3c4d.wasm',
      'assets/sqlite-3c4d.wasm',
      'application/wasm',
      'public, max-age=31536000, immutable',
    ],
  ])('%s is %s, of its type, kept as long as it may be', async (url, name, type, caching) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(`content of ${name}`);
    expect(answer.headers['content-type']).toContain(type);
    expect(answer.headers['cache-control']).toBe(caching);
  });

  test('run what is from here and WebAssembly, and are framed by nobody', async () => {
    const { headers } = await get('/pos/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    const api = await get('/health');
    expect(api.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  test('a page of the application is the application, and a file that is not there is not found', async () => {
    const answer = await get('/pos/customers/new', page);
    expect([answer.statusCode, answer.body]).toEqual([200, 'content of index.html']);
    expect((await get('/pos/customers/new')).statusCode).toBe(404);
    expect((await get('/pos/assets/old-9z.js', page)).statusCode).toBe(404);
  });

  test.each(['/', '/pos'])('%s leads there', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['location']]).toEqual([302, '/pos/']);
  });

  test.each([
    '/pos/../secret.txt',
    '/pos/..%2fsecret.txt',
    '/pos/%2e%2e/secret.txt',
    '/pos/assets/..%5c..%5csecret.txt',
    '/pos/.built-from',
    '/pos/assets%00.js',
    `/pos/${'a'.repeat(290)}.js`,
    `/pos/${'a/'.repeat(600)}`,
    '/pos/assets',
    '/pos/%ff',
    '/secret.txt',
  ])('R13, R15: %s gives nothing away', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toContain('secret ');
    expect(answer.body.startsWith('secret')).toBe(false);
  });

  test('before they are built, one sentence in the language of the reader says how to build them', async () => {
    await rm(join(folder, 'dist'), { recursive: true });
    const [english, french] = [await get('/pos/', page), await get('/pos/', { ...page, 'accept-language': 'fr' })];
    expect([english.statusCode, french.statusCode]).toEqual([503, 503]);
    expect(english.headers['content-type']).toContain('text/plain');
    expect(english.body).toContain('Run `npm run build`');
    expect(french.body).toContain('Lancez `npm run build`');
  });

  test('are no calls of the API, and no limit of requests stops a till that loads them', async () => {
    const document = (await get('/openapi.json')).json<{ paths: object }>();
    expect(Object.keys(document.paths)).toEqual(['/health', '/openapi.json']);
    const answers = await Promise.all(Array.from({ length: 30 }, () => get('/pos/sw.js')));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  });
});
