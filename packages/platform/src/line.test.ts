import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Line, LineOptions } from './line.ts';
import { openLine } from './line.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A headquarters of `serve`, and a line to it. */
async function openWorld(serve: (socket: Socket) => void, options: Partial<LineOptions> = {}): Promise<Line> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('error', () => undefined));
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line = await openLine({ targetPort: (server.address() as AddressInfo).port, ...options });
  opened.push(async () => {
    await line.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return line;
}

const echo = (socket: Socket): void => void socket.pipe(socket);

function dial(line: Line): Socket {
  return connect({ port: line.port, host: '127.0.0.1', allowHalfOpen: true });
}

/** All bytes until the other side ends, or the code of the error that ended the connection. */
function received(socket: Socket): Promise<Buffer | string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
}

const firstBytes = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('data', resolve));
const digest = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

test('bytes pass in order and whole, with and without a delay, and the half-closed side still gets its reply', async () => {
  for (const delayMs of [0, 3]) {
    const line = await openWorld(echo, { delayMs });
    const bytes = randomBytes(12 * 1024 * 1024);
    const socket = dial(line);
    const reply = received(socket);
    socket.end(bytes);
    expect(digest(await reply)).toBe(digest(bytes));
  }
});

test('a delay holds every byte back in both directions', async () => {
  const line = await openWorld(echo);
  line.setDelay(40);
  const socket = dial(line);
  const beganMs = performance.now();
  socket.write('a');
  await firstBytes(socket);
  expect(performance.now() - beganMs).toBeGreaterThanOrEqual(80);
  socket.destroy();
});

test('a reader that does not read holds up its sender, and nothing is lost', async () => {
  const line = await openWorld((socket) => {
    socket.pause();
    setTimeout(() => socket.pipe(socket), 50);
  });
  const bytes = randomBytes(16 * 1024 * 1024);
  const socket = dial(line);
  const reply = received(socket);
  socket.end(bytes);
  expect(digest(await reply)).toBe(digest(bytes));
});

test('a cut resets what is open and what is dialled, until the line is restored', async () => {
  const line = await openWorld(echo);
  const before = dial(line);
  before.write('a');
  await firstBytes(before);
  const end = received(before);
  line.cut();
  expect(await end).toBe('ECONNRESET');
  const during = dial(line);
  during.write('a');
  expect(['ECONNRESET', 'EPIPE']).toContain(await received(during));
  line.restore();
  const after = dial(line);
  after.write('a');
  expect(String(await firstBytes(after))).toBe('a');
  after.destroy();
});

test('with replies swallowed headquarters gets the request, the store gets nothing, and later the connection is reset', async () => {
  let request = '';
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const line = await openWorld((socket) => {
    socket.on('data', (chunk) => {
      request += String(chunk);
      socket.write('reply');
      socket.end();
      arrived();
    });
  });
  line.swallowReplies(true);
  const socket = dial(line);
  let repliedCount = 0;
  socket.on('data', () => repliedCount++);
  const end = received(socket);
  socket.write('create');
  await arrival;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([request, repliedCount]).toEqual(['create', 0]);
  line.swallowReplies(false);
  expect(await end).toBe('ECONNRESET');
  expect(repliedCount).toBe(0);
});

test('headquarters that is not there is a reset connection', async () => {
  const line = await openLine({ targetPort: 1 });
  opened.push(() => line.close());
  const socket = dial(line);
  expect(await received(socket)).toBe('ECONNRESET');
});
