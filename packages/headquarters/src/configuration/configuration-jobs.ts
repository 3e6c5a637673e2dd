import type { BatchJob, BatchJobContext, RunFigures } from '@counterfoil/batch/batch-job';
import type { ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { hasDefaultCustomers } from './parts/customers-1010.ts';
import type { Headquarters } from '../headquarters.ts';
import { publish1010 } from '../exchange/publish-1010.ts';
import { publishConfiguration, type ConfigurationPublication } from './publish-configuration.ts';
import { hasUncheckedSettings } from './published-configurations.ts';

/** Jobs that carry settings and nothing else; 1010 carries customers as well. */
type SettingsJob = Exclude<ConfigurationJob, '1010'>;

const declarations: Readonly<Record<SettingsJob, Pick<BatchJob, 'title' | 'aliases'>>> = {
  '1040': {
    title: { en: 'Products (1040)', fr: 'Produits (1040)' },
    aliases: ['1040 Products', '1040_Products', 'Products'],
  },
  '1050': {
    title: { en: 'Loyalty information (1050)', fr: 'Informations de fidélité (1050)' },
    aliases: ['1050 Loyalty information', '1050_LoyaltyInformation', 'Loyalty information'],
  },
  '1060': {
    title: { en: 'Staff (1060)', fr: 'Personnel (1060)' },
    aliases: ['1060 Staff', '1060_Staff', 'Staff'],
  },
  '1070': {
    title: { en: 'Channel configuration (1070)', fr: 'Configuration du canal (1070)' },
    aliases: ['1070 Channel configuration', '1070_ChannelConfiguration', 'Channel configuration'],
  },
  '1090': {
    title: { en: 'Registers (1090)', fr: 'Caisses (1090)' },
    aliases: ['1090 Registers', '1090_Registers', 'Registers'],
  },
  '1110': {
    title: { en: 'Global configuration (1110)', fr: 'Configuration globale (1110)' },
    aliases: ['1110 Global configuration', '1110_GlobalConfiguration', 'Global configuration'],
  },
};

const settingsJobs = Object.keys(declarations) as SettingsJob[];

/** The jobs 1040, 1050, 1060, 1070, 1090 and 1110. */
export function configurationBatchJobs(headquarters: Headquarters): readonly BatchJob[] {
  return settingsJobs.map((job) => ({
    name: job,
    ...declarations[job],
    run: async ({ trigger, signal }) => {
      /* A continuous schedule looks every few seconds: it lays everything side by side only after a change. */
      if (trigger === 'continuous' && !(await hasUncheckedSettings(headquarters.database, job))) return {};
      return { ...(await publishConfiguration(headquarters, job, signal)) };
    },
  }));
}

/** Job 1010: its settings first, so that a channel knows the groups of the customers that come after them. */
export async function runCustomersJob(
  headquarters: Headquarters,
  { trigger, signal }: Pick<BatchJobContext, 'trigger' | 'signal'>,
): Promise<RunFigures> {
  const { database } = headquarters;
  /* Default customers are customers: a version of the settings doesn't tell when one of them changes. */
  const mayHaveChanged =
    trigger !== 'continuous' || (await hasUncheckedSettings(database, '1010')) || (await hasDefaultCustomers(database));
  const settings = mayHaveChanged ? await publishConfiguration(headquarters, '1010', signal) : null;
  return { ...(await publish1010(headquarters, signal)), ...figuresOf(settings) };
}

function figuresOf(settings: ConfigurationPublication | null): RunFigures {
  const { sessions = 0, failed = 0 } = settings ?? {};
  return { ...(sessions > 0 && { settingsSessions: sessions }), ...(failed > 0 && { settingsFailed: failed }) };
}
