import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CustomerEvent } from './event-types.ts';

/** Another system that is told of customers, over real HTTP. */
export interface TestReceiver {
  readonly url: string;
  /** What it took, delivery by delivery. */
  readonly deliveries: { readonly headers: IncomingHttpHeaders; readonly events: CustomerEvent[] }[];
  /** The secret that it was given; deliveries with another signature are answered 401. */
  secret: string;
  /** What the next deliveries are answered in place of 204; `cut` reads them and hangs up without an answer. */
  readonly answers: (number | 'cut')[];
  stop(): Promise<void>;
}

/** Starts one on the loopback interface. */
export async function startTestReceiver(): Promise<TestReceiver> {
  const receiver = {
    url: '',
    secret: '',
    deliveries: [] as TestReceiver['deliveries'],
    answers: [] as (number | 'cut')[],
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      const isGenuine = isSignedWith(receiver.secret, request.headers, body);
      const answer = isGenuine ? (receiver.answers.shift() ?? 204) : 401;
      const isTaken = answer === 'cut' || answer < 300;
      if (isTaken) receiver.deliveries.push({ headers: request.headers, events: JSON.parse(body) as CustomerEvent[] });
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?from=counterfoil`;
  return Object.assign(receiver, {
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** The check as Standard Webhooks describes it, written from its text and not from the product. */
function isSignedWith(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  const key = Buffer.from(secret.replace(/^whsec_/u, ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${String(id)}.${String(timestamp)}.${body}`)
    .digest();
  return String(signature)
    .split(' ')
    .map((part) => Buffer.from(part.replace(/^v1,/u, ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
