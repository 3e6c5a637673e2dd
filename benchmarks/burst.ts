import { openLine } from '@counterfoil/platform/line';
import { createCustomers, type LoadResult } from './load.ts';
import { medianOf, mediansOf, percentilesOf, type Percentiles } from './percentiles.ts';
import { startHeadquartersNode, startScaleUnitNode, type ScaleUnitNode } from './two-nodes.ts';
import type { Workbench } from './workbench.ts';

/** Creations by many users at once. */
export interface BurstFigures extends Percentiles {
  readonly perSecond: number;
}

/** What users meet in a burst, by the mode of their channel. */
export interface BurstResult {
  readonly sync: BurstFigures & {
    /** Of those that headquarters decided while the user waited. */
    readonly decided: BurstFigures;
    /** Share of the creations that went by P-job because the bulkhead was full. */
    readonly fallbackShare: number;
  };
  readonly async: BurstFigures & { readonly realTimeServiceCalls: number };
}

const userCount = 200;
/** Each way: 150 ms between question and answer. */
const lineDelayMs = 75;
const warmUpMs = 2_000;

/** The same burst at a store in synchronous and at one in asynchronous mode, both 150 ms away from headquarters. */
export async function measureBurst(workbench: Workbench): Promise<BurstResult> {
  const headquarters = await startHeadquartersNode(workbench, await workbench.createDatabase('burst_headquarters'), {
    recurrence: 'off',
  });
  const line = await openLine({ targetPort: Number(new URL(headquarters.url).port), delayMs: lineDelayMs });
  const start = (channelDatabaseId: string): Promise<ScaleUnitNode> =>
    startScaleUnitNode(workbench, {
      channelDatabaseId,
      databaseName: `burst_${channelDatabaseId}`,
      headquartersUrl: `http://127.0.0.1:${line.port}`,
    });
  const [sync, async] = [await start('houston'), await start('paris')];
  const result = await measureBoth(workbench, sync, async);
  for (const node of [sync, async]) await node.process.stop();
  await line.close();
  await headquarters.stop();
  return result;
}

async function measureBoth(workbench: Workbench, sync: ScaleUnitNode, async: ScaleUnitNode): Promise<BurstResult> {
  const burst = (node: ScaleUnitNode, channelId: string, durationMs: number): Promise<LoadResult> =>
    createCustomers({ url: node.process.url, token: node.token, channelId, connections: userCount, durationMs });
  const durationMs = workbench.quick ? 3_000 : 6_000;
  await burst(sync, 'HOUSTON', warmUpMs);
  await burst(async, 'PARIS', warmUpMs);
  const syncRuns: LoadResult[] = [];
  const asyncRuns: LoadResult[] = [];
  for (let run = 0; run < workbench.runCount; run++) {
    syncRuns.push(await burst(sync, 'HOUSTON', durationMs));
    asyncRuns.push(await burst(async, 'PARIS', durationMs));
  }
  const { realTimeServiceCalls } = (await async.process.ask('counters')) as { realTimeServiceCalls: number };
  if (realTimeServiceCalls !== 0)
    throw new Error(`asynchronous creation called headquarters ${realTimeServiceCalls} times`);
  return {
    sync: {
      ...figuresOf(syncRuns, null),
      decided: figuresOf(syncRuns, 'sync'),
      fallbackShare: shareOf(syncRuns, 'fallback'),
    },
    async: { ...figuresOf(asyncRuns, null), realTimeServiceCalls },
  };
}

/** Of the creations that travelled one way, or of all. */
function figuresOf(runs: readonly LoadResult[], way: string | null): BurstFigures {
  const durationsOf = (run: LoadResult): readonly number[] =>
    way === null ? Object.values(run.durationsMs).flat() : (run.durationsMs[way] ?? []);
  return {
    perSecond: Math.round(medianOf(runs.map((run) => durationsOf(run).length / run.seconds))),
    ...mediansOf(runs.map((run) => percentilesOf(durationsOf(run)))),
  };
}

function shareOf(runs: readonly LoadResult[], way: string): number {
  return Number(medianOf(runs.map((run) => (run.durationsMs[way]?.length ?? 0) / run.count)).toFixed(3));
}
