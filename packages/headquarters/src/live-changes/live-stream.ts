import type { LiveChange, LiveTopic } from '@counterfoil/contracts/administration/live-changes';
import type { Clock } from '@counterfoil/platform/clock';
import type { Log } from '@counterfoil/platform/log';
import type { FastifyReply } from 'fastify';
import type { LiveChanges } from './live-changes.ts';

/** Between two signs of life on a quiet stream, and between two looks whether the session lasts, in milliseconds. */
export const heartbeatIntervalMs = 15_000;

/** One browser that listens. */
export interface LiveStream {
  readonly liveChanges: LiveChanges;
  readonly seams: { readonly clock: Clock; readonly log: Log };
  readonly reply: FastifyReply;
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal;
  /** Whether whoever listens may go on. */
  readonly isStillAllowed: () => Promise<boolean>;
}

/** Sends what has changed over the raw reply until the browser goes, its session ends or the server stops. */
export async function streamLiveChanges(stream: LiveStream): Promise<void> {
  const { liveChanges, reply, stopping, seams } = stream;
  const { raw } = reply;
  const waiting = new Set<LiveTopic>();
  /** A browser that doesn't keep up is told the same topic once. */
  const send = (): void => {
    if (waiting.size === 0 || !raw.headersSent || raw.writableNeedDrain) return;
    const change: LiveChange = { topics: [...waiting] };
    waiting.clear();
    raw.write(`data: ${JSON.stringify(change)}\n\n`);
  };
  const ended = new AbortController();
  const leave = await liveChanges.listen(
    (topics) => {
      for (const topic of topics) waiting.add(topic);
      send();
    },
    () => raw.end(),
  );
  const end = (): void => {
    leave();
    ended.abort();
    raw.end();
  };
  reply.hijack();
  raw
    .on('drain', send)
    .on('close', end)
    .on('error', (error) => seams.log.debug({ error: error.message }, 'a stream of live changes broke'));
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  raw.write(': connected\n\n');
  send();
  if (stopping.aborted || raw.destroyed) return end();
  stopping.addEventListener('abort', end, { once: true });
  ended.signal.addEventListener('abort', () => stopping.removeEventListener('abort', end), { once: true });
  void beat(stream, ended.signal).finally(end);
}

/** Gives signs of life as long as whoever listens may. */
async function beat({ reply, seams, isStillAllowed }: LiveStream, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await seams.clock.sleep(heartbeatIntervalMs, ended);
    if (ended.aborted) return;
    try {
      if (!(await isStillAllowed())) return;
    } catch (error) {
      // The database is gone for a while: that is no reason to send anybody away.
      seams.log.debug({ error: String(error) }, 'the session of a stream could not be looked up');
    }
    reply.raw.write(': alive\n\n');
  }
}
