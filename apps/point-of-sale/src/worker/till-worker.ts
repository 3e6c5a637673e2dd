import { webSeams } from '@counterfoil/platform/web-seams';
import { createTillService } from '@counterfoil/till/service/create-till-service';
import type { TillService } from '@counterfoil/till/service/till-service';
import { tillChannelName, type TillMessage, type WorkerStart } from '../till/till-messages.ts';
import { answerCalls } from './answer-calls.ts';
import { createBrowserVault } from './browser-vault.ts';

/* The worker of the owner tab: the till's engine with its database, for all tabs. Its first message starts it. */

function run({ scaleUnitUrl }: WorkerStart): void {
  const seams = webSeams();
  const channel = new BroadcastChannel(tillChannelName);
  const send = (message: TillMessage): void => channel.postMessage(message);
  const service = createTillService({
    vault: createBrowserVault(seams),
    seams,
    scaleUnitUrl,
    fetch: (...call) => fetch(...call),
    emit: (event) => send({ kind: 'event', event }),
  });
  const answer = answerCalls(service, send);
  channel.addEventListener('message', ({ data }: MessageEvent<TillMessage>) => {
    if (data.kind === 'call') void answer(data);
    if (data.kind === 'hello') void tellState(service, send);
  });
  send({ kind: 'ready' });
  void tellState(service, send);
  service.catch((error: unknown) => seams.log.error({ error }, 'the engine of the till did not start'));
}

async function tellState(service: Promise<TillService>, send: (message: TillMessage) => void): Promise<void> {
  const engine = await service.catch(() => null);
  if (engine) send({ kind: 'event', event: { kind: 'state', state: await engine.state() } });
}

addEventListener('message', ({ data }: MessageEvent<WorkerStart>) => run(data), { once: true });
