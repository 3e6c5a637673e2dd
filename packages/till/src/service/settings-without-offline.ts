import { channelConfigurationSchema } from '@counterfoil/contracts/channel-configuration';
import { CodedError } from '@counterfoil/contracts/refusal';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import { storeConfiguration, type Till } from '../till.ts';
import { tellConnection } from './connection.ts';
import { refreshCounts } from './counts.ts';
import type { Engine } from './engine.ts';
import { openForWork } from './first-load.ts';

/**
 * A register without an offline database works online only: somebody can sign in at once, and with that session it reads
 * its settings.
 */
export async function takeSettingsOnline(engine: Engine): Promise<void> {
  const { till, worker, seams } = engine;
  if (!till) return;
  openForWork(engine);
  if (worker.session === null) return;
  try {
    await readSettings(engine, till, worker.session);
  } catch (error) {
    if (!(error instanceof ScaleUnitOutage) && !(error instanceof CodedError)) throw error;
    seams.log.warn({ error: error.message }, 'no settings');
  }
}

async function readSettings(engine: Engine, till: Till, session: string): Promise<void> {
  const configuration = await engine.scaleUnit.call({
    method: 'GET',
    path: '/configuration',
    answer: channelConfigurationSchema,
    session,
  });
  if (configuration.version === till.configuration.version) return;
  await till.database.transaction('keep settings', (tx) => storeConfiguration(tx, configuration));
  till.configuration = configuration;
  tellConnection(engine, 'profileChanged');
  await refreshCounts(engine);
}
