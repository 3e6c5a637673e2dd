import { Client } from 'undici';
import { personAt } from './people.ts';

/** What a load was answered. */
export interface LoadResult {
  readonly count: number;
  readonly seconds: number;
  readonly durationsMs: readonly number[];
  /** How each creation travels: `sync`, `async` or `fallback`. */
  readonly ways: Readonly<Record<string, number>>;
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
  const ways: Record<string, number> = {};
  const durationsMs: number[] = [];
  const beginMs = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - beginMs < durationMs) {
        const startMs = performance.now();
        const way = await createOne(client, options);
        durationsMs.push(performance.now() - startMs);
        ways[way] = (ways[way] ?? 0) + 1;
      }
    }),
  );
  const seconds = (performance.now() - beginMs) / 1_000;
  await Promise.all(clients.map((client) => client.close()));
  return { count: durationsMs.length, seconds, durationsMs, ways };
}

/* The way stands at the end of the answer; parsing all of it would take the processor from the server under test. */
const wayPattern = /"way":"([a-z]+)"/u;

async function createOne(client: Client, options: { token: string; channelId: string }): Promise<string> {
  const body = JSON.stringify({ channelId: options.channelId, customer: personAt(nextPerson++) });
  const answer = await client.request({
    method: 'POST',
    path: '/customers',
    headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/json' },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 201) throw new Error(`a creation was answered ${answer.statusCode}: ${text}`);
  const way = wayPattern.exec(text.slice(-200))?.[1];
  if (way === undefined) throw new Error('an answer names no way');
  return way;
}
