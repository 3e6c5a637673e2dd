import type { JobStatus } from '@counterfoil/batch/job-status';
import { configurationStatus, type ConfigurationStatus } from '../configuration/configuration-status.ts';
import { eventJobNames } from '../events/event-jobs.ts';
import { dueFeaturesJob } from '../features/feature-management.ts';
import { readFeatureStates, type FeatureStates } from '../features/feature-states.ts';
import type { Headquarters } from '../headquarters.ts';
import { storeFinancials, type StoreFinancials } from '../orders/orders.ts';
import { emailNotificationProfiles } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { checkAddressBooks, type AddressBookFacts } from './check-address-books.ts';
import { checkBacklog, type StagedBacklog } from './check-backlog.ts';
import { checkChannels, type ChannelFacts } from './check-channels.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkDatabase, type DatabaseFacts } from './check-database.ts';
import { checkFailedOperations, type FailureGroup } from './check-failed-operations.ts';
import { checkFeatures } from './check-features.ts';
import { checkJobs, type NeededJobs } from './check-jobs.ts';
import { checkNumberSequences, type SequenceFacts } from './check-number-sequences.ts';
import { checkOfflineCreation, type OfflineExclusionFacts } from './check-offline-creation.ts';
import { checkOrders } from './check-orders.ts';
import { checkOutside, type OutsideFacts } from './check-outside.ts';
import { checkRegisters } from './check-registers.ts';
import { checkClocks, checkScaleUnits, type EpochFacts } from './check-scale-units.ts';
import { checkReviews, type ReviewFacts } from './check-reviews.ts';
import { checkSessions, type SessionGroup } from './check-sessions.ts';
import type { Finding } from './finding.ts';
import { readAddressBookFacts, readChannelFacts, readOfflineExclusions } from './read-channel-facts.ts';
import {
  readEpochFacts,
  readFailureGroups,
  readReportedFacts,
  readSessionGroups,
  readStagedBacklog,
  type ReportedFacts,
} from './read-exchange-facts.ts';
import { readDatabaseFacts, readOutsideFacts, readReviewFacts, readSequenceFacts } from './read-other-facts.ts';

/** Everything that the doctor looks at, each read in a few statements however many stores there are. */
export interface DoctorFacts {
  readonly now: Date;
  readonly jobs: readonly JobStatus[];
  readonly features: FeatureStates;
  readonly configurations: readonly ConfigurationStatus[];
  readonly channels: readonly ChannelFacts[];
  readonly addressBooks: AddressBookFacts;
  readonly offlineExclusions: OfflineExclusionFacts;
  readonly sequences: SequenceFacts;
  readonly epoch: EpochFacts;
  readonly reported: ReportedFacts;
  readonly staged: readonly StagedBacklog[];
  readonly failures: readonly FailureGroup[];
  readonly sessions: readonly SessionGroup[];
  readonly orders: StoreFinancials;
  readonly outside: OutsideFacts;
  readonly reviews: ReviewFacts;
  /** Whether any customer gets an e-mail when it is created. */
  readonly sendsMail: boolean;
  readonly database: DatabaseFacts;
}

/** How the facts on address books are read: thousands of customers are looked at for them. */
export type ReadAddressBooks = typeof readAddressBookFacts;

/** Reads what the doctor looks at; `jobs` is the list of batch jobs. */
export async function readDoctorFacts(
  { database, seams }: Headquarters,
  jobs: readonly JobStatus[],
  readAddressBooks: ReadAddressBooks = readAddressBookFacts,
): Promise<DoctorFacts> {
  const now = seams.clock.now();
  const channels = await readChannelFacts(database);
  return {
    now,
    jobs,
    features: await readFeatureStates(database),
    configurations: await configurationStatus(database),
    channels,
    addressBooks: await readAddressBooks(database, channels),
    offlineExclusions: await readOfflineExclusions(database),
    sequences: await readSequenceFacts(database, now),
    epoch: await readEpochFacts(database),
    reported: await readReportedFacts(database),
    staged: await readStagedBacklog(database),
    failures: await readFailureGroups(database),
    sessions: await readSessionGroups(database),
    orders: await storeFinancials(database),
    outside: await readOutsideFacts(database),
    reviews: await readReviewFacts(database, now),
    sendsMail: (await readSettings(database, emailNotificationProfiles)).some(({ active }) => active),
    database: await readDatabaseFacts(database),
  };
}

/** Every prerequisite of a customer's way, in the order of that way (BX-10). */
export function examine(facts: DoctorFacts): Finding[] {
  const { now, jobs, channels, reported } = facts;
  const asynchronousChannels = channels.filter((channel) => channel.createsAsynchronously).map(({ name }) => name);
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return [
    ...checkDatabase(facts.database),
    ...checkJobs(jobs, neededJobs(facts), now),
    ...checkScaleUnits(reported.scaleUnits, facts.epoch, now),
    ...checkClocks(reported.scaleUnits),
    ...checkConfiguration(facts.configurations, jobs, now),
    ...checkFeatures({ states: facts.features, today, asynchronousChannels }),
    ...checkChannels(channels),
    ...checkAddressBooks(channels, facts.addressBooks),
    ...checkNumberSequences(facts.sequences),
    ...checkRegisters(reported.registers, now),
    ...checkOfflineCreation(facts.offlineExclusions),
    ...checkBacklog(facts.staged, reported.outboxes, now),
    ...checkFailedOperations(facts.failures),
    ...checkSessions(facts.sessions, now),
    ...checkOrders(facts.orders),
    ...checkOutside(facts.outside),
    ...checkReviews(facts.reviews),
  ];
}

function neededJobs({ features, outside, sendsMail }: DoctorFacts): NeededJobs {
  const [mailJob, eventJob] = eventJobNames;
  return {
    [dueFeaturesJob]: [...features.values()].some(({ scheduledFor }) => scheduledFor !== null),
    [mailJob]: sendsMail || outside.pendingMailCount > 0,
    [eventJob]: outside.subscriptions.length > 0,
  };
}
