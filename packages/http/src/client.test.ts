import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { openLine } from '@counterfoil/platform/line';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from './client.ts';
import { CommunicationException, createClient } from './client.ts';
import type { Server } from './server.ts';
import { exampleCustomer, openServer } from './server-fixture.ts';

let server: Server;
let url: string;
const clients: Client[] = [];

beforeAll(async () => {
  ({ server, url } = await openServer());
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await server.close();
});

function dial(baseUrl: string, role = 'employee', timeoutMs = 5_000): Client {
  const client = createClient({ baseUrl, token: async () => role, timeoutMs });
  clients.push(client);
  return client;
}

const faultOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (error: unknown) => error,
  );

test('JSON and bytes go there and back with the token, and a refusal is an answer', async () => {
  const created = await dial(url).call('POST', '/customers', exampleCustomer);
  expect(created).toMatchObject({ status: 201, body: { created: true } });
  expect((await dial(url, 'auditor').call('POST', '/customers', exampleCustomer)).status).toBe(403);
  const french = await dial(url).call('GET', '/nowhere', undefined, { headers: { 'accept-language': 'fr' } });
  expect(french.body).toMatchObject({ error: { message: "Il n'y a rien à cette adresse." } });
  const bytes = Buffer.from([0, 255, 7]);
  expect((await dial(url, 'scaleUnit').callBytes('POST', '/exchange/packages', bytes)).body).toEqual(bytes);
  expect((await dial(url, 'administrator').call('DELETE', '/customers/C-1')).body).toBeUndefined();
});

test('an internal error is a communication exception with its code', async () => {
  const fault = await faultOf(dial(url).call('GET', '/customers/bug'));
  expect(fault).toBeInstanceOf(CommunicationException);
  expect(fault).toMatchObject({ status: 500, code: 'internal_error' });
});

test('a cut line is a communication exception, and the client works again when the line does', async () => {
  const line = await openLine({ targetPort: Number(new URL(url).port) });
  const client = dial(`http://127.0.0.1:${line.port}`);
  expect((await client.call('GET', '/health')).status).toBe(200);
  line.cut();
  expect(await faultOf(client.call('GET', '/health'))).toBeInstanceOf(CommunicationException);
  line.restore();
  expect((await client.call('GET', '/health')).status).toBe(200);
  await line.close();
  expect(await faultOf(client.call('GET', '/health'))).toBeInstanceOf(CommunicationException);
});

test('a reply that never comes is a communication exception after the time-out', async () => {
  const line = await openLine({ targetPort: Number(new URL(url).port) });
  line.swallowReplies(true);
  const client = dial(`http://127.0.0.1:${line.port}`, 'employee', 100);
  expect(await faultOf(client.call('GET', '/health'))).toBeInstanceOf(CommunicationException);
  await line.close();
});

test('a reply that is cut off or is not JSON is a communication exception', async () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
  for (const reply of [
    `${head}content-length: 100\r\n\r\n{"status":`,
    `${head}content-length: 6\r\n\r\n<html>`,
    'nonsense\r\n\r\n',
  ]) {
    const sockets: Socket[] = [];
    const broken = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.once('data', () => socket.end(reply));
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const client = dial(`http://127.0.0.1:${(broken.address() as AddressInfo).port}`);
    expect(await faultOf(client.call('GET', '/health'))).toBeInstanceOf(CommunicationException);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => broken.close(resolve));
  }
});
