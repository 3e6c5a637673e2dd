import { emptyConfiguration, type ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import { configurationPartSchemas } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import {
  excludableParts,
  offlineSubjobs,
  type CustomerDataMode,
  type ExcludablePart,
  type OfflineSubjob,
} from '@counterfoil/contracts/offline-exchange';

type Exclusion = Pick<ChannelConfiguration, 'filterSharedCustomerDataTables' | 'excludedFromOfflineDatabases'>;

/** The job that carries customers. */
const customersJob = '1010';

/**
 * What of the customers goes to offline databases. The filter goes before everything, since it also removes what is
 * there; a pause is only for now.
 */
export function customerDataMode(configuration: Exclusion, isPaused: boolean): CustomerDataMode {
  if (configuration.filterSharedCustomerDataTables) return 'filtered';
  if (isPaused) return 'paused';
  const { jobs } = configuration.excludedFromOfflineDatabases;
  const isExcluded = jobs.includes(customersJob) || excludedSubjobs(configuration).some(({ customers }) => customers);
  return isExcluded ? 'excluded' : 'sent';
}

/** The parts of customers that no offline database gets (LK-23). */
export function excludedParts(configuration: Exclusion): ExcludablePart[] {
  const parts = new Set(excludedSubjobs(configuration).map(({ part }) => part));
  return excludableParts.filter((part) => parts.has(part));
}

function excludedSubjobs({ excludedFromOfflineDatabases }: Exclusion): OfflineSubjob[] {
  return excludedFromOfflineDatabases.subjobs.flatMap((subjob) =>
    Object.hasOwn(offlineSubjobs, subjob) ? (offlineSubjobs[subjob] ?? []) : [],
  );
}

/** A customer without the excluded parts. */
export function withoutParts(customer: Customer, parts: readonly ExcludablePart[]): Customer {
  const emptied = { ...customer };
  for (const part of parts) {
    if (part === 'attributes') emptied.attributes = {};
    else emptied[part] = [];
  }
  return emptied;
}

/*
 * How a till has to behave is told whatever is excluded: without it an exclusion could not even be lifted.
 */
const alwaysSent = ['filterSharedCustomerDataTables', 'excludedFromOfflineDatabases'] as const;

/**
 * The settings as an offline database gets them: what excluded jobs and subjobs carry is missing, and so are the devices,
 * which are the scale unit's matter.
 */
export function offlineConfiguration(configuration: ChannelConfiguration): ChannelConfiguration {
  const empty = emptyConfiguration(configuration.channelDatabaseId);
  const excluded = excludedSubjobs(configuration).flatMap(({ settings = [] }) => settings);
  const names = new Set<string>(['devices', ...excluded]);
  for (const [job, schema] of Object.entries(configurationPartSchemas)) {
    if (!configuration.excludedFromOfflineDatabases.jobs.includes(job)) continue;
    for (const name of Object.keys(schema.shape)) names.add(name);
  }
  for (const name of alwaysSent) names.delete(name);
  const emptied = Object.entries(empty).filter(([name]) => names.has(name));
  return { ...configuration, ...Object.fromEntries(emptied) };
}
