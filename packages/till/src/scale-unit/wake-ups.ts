import type { Seams } from '@counterfoil/platform/seams';
import type { StreamedAnswer } from './scale-unit.ts';

/** Silence after which the stream counts as dead, in milliseconds. */
const silenceMaxMs = 45_000;
const reconnectDelayMs = 500;
const reconnectDelayMaxMs = 30_000;

/** What listening needs. */
export interface WakeUpOptions {
  readonly open: (signal: AbortSignal) => Promise<StreamedAnswer>;
  readonly seams: Pick<Seams, 'clock' | 'random' | 'log'>;
  /** At every new connection: whatever was sent before is lost and has to be looked for. */
  readonly onConnected: () => void;
  /** That an exchange would bring something; what it is comes by the exchange. */
  readonly onWakeUp: () => void;
  /** The stream ended, or there was none. */
  readonly onEnded: (error: unknown) => void;
}

/** Stays connected to the wake-ups of the scale unit until `stopping` aborts. */
export async function listenForWakeUps(options: WakeUpOptions, stopping: AbortSignal): Promise<void> {
  const { seams, onConnected, onEnded } = options;
  let delayMs = reconnectDelayMs;
  while (!stopping.aborted) {
    const began = (): void => {
      delayMs = reconnectDelayMs;
      onConnected();
    };
    const end = await listenOnce({ ...options, onConnected: began }, stopping).catch((error: unknown) => error);
    if (stopping.aborted) return;
    onEnded(end);
    await seams.clock.sleep(delayMs * (0.5 + seams.random.next()), stopping);
    delayMs = Math.min(delayMs * 2, reconnectDelayMaxMs);
  }
}

/** One stream to its end. */
async function listenOnce(options: WakeUpOptions, stopping: AbortSignal): Promise<void> {
  const silence = new AbortController();
  const { body } = await options.open(AbortSignal.any([stopping, silence.signal]));
  options.onConnected();
  const reader = body.getReader();
  try {
    await readEvents(reader, options, silence);
  } finally {
    await reader.cancel().catch(() => options.seams.log.debug({}, 'the stream of wake-ups had ended'));
  }
}

async function readEvents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { seams, onWakeUp }: WakeUpOptions,
  silence: AbortController,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  while (!silence.signal.aborted) {
    const timer = new AbortController();
    void seams.clock.sleep(silenceMaxMs, timer.signal).then(() => !timer.signal.aborted && silence.abort());
    const { done, value } = await reader.read().finally(() => timer.abort());
    if (done) return;
    const events = (text + decoder.decode(value, { stream: true })).split('\n\n');
    text = events.pop() ?? '';
    if (events.some(isWakeUp)) onWakeUp();
  }
}

/** A comment is a sign of life only. */
function isWakeUp(event: string): boolean {
  return event.split('\n').some((line) => line.startsWith('data:'));
}
