import { systemClock } from '@counterfoil/platform/clock';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import { Pool } from 'undici';
import { personAt } from './people.ts';
import { percentilesOf, type Percentiles } from './percentiles.ts';
import { startHeadquartersNode, startScaleUnitNode, type ScaleUnitNode } from './two-nodes.ts';
import type { Workbench } from './workbench.ts';

const intervalMs = 100;
const pollMs = 5;
const limitMs = 30_000;
/** The first creations of a fresh process are its warm-up. */
const warmUpCount = 10;

/**
 * From *Save* at a store in asynchronous mode until its channel shows the account number: P-job, conversion and 1010
 * between two processes on the continuous schedule. Creations are spaced out, so that each makes the whole way alone.
 */
export async function measureTimeToAccount(workbench: Workbench): Promise<Percentiles> {
  const count = workbench.quick ? 50 : 200;
  const headquarters = await startHeadquartersNode(workbench, await workbench.createDatabase('time_headquarters'), {
    recurrence: 'continuous',
  });
  const node = await startScaleUnitNode(workbench, {
    channelDatabaseId: 'paris',
    databaseName: 'time_paris',
    headquartersUrl: headquarters.url,
  });
  const pool = new Pool(node.process.url, { connections: 8 });
  await timesOf(pool, node, warmUpCount);
  const timesMs = await timesOf(pool, node, count);
  await pool.close();
  await node.process.stop();
  await headquarters.stop();
  return percentilesOf(timesMs);
}

async function timesOf(pool: Pool, node: ScaleUnitNode, count: number): Promise<number[]> {
  const times: Promise<number>[] = [];
  for (let index = 0; index < count; index++) {
    times.push(timeToAccount(pool, node.token, personAt(index)));
    await systemClock.sleep(intervalMs);
  }
  return Promise.all(times);
}

interface Shown {
  readonly customerId: string;
  readonly customerAccountNumber: string | null;
}

async function timeToAccount(pool: Pool, token: string, customer: CreateCustomerRequest['customer']): Promise<number> {
  const savedMs = systemClock.monotonicMs();
  const answer = await call(pool, token, 'POST', '/customers', { channelId: 'PARIS', customer });
  const { customerId } = (answer as { customer: Shown }).customer;
  while (systemClock.monotonicMs() - savedMs < limitMs) {
    const shown = (await call(pool, token, 'GET', `/customers/${customerId}`)) as Shown;
    if (shown.customerAccountNumber !== null) return systemClock.monotonicMs() - savedMs;
    await systemClock.sleep(pollMs);
  }
  throw new Error(`no account number after ${limitMs} ms`);
}

async function call(pool: Pool, token: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const answer = await pool.request({
    method,
    path,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} was answered ${answer.statusCode}: ${text}`);
  return JSON.parse(text);
}
