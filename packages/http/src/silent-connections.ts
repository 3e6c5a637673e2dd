import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Between two looks at the connections of a server that stops, in milliseconds. */
const lookDelayMs = 100;

/** Drops connections on which nobody has asked anything yet, again and again until `stopped` is settled. */
export interface SilentConnections {
  dropUntil(stopped: Promise<unknown>): Promise<void>;
}

/**
 * Watches for connections without a request. A browser opens some to spare; a server that stops would wait for them for
 * ever, since to the HTTP library only a connection that has had a request is idle.
 */
export function watchSilentConnections(server: Server): SilentConnections {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  const drop = (): void => {
    for (const socket of silent) socket.destroy();
  };
  return {
    async dropUntil(stopped) {
      drop();
      const timer = setInterval(drop, lookDelayMs);
      try {
        await stopped;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
