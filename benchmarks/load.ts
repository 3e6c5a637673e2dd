import { Client } from 'undici';
import { personAt } from './people.ts';

/** What a load was answered. */
export interface LoadResult {
  readonly count: number;
  readonly seconds: number;
  /** Each creation's, by how it travels: `sync`, `async` or `fallback`. */
  readonly durationsMs: Readonly<Record<string, readonly number[]>>;
}

/** Numbers people through the whole benchmark, so that each is created once. */
let nextPerson = 0;

/** As many users as `connections`, each creating one customer after the other for so long; any refusal is a fault. */
export async function createCustomers(options: {
  readonly url: string;
  readonly token: string;
  readonly channelId: string;
  readonly connections: number;
  readonly durationMs: number;
}): Promise<LoadResult> {
  const { connections, durationMs } = options;
  const clients = Array.from({ length: connections }, () => new Client(options.url, { pipelining: 1 }));
  const durationsMs: Record<string, number[]> = {};
  const beginMs = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - beginMs < durationMs) {
        const startMs = performance.now();
        const way = await createOne(client, options);
        (durationsMs[way] ??= []).push(performance.now() - startMs);
      }
    }),
  );
  const seconds = (performance.now() - beginMs) / 1_000;
  await Promise.all(clients.map((client) => client.close()));
  const count = Object.values(durationsMs).reduce((sum, ofWay) => sum + ofWay.length, 0);
  return { count, seconds, durationsMs };
}

/* The way stands at the end of the answer; parsing all of it would take the processor from the server under test. */
const wayPattern = /"way":"([a-z]+)"/u;
const tailByteCount = 200;

async function createOne(client: Client, options: { token: string; channelId: string }): Promise<string> {
  const body = JSON.stringify({ channelId: options.channelId, customer: personAt(nextPerson++) });
  const answer = await post(client, options.token, body);
  const text = answer.body.subarray(-tailByteCount).toString('utf8');
  if (answer.status !== 201) throw new Error(`a creation was answered ${answer.status}: ${text}`);
  const way = wayPattern.exec(text)?.[1];
  if (way === undefined) throw new Error('an answer names no way');
  return way;
}

/* `dispatch` is the leanest call of undici: streams and promises for each body would cost a fifth of the machine. */
function post(client: Client, token: string, body: string): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    client.dispatch(
      {
        method: 'POST',
        path: '/customers',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => void (status = statusCode),
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () =>
          resolve({ status, body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
