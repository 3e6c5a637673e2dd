import type { WakeUp } from '@counterfoil/contracts/wake-up';
import type { FastifyReply } from 'fastify';
import { recordContact } from '../exchange/channel-databases.ts';
import type { Headquarters } from '../headquarters.ts';
import type { ScaleUnitWakeUps } from '../exchange/scale-unit-wake-ups.ts';

/** Between two signs of life on a quiet stream, in milliseconds; both sides notice a dead line by their absence. */
export const heartbeatIntervalMs = 5_000;

/** Sends wake-ups over the raw reply until the scale unit goes or the server stops. */
export function streamWakeUps(stream: {
  headquarters: Headquarters;
  scaleUnits: ScaleUnitWakeUps;
  channelDatabaseId: string;
  reply: FastifyReply;
  stopping: AbortSignal;
}): void {
  const { headquarters, scaleUnits, channelDatabaseId, reply, stopping } = stream;
  const { clock, log } = headquarters.seams;
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  raw.write(': connected\n\n');
  const ended = new AbortController();
  const disconnect = scaleUnits.connect(channelDatabaseId, (wakeUp: WakeUp) => {
    raw.write(`data: ${JSON.stringify(wakeUp)}\n\n`);
  });
  const end = (): void => {
    disconnect();
    ended.abort();
    raw.end();
  };
  raw
    .on('close', end)
    .on('error', (error) => log.debug({ channelDatabaseId, error: error.message }, 'a wake-up stream broke'));
  stopping.addEventListener('abort', end, { once: true });
  void beat();

  async function beat(): Promise<void> {
    while (!ended.signal.aborted) {
      raw.write(': alive\n\n');
      try {
        await recordContact(headquarters.database, channelDatabaseId, clock.now());
      } catch (error) {
        log.debug({ channelDatabaseId, error: String(error) }, 'the contact was not recorded');
      }
      await clock.sleep(heartbeatIntervalMs, ended.signal);
    }
  }
}
