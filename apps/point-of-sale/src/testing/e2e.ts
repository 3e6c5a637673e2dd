import { createServer, request as httpRequest } from 'node:http';
import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { extname, join } from 'node:path';
import { CompactEncrypt, importJWK } from 'jose';
import { exampleStore } from '../../../../packages/till/src/service/till-fixture.ts';
import { startScaleUnitFixture } from '../../../../packages/till/src/scale-unit/scale-unit-fixture.ts';

const store = await exampleStore();
const [coffee] = store.products;
store.products = ['Coffee', 'Tea', 'Cup', 'Apron', 'Candle'].map((n, i) => ({ ...coffee, itemId: n.toUpperCase(), barcode: `40063813339${30 + i}`, description: { en: n, fr: n }, prices: { USD: `${2 + i}.50`, EUR: `${2 + i}.50` } }));
const fixture = await startScaleUnitFixture(store);
const dist = '/tmp/g-dist';
const key = randomBytes(32);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };
createServer(async (q, r) => {
  const path = (q.url ?? '/').split('?')[0];
  if (path === '/control/down') { await fixture.stop(); return r.end('down'); }
  if (path === '/control/up') { await fixture.start(); return r.end('up'); }
  if (path.startsWith('/pos')) {
    const file = path === '/pos/' ? 'index.html' : path.slice(5);
    try { const b = await readFile(join(dist, file)); r.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }); return r.end(b); } catch { r.writeHead(404); return r.end(); }
  }
  const chunks = []; for await (const c of q) chunks.push(c); const body = Buffer.concat(chunks);
  const u = new URL(fixture.url);
  const p = httpRequest({ host: u.hostname, port: u.port, method: q.method, path: q.url, headers: { ...q.headers, host: u.host } }, async (a) => {
    if (path === '/devices' && a.statusCode < 300) {
      let t = ''; for await (const c of a) t += c;
      const j = JSON.parse(t); const jwk = JSON.parse(body.toString()).encryptionKey;
      j.recoveryKey = await new CompactEncrypt(key).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' }).encrypt(await importJWK(jwk, 'ECDH-ES+A256KW'));
      r.writeHead(a.statusCode, { 'content-type': 'application/json' }); return r.end(JSON.stringify(j));
    }
    r.writeHead(a.statusCode, a.headers); r.flushHeaders(); a.pipe(r);
  });
  p.on('error', () => r.destroy()); r.on('close', () => p.destroy()); p.end(body);
  console.log(q.method, path);
}).listen(5198, '127.0.0.1', () => console.log('ready', fixture.url));
