import { z } from 'zod';
import { connectClient } from '@counterfoil/database/connection';
import type { Database } from '@counterfoil/database/database';
import type { Seams } from '@counterfoil/platform/seams';
import { describeFailure } from './run-result.ts';

/** The PostgreSQL channel on which the processes of one headquarters wake each other. */
const wakeUpChannel = 'counterfoil_batch';

const reconnectDelayMs = 1_000;

const wakeUpSchema = z.object({
  sender: z.string(),
  kind: z.enum(['work', 'recurrence', 'cancel']),
  job: z.string(),
});

/**
 * `work`: the job may have something to do; `recurrence`: its recurrence was changed, or it was withheld or released;
 * `cancel`: somebody wishes its run to end.
 */
export type WakeUp = z.output<typeof wakeUpSchema>;

/** Wake-ups between processes. They may be lost: every receiver looks by itself after a while, too. */
export interface WakeUps {
  /** Tells all other processes. */
  send(kind: WakeUp['kind'], job: string): Promise<void>;
  /** Listens until `stopping` aborts, over broken connections. */
  listen(stopping: AbortSignal): Promise<void>;
}

/** What a receiver of wake-ups does. */
export interface WakeUpReceiver {
  onWakeUp(wakeUp: WakeUp): void;
  /** Called whenever listening begins again: whatever was sent before is lost. */
  onListening(): void;
}

/** Wake-ups by LISTEN and NOTIFY on an own connection. */
export function createWakeUps(
  { database, databaseUrl, seams }: { database: Database; databaseUrl: string; seams: Seams },
  receiver: WakeUpReceiver,
): WakeUps {
  const { clock, ids, log, random } = seams;
  const sender = ids.uuid();

  const receive = (payload: string | undefined): void => {
    const wakeUp = readWakeUp(payload);
    if (wakeUp && wakeUp.sender !== sender) receiver.onWakeUp(wakeUp);
  };

  return {
    async send(kind, job) {
      await database.query<object>('SELECT pg_notify($1, $2)', [wakeUpChannel, JSON.stringify({ sender, kind, job })]);
    },
    async listen(stopping) {
      while (!stopping.aborted) {
        try {
          await listenOnce(databaseUrl, { ...receiver, receive, stopping });
        } catch (error) {
          log.warn({ error: describeFailure(error) }, 'wake-ups cannot be heard; jobs look for work by themselves');
          await clock.sleep(reconnectDelayMs * (1 + random.next()), stopping);
        }
      }
    },
  };
}

/** The wake-up in a notification; undefined for one of another version, which the receiver's own look makes good. */
function readWakeUp(payload: string | undefined): WakeUp | undefined {
  try {
    return wakeUpSchema.parse(JSON.parse(payload ?? ''));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

interface Listening {
  receive(payload: string | undefined): void;
  onListening(): void;
  readonly stopping: AbortSignal;
}

/** Resolves when `stopping` aborts, rejects when the connection breaks. */
async function listenOnce(databaseUrl: string, { receive, onListening, stopping }: Listening): Promise<void> {
  const client = await connectClient(databaseUrl);
  const ended = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.once('end', resolve);
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  // A break during LISTEN is told by the statement itself.
  ended.catch(() => undefined);
  client.on('notification', (message) => receive(message.payload));
  try {
    await client.query(`LISTEN ${wakeUpChannel}`);
    if (!stopping.aborted) onListening();
    if (!stopping.aborted) await ended;
  } finally {
    await client.end();
  }
}
