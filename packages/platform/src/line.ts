import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** What a line connects. */
export interface LineOptions {
  /** Port of headquarters. */
  readonly targetPort: number;
  /** Where headquarters and the line listen; `127.0.0.1` by default. */
  readonly host?: string;
  /** Port of the line itself; 0, the default, takes a free one. */
  readonly listenPort?: number;
  /** Delay of each byte, one way; 0 by default. */
  readonly delayMs?: number;
}

/** The network line between a store and headquarters, as a TCP proxy whose faults are switched on and off. */
export interface Line {
  /** Where the store connects. */
  readonly port: number;
  /** Resets all connections and every new one, until `restore`. */
  cut(): void;
  restore(): void;
  /** Delays every byte that arrives from now on, one way. */
  setDelay(delayMs: number): void;
  /**
   * While on, bytes reach headquarters and its replies never come. Switching it off resets the connections that lost a
   * reply, since their stream has a hole.
   */
  swallowReplies(on: boolean): void;
  /** Resets all connections and stops listening. */
  close(): Promise<void>;
}

/** Bytes under way in one direction before its sender is held up. */
const bytesUnderWayMax = 8 * 1024 * 1024;

interface LineState {
  isCut: boolean;
  delayMs: number;
  swallowing: boolean;
}

interface Connection {
  lostReply: boolean;
  reset(): void;
}

/** Opens a line; resolves when it listens. */
export async function openLine(options: LineOptions): Promise<Line> {
  const { targetPort, host = '127.0.0.1', listenPort = 0, delayMs = 0 } = options;
  const state: LineState = { isCut: false, delayMs, swallowing: false };
  const connections = new Set<Connection>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (store) => {
    if (state.isCut) store.on('error', ignoreReset).resetAndDestroy();
    else bridge(store, connect({ host, port: targetPort, allowHalfOpen: true, noDelay: true }), state, connections);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(listenPort, host, resolve);
  });
  const resetAll = (): void => {
    for (const connection of [...connections]) connection.reset();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state.isCut = true;
      resetAll();
    },
    restore() {
      state.isCut = false;
    },
    setDelay(next) {
      state.delayMs = next;
    },
    swallowReplies(on) {
      state.swallowing = on;
      if (!on) for (const connection of [...connections]) if (connection.lostReply) connection.reset();
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        resetAll();
      }),
  };
}

/** A reset is what the line is for; the `close` event that follows does the work. */
const ignoreReset = (): undefined => undefined;

function bridge(store: Socket, headquarters: Socket, state: LineState, connections: Set<Connection>): void {
  const connection: Connection = {
    lostReply: false,
    reset() {
      connections.delete(connection);
      store.resetAndDestroy();
      headquarters.resetAndDestroy();
    },
  };
  connections.add(connection);
  const swallow = (): boolean => {
    if (state.swallowing) connection.lostReply = true;
    return connection.lostReply;
  };
  conduct(store, headquarters, state, () => false);
  conduct(headquarters, store, state, swallow);
  store.on('close', () => {
    connections.delete(connection);
    if (connection.lostReply) headquarters.resetAndDestroy();
  });
}

/** What is under way: bytes, the end of the stream, or a reset, in the order in which it happened. */
interface UnderWay {
  readonly dueMs: number;
  readonly what: Buffer | 'end' | 'reset';
}

/** Carries one direction in order, `delayMs` late, no faster than the receiver reads. */
function conduct(from: Socket, to: Socket, state: LineState, swallow: () => boolean): void {
  const queue: UnderWay[] = [];
  let bytesUnderWay = 0;
  let timer: NodeJS.Timeout | undefined;
  let congested = false;

  const send = (what: Buffer | 'end' | 'reset'): void => {
    queue.push({ dueMs: performance.now() + state.delayMs, what });
    if (typeof what !== 'string') bytesUnderWay += what.length;
    if (bytesUnderWay > bytesUnderWayMax) from.pause();
    deliver();
  };
  const deliver = (): void => {
    clearTimeout(timer);
    while (!congested && !to.destroyed) {
      const waitMs = (queue[0]?.dueMs ?? Infinity) - performance.now();
      if (waitMs > 0) {
        // A timer may fire a fraction of a millisecond early; rounding up spares a second one.
        if (queue.length > 0) timer = setTimeout(deliver, Math.ceil(waitMs));
        return;
      }
      hand(queue.shift()?.what as Buffer | 'end' | 'reset');
    }
  };
  const hand = (what: Buffer | 'end' | 'reset'): void => {
    if (typeof what !== 'string') bytesUnderWay -= what.length;
    if (bytesUnderWay <= bytesUnderWayMax && from.isPaused()) from.resume();
    if (swallow()) return;
    if (what === 'end') to.end();
    else if (what === 'reset') to.resetAndDestroy();
    else congested = !to.write(what);
  };

  from.on('data', send);
  from.on('end', () => send('end'));
  from.on('error', ignoreReset);
  from.on('close', () => {
    if (!from.readableEnded) send('reset');
  });
  to.on('drain', () => {
    congested = false;
    deliver();
  });
  to.on('close', () => clearTimeout(timer));
}
