import { wakeUpSchema, type WakeUp } from '@counterfoil/contracts/wake-up';
import type { Seams } from '@counterfoil/platform/seams';
import { request } from 'undici';

/** Silence after which the stream counts as dead, in milliseconds: three missed signs of life. */
const silenceMaxMs = 15_000;
const reconnectDelayMs = 500;
const reconnectDelayMaxMs = 10_000;

/**
 * Stays connected to headquarters' wake-ups until `stopping` aborts. `onConnected` is called at every new connection:
 * whatever was sent before is lost and has to be looked for.
 */
export async function listenForWakeUps(options: {
  baseUrl: string;
  token: () => Promise<string>;
  seams: Seams;
  stopping: AbortSignal;
  onConnected: () => void;
  onWakeUp: (wakeUp: WakeUp) => void;
  onDisconnected: () => void;
}): Promise<void> {
  const { seams, stopping } = options;
  let delayMs = reconnectDelayMs;
  while (!stopping.aborted) {
    try {
      await listenOnce(options, () => {
        delayMs = reconnectDelayMs;
        options.onConnected();
      });
    } catch (error) {
      seams.log.debug({ error: String(error) }, 'no wake-ups from headquarters');
    }
    if (stopping.aborted) return;
    options.onDisconnected();
    await seams.clock.sleep(delayMs * (0.5 + seams.random.next()), stopping);
    delayMs = Math.min(delayMs * 2, reconnectDelayMaxMs);
  }
}

async function listenOnce(options: Parameters<typeof listenForWakeUps>[0], onConnected: () => void): Promise<void> {
  const { baseUrl, token, stopping, onWakeUp } = options;
  const { statusCode, body } = await request(`${baseUrl}/exchange/wake-ups`, {
    headers: { authorization: `Bearer ${await token()}` },
    signal: stopping,
    bodyTimeout: silenceMaxMs,
    headersTimeout: silenceMaxMs,
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`headquarters answered ${statusCode}`);
  }
  onConnected();
  let text = '';
  for await (const chunk of body) {
    text += String(chunk);
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    events.map(readEvent).forEach((wakeUp) => wakeUp && onWakeUp(wakeUp));
  }
}

function readEvent(event: string): WakeUp | null {
  if (!event.startsWith('data: ')) return null;
  const parsed = wakeUpSchema.safeParse(JSON.parse(event.slice('data: '.length)));
  return parsed.success ? parsed.data : null;
}
