import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timeRequests } from './timed-requests.ts';

let server: Server;
let shopUrl: string;
let taken: string[];

beforeEach(async () => {
  taken = [];
  server = createServer((request, response) => {
    taken.push(`${request.method} ${request.url}`);
    request.resume().once('end', () => response.writeHead(request.method === 'POST' ? 303 : 200).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  shopUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const form = { method: 'POST', body: new URLSearchParams({ name: 'somebody' }) };

test('every request of a browser is timed once, by method, path and what it was answered', async () => {
  const { fetch, requests } = timeRequests({ shopUrl, isPressedTwice: false });
  await fetch(`${shopUrl}/sign-up?to=%2F`, {});
  await fetch(`${shopUrl}/sign-up`, form);
  expect(requests).toMatchObject([
    { method: 'GET', path: '/sign-up', status: 200 },
    { method: 'POST', path: '/sign-up', status: 303 },
  ]);
  expect(taken).toEqual(['GET /sign-up?to=%2F', 'POST /sign-up']);
});

test('who presses twice sends a form of the shop twice and a page once, and only one answer counts', async () => {
  const { fetch, requests } = timeRequests({ shopUrl, isPressedTwice: true });
  await fetch(`${shopUrl}/sign-up`, {});
  await fetch(`${shopUrl}/sign-up`, form);
  expect(taken).toEqual(['GET /sign-up', 'POST /sign-up', 'POST /sign-up']);
  expect(requests).toHaveLength(2);
});

test('who presses twice does so at the shop only', async () => {
  const { fetch } = timeRequests({ shopUrl: 'http://shop.example', isPressedTwice: true });
  await fetch(`${shopUrl}/provider`, form);
  expect(taken).toEqual(['POST /provider']);
});
