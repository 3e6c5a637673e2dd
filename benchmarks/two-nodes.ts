import { newAccessToken } from '@counterfoil/database/access-tokens';
import { systemClock } from '@counterfoil/platform/clock';
import { join } from 'node:path';
import type { HeadquartersProcessOptions } from './headquarters-process.ts';
import type { ScaleUnitProcessOptions } from './scale-unit-process.ts';
import type { ServerProcess } from './server-process.ts';
import { onConnection, type Workbench } from './workbench.ts';

/** A scale unit in its own process, registered at headquarters and agreed with it. */
export interface ScaleUnitNode {
  readonly process: ServerProcess;
  readonly databaseUrl: string;
  /** Of a till. */
  readonly token: string;
}

const agreementPollMs = 20;
const agreementLimitMs = 30_000;

/** Starts headquarters in its own process. */
export function startHeadquartersNode(
  workbench: Workbench,
  databaseUrl: string,
  options: Omit<HeadquartersProcessOptions, 'databaseUrl'>,
): Promise<ServerProcess> {
  return workbench.start('headquarters', './headquarters-process.ts', { ...options, databaseUrl });
}

/** Starts a scale unit on an empty database of this name and waits until it has agreed with headquarters. */
export async function startScaleUnitNode(
  workbench: Workbench,
  options: Pick<
    ScaleUnitProcessOptions,
    'channelDatabaseId' | 'headquartersUrl' | 'storefrontToken' | 'shopperSignIn'
  > & {
    readonly databaseName: string;
  },
): Promise<ScaleUnitNode> {
  const { databaseName, ...forProcess } = options;
  const { channelDatabaseId } = forProcess;
  const databaseUrl = await workbench.createDatabase(databaseName);
  const token = newAccessToken();
  const told: ScaleUnitProcessOptions = {
    ...forProcess,
    databaseUrl,
    keyFile: join(workbench.folder, `${databaseName}.key`),
    token,
    registrationCode: registrationCodeOf(channelDatabaseId),
  };
  const started = await workbench.start('scaleUnit', './scale-unit-process.ts', told);
  await untilAgreed(databaseUrl);
  return { process: started, databaseUrl, token };
}

/** The one-time code that headquarters of a benchmark expects. */
export function registrationCodeOf(channelDatabaseId: string): string {
  return `benchmark of ${channelDatabaseId}`;
}

/* The configuration is fetched after the agreement, and kept last. */
async function untilAgreed(databaseUrl: string): Promise<void> {
  await onConnection(databaseUrl, async (client) => {
    const deadlineMs = systemClock.monotonicMs() + agreementLimitMs;
    while ((await client.query('SELECT FROM channel_configuration')).rowCount === 0) {
      if (systemClock.monotonicMs() > deadlineMs) throw new Error('the scale unit does not agree with headquarters');
      await systemClock.sleep(agreementPollMs);
    }
  });
}
