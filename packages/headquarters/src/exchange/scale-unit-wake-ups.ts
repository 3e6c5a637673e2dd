import { wakeUpSchema, type PJobReport, type WakeUp } from '@counterfoil/contracts/wake-up';
import { pJobReportSchema } from '@counterfoil/contracts/wake-up';
import { prepared, type Database } from '@counterfoil/database/database';
import type { Seams } from '@counterfoil/platform/seams';
import { connectionOptions } from '@counterfoil/database/connection';
import pg from 'pg';
import { z } from 'zod';

/** PostgreSQL channel by which the processes of headquarters pass wake-ups on to each other's scale units. */
const notifyChannel = 'counterfoil_scale_units';
/** Wait before listening again after the connection broke, in milliseconds. */
const listenAgainDelayMs = 1_000;

const messageSchema = z.union([
  z.strictObject({ from: z.string(), to: z.string(), wakeUp: wakeUpSchema }),
  z.strictObject({ from: z.string(), to: z.string(), report: pJobReportSchema }),
]);
type Message = z.infer<typeof messageSchema>;

const notifyStatement = prepared('notify-scale-units', 'SELECT pg_notify($1, $2)');

/** The live connections of scale units to all processes of headquarters. */
export interface ScaleUnitWakeUps {
  /** Wakes a scale unit, whichever process it is connected to. */
  wake(channelDatabaseId: string, wakeUp: WakeUp): void;
  /** A scale unit is connected to this process until the returned function is called. */
  connect(channelDatabaseId: string, send: (wakeUp: WakeUp) => void): () => void;
  /** A scale unit reports its part of a P-job run. */
  report(channelDatabaseId: string, report: PJobReport): void;
  /** Calls `receive` for every report of the run until the returned function is called. */
  onReport(runId: string, receive: (channelDatabaseId: string, report: PJobReport) => void): () => void;
  /** Scale units connected to this process. */
  connected(): ReadonlySet<string>;
  close(): Promise<void>;
}

/**
 * Passes wake-ups on at once within the process, and by NOTIFY to the others. A wake-up can be lost at any time; scale
 * units look by themselves as well.
 */
export async function openScaleUnitWakeUps(database: Database, seams: Seams): Promise<ScaleUnitWakeUps> {
  const self = seams.ids.uuid();
  const streams = new Map<string, Set<(wakeUp: WakeUp) => void>>();
  const reports = new Map<string, Set<(channelDatabaseId: string, report: PJobReport) => void>>();

  const deliver = (message: Message): void => {
    if ('wakeUp' in message) for (const send of streams.get(message.to) ?? []) send(message.wakeUp);
    else for (const receive of reports.get(message.report.runId) ?? []) receive(message.to, message.report);
  };
  const listener = await listen(database.url, seams, (message) => {
    if (message.from !== self) deliver(message);
  });
  const publish = (message: Message): void => {
    deliver(message);
    database.query(notifyStatement, [notifyChannel, JSON.stringify(message)]).catch((error: unknown) => {
      seams.log.debug({ error: String(error) }, 'a wake-up was not passed on; scale units look by themselves');
    });
  };
  return {
    wake: (to, wakeUp) => publish({ from: self, to, wakeUp }),
    connect: (channelDatabaseId, send) => addTo(streams, channelDatabaseId, send),
    report: (to, report) => publish({ from: self, to, report }),
    onReport: (runId, receive) => addTo(reports, runId, receive),
    connected: () => new Set(streams.keys()),
    close: () => listener.close(),
  };
}

function addTo<Member>(sets: Map<string, Set<Member>>, key: string, member: Member): () => void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(member));
  return () => {
    set.delete(member);
    if (set.size === 0 && sets.get(key) === set) sets.delete(key);
  };
}

async function listen(
  url: string,
  seams: Seams,
  receive: (message: Message) => void,
): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController();
  let client: pg.Client | null = null;
  const open = async (): Promise<void> => {
    const opened = new pg.Client(connectionOptions(url));
    opened.on('notification', ({ payload }) => {
      const message = messageSchema.safeParse(JSON.parse(payload ?? 'null'));
      if (message.success) receive(message.data);
    });
    opened.on('error', (error) => seams.log.warn({ error: error.message }, 'the wake-up connection broke'));
    opened.once('end', () => void again());
    await opened.connect();
    await opened.query(`LISTEN ${notifyChannel}`);
    client = opened;
  };
  const again = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await seams.clock.sleep(listenAgainDelayMs, closing.signal);
      if (closing.signal.aborted) return;
      try {
        return await open();
      } catch (error) {
        seams.log.debug({ error: String(error) }, 'the wake-up connection cannot be opened yet');
      }
    }
  };
  await open();
  return {
    async close() {
      closing.abort();
      await client?.end();
    },
  };
}
