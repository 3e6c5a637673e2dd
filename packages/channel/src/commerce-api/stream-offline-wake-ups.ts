import type { OfflineWakeUp } from '@counterfoil/contracts/offline-exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, hijacked, type Caller, type RouteCall, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { offlineRegister } from '../offline/offline-registers.ts';
import { createRegisterWakeUps, type RegisterWakeUps } from '../offline/register-wake-ups.ts';
import { registerParams } from './requests.ts';

/** Between two signs of life on a quiet stream, in milliseconds; a till takes a longer silence for a dead line. */
export const wakeUpHeartbeatMs = 5_000;

/** `GET /offline-databases/:registerId/wake-ups` */
export const streamOfflineWakeUpsRoute = defineRoute({
  name: 'streamOfflineWakeUps',
  method: 'GET',
  path: '/offline-databases/:registerId/wake-ups',
  summary: 'Be woken when an exchange would bring something',
  description:
    'Server-sent events, each the JSON `{"kind":"changes"}` or `{"kind":"configuration"}` and never the data itself. ' +
    'The line `: connected` comes once nothing is missed any more: exchange then, and at every event. Lines beginning ' +
    'with a colon are signs of life, at least one in five seconds.',
  access: ['application', 'device'],
  request: { params: registerParams },
  response: { 200: 'events' },
  errors: ['register_unknown', 'register_offline_unsupported', 'database_unreachable'],
  examples: { response: ': connected\n\ndata: {"kind":"changes"}\n\n' },
});

/** Sends wake-ups until the till goes, the server stops, or the device is no longer answered. */
export const handleStreamOfflineWakeUps = (channel: Channel): RouteWithHandler => {
  const wakeUps = createRegisterWakeUps(channel);
  return handle(streamOfflineWakeUpsRoute, async ({ params, caller, reply, stopping }) => {
    const { registerId } = params;
    if ((caller.scope['registerId'] ?? registerId) !== registerId) throw refuse('not_allowed');
    offlineRegister(channel.configuration, registerId);
    await stream(channel, wakeUps, { registerId, caller, reply, stopping });
    return hijacked;
  });
};

interface Listener extends Pick<RouteCall, 'caller' | 'reply' | 'stopping'> {
  readonly registerId: string;
}

async function stream(channel: Channel, wakeUps: RegisterWakeUps, listener: Listener): Promise<void> {
  const { reply, stopping } = listener;
  const { raw } = reply;
  const ended = new AbortController();
  /* Not before the database answers: a fault is still an ordinary answer then. */
  const stopListening = await wakeUps.listen((wakeUp: OfflineWakeUp) => {
    raw.write(`data: ${JSON.stringify(wakeUp)}\n\n`);
    if (wakeUp.kind === 'configuration' && !isAnswered(channel, listener)) end();
  });
  const end = (): void => {
    stopListening();
    ended.abort();
    raw.end();
  };
  reply.hijack();
  raw
    .on('close', end)
    .on('error', (error) => channel.seams.log.debug({ error: error.message }, 'a wake-up stream of a till broke'));
  stopping.addEventListener('abort', end, { once: true });
  if (raw.destroyed || stopping.aborted) return end();
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  raw.write(': connected\n\n');
  void beat(channel, listener, ended.signal);
}

async function beat({ seams }: Channel, { reply }: Listener, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await seams.clock.sleep(wakeUpHeartbeatMs, ended);
    if (!ended.aborted) reply.raw.write(': alive\n\n');
  }
}

/** Whether the settings still know the register and its device (R16). */
function isAnswered({ configuration }: Channel, { registerId, caller }: Listener): boolean {
  return configuration.registers.some((register) => register.registerId === registerId) && !isRevoked(caller);

  function isRevoked({ scope }: Caller): boolean {
    return configuration.devices.some(({ deviceId, state }) => deviceId === scope['deviceId'] && state === 'revoked');
  }
}
