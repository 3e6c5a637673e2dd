import { fork, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { once } from 'node:events';

/** A server of the product in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Has the process do something it offers, with what it has to know for that; rejects with its error. */
  ask(question: string, about?: unknown): Promise<unknown>;
  /** Ends it at once, as a fault of the machine does (SIGKILL). */
  kill(): Promise<void>;
  /** Ends it in good order; answers its peak resident memory in MiB. */
  stop(): Promise<number>;
}

/** What a server process offers: its address, things it can be asked to do, and its end. */
export interface Offer {
  readonly url: string;
  readonly questions?: Readonly<Record<string, (about: unknown) => Promise<unknown>>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

interface Asked {
  readonly question: string;
  readonly about?: unknown;
}

const kibibytesPerMebibyte = 1024;

/** The most memory that this process ever had resident, in MiB. */
export function peakRssMb(): number {
  return Math.round(process.resourceUsage().maxRSS / kibibytesPerMebibyte);
}

/** Runs the program `file` beside this one, with `options` as JSON; its log goes into `logFile`. */
export async function startServerProcess(file: URL, options: object, logFile: string): Promise<ServerProcess> {
  const log = openSync(logFile, 'a');
  const child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
  let lastId = 0;
  const exited = exitOf(child, logFile, waiting);
  const ask = async (question: string, about?: unknown): Promise<unknown> => {
    const id = lastId++;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    if (id > 0) child.send({ id, question, about });
    const answer = await answered;
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  const url = String(await ask('start'));
  return {
    url,
    ask,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      const peak = Number(await ask('stop'));
      child.disconnect();
      await exited;
      return peak;
    },
  };
}

async function exitOf(
  child: ChildProcess,
  logFile: string,
  waiting: ReadonlyMap<number, (answer: Answer) => void>,
): Promise<void> {
  await once(child, 'exit');
  for (const [id, resolve] of waiting) resolve({ id, error: `a server process ended too early, see ${logFile}` });
}

/** The other side: starts what `start` makes of the options and answers until it is told to stop. */
export async function serveParent<Options>(start: (options: Options) => Promise<Offer>): Promise<void> {
  const answer = (given: Answer): void => void process.send?.(given);
  const offer = await start(JSON.parse(process.argv[2] ?? '{}') as Options);
  process.on('message', ({ id, ...asked }: Asked & { id: number }) => {
    answerQuestion(offer, asked).then(
      (value) => answer({ id, value }),
      (error: unknown) => answer({ id, error: String(error) }),
    );
  });
  // Nobody is left to stop this process in good order.
  process.once('disconnect', () => process.exit());
  answer({ id: 0, value: offer.url });
}

async function answerQuestion(offer: Offer, { question, about }: Asked): Promise<unknown> {
  if (question === 'stop') {
    await offer.stop();
    return peakRssMb();
  }
  const work = offer.questions?.[question];
  if (!work) throw new Error(`nobody answers "${question}"`);
  return work(about);
}
