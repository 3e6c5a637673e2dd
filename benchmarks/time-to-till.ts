import { join } from 'node:path';
import type { OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { systemClock } from '@counterfoil/platform/clock';
import { createCustomerOffline } from '@counterfoil/till/create-customer-offline';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { openSqliteFile } from '@counterfoil/till/node-sqlite-fixture';
import { showOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import { openTill, type Till } from '@counterfoil/till/till';
import { Pool } from 'undici';
import { percentilesOf, type Percentiles } from './percentiles.ts';
import { startHeadquartersNode, startScaleUnitNode, type ScaleUnitNode } from './two-nodes.ts';
import { onConnection, type Workbench } from './workbench.ts';

const registerId = 'PARIS-1';
const limitMs = 30_000;
/** The first creations of a fresh process are its warm-up. */
const warmUpCount = 5;

/** How soon a till knows; in milliseconds. */
export interface TimeToTill {
  /** From the decision at headquarters until the till is woken for the exchange that brings the account number. */
  readonly wakeUp: Percentiles;
  /** From *Save* until the till shows the account number. */
  readonly number: Percentiles;
}

/**
 * A till that exchanges only when it is woken, a scale unit and headquarters, each a process of its own, on the
 * continuous schedule; one creation after the other.
 */
export async function measureTimeToTill(workbench: Workbench): Promise<TimeToTill> {
  const count = workbench.quick ? 30 : 200;
  const headquartersDatabase = await workbench.createDatabase('till_headquarters');
  const headquarters = await startHeadquartersNode(workbench, headquartersDatabase, { recurrence: 'continuous' });
  const node = await startScaleUnitNode(workbench, {
    channelDatabaseId: 'paris',
    databaseName: 'till_paris',
    headquartersUrl: headquarters.url,
  });
  const pool = new Pool(node.process.url, { connections: 2 });
  const listening = new AbortController();
  const woken = await listen(node, listening.signal);
  const till = await openBenchmarkTill(workbench);
  const connection = connect(pool, node.token);
  while ((await exchangeOnce(till, connection)).more);
  const shown: Shown[] = [];
  for (let index = 0; index < count + warmUpCount; index++) {
    const times = await timesOf(till, connection, woken, index);
    if (index >= warmUpCount) shown.push(times);
  }
  const wakeUp = await sinceDecisions(headquartersDatabase, shown);
  listening.abort();
  await till.database.close();
  await pool.close();
  await node.process.stop();
  await headquarters.stop();
  return { wakeUp: percentilesOf(wakeUp), number: percentilesOf(shown.map(({ totalMs }) => totalMs)) };
}

function openBenchmarkTill({ folder, seams }: Workbench): Promise<Till> {
  const database = openSqliteFile(join(folder, 'till.db'), seams.crashPoints);
  return openTill({ registerId, database, seams, limits: {} });
}

function connect(pool: Pool, token: string): ScaleUnitConnection {
  return {
    async exchange(id, request) {
      const answer = await pool.request({
        method: 'POST',
        path: `/offline-databases/${id}/exchange`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      const body = await answer.body.json();
      if (answer.statusCode !== 200) throw new Error(`the exchange was answered ${answer.statusCode}`);
      return body as OfflineExchangeResponse;
    },
  };
}

/** Resolves with the instant of the next wake-up. */
type Woken = () => Promise<Date>;

async function listen({ process, token }: ScaleUnitNode, signal: AbortSignal): Promise<Woken> {
  const answer = await fetch(`${process.url}/offline-databases/${registerId}/wake-ups`, {
    headers: { authorization: `Bearer ${token}` },
    signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`the wake-ups were answered ${answer.status}`);
  const decoder = new TextDecoder();
  let next = Promise.withResolvers<Date>();
  const read = async (): Promise<void> => {
    for await (const chunk of answer.body ?? []) {
      if (!decoder.decode(chunk as Uint8Array).includes('data: ')) continue;
      next.resolve(systemClock.now());
      next = Promise.withResolvers<Date>();
    }
  };
  read().catch((error: unknown) => {
    if (!signal.aborted) next.reject(error);
  });
  return () => next.promise;
}

interface Shown {
  readonly operationId: string;
  readonly wokenAt: Date;
  readonly totalMs: number;
}

async function timesOf(till: Till, connection: ScaleUnitConnection, woken: Woken, index: number): Promise<Shown> {
  const savedMs = systemClock.monotonicMs();
  const { customerId, operationId } = await createCustomerOffline(till, {
    customer: { customerType: 'person', firstName: 'Imogen', lastName: `Shopper ${index}`, addresses: [] },
  });
  let wakeUp = woken();
  await exchangeOnce(till, connection);
  while (systemClock.monotonicMs() - savedMs < limitMs) {
    const wokenAt = await wakeUp;
    wakeUp = woken();
    while ((await exchangeOnce(till, connection)).more);
    if ((await showOfflineCustomer(till.database, customerId, 'en'))?.state === 'synchronized') {
      return { operationId, wokenAt, totalMs: systemClock.monotonicMs() - savedMs };
    }
  }
  throw new Error(`no account number after ${limitMs} ms`);
}

/** All processes have one clock here. */
async function sinceDecisions(databaseUrl: string, shown: readonly Shown[]): Promise<number[]> {
  const { rows } = await onConnection(databaseUrl, (client) =>
    client.query<{ operation_id: string; decided_at: Date }>(
      'SELECT operation_id, decided_at FROM staged_operations WHERE operation_id = ANY ($1::uuid[])',
      [shown.map(({ operationId }) => operationId)],
    ),
  );
  const decidedAt = new Map(rows.map((row) => [row.operation_id, new Date(row.decided_at).getTime()]));
  return shown.map(({ operationId, wokenAt }) => wokenAt.getTime() - (decidedAt.get(operationId) ?? Number.NaN));
}
