import type { BatchJob } from '@counterfoil/batch/batch-job';
import type { JobStatus } from '@counterfoil/batch/job-status';
import type { AlertRule } from '@counterfoil/contracts/administration/alerts';
import { readReportedFacts, readSessionGroups, readStagedBacklog } from '../doctor/read-exchange-facts.ts';
import { readSequenceFacts } from '../doctor/read-other-facts.ts';
import type { Headquarters } from '../headquarters.ts';
import type { MailServer } from '../notifications/mail-server.ts';
import { alertRules } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { findConditions, type AlertFacts } from './find-conditions.ts';
import { raiseAlerts, type RaisedAlerts } from './raise-alerts.ts';
import { writeAlertMails } from './write-alert-mails.ts';

/** Name of the job that holds the rules against what is so. */
export const alertsJobName = 'process-alerts';

/** What the job needs beside headquarters. */
export interface AlertsOptions {
  /** The list of batch jobs; asked for at each run, since the job is itself one of them. */
  readonly listJobs: () => Promise<readonly JobStatus[]>;
  /** Null where none is configured: alerts are only shown. */
  readonly mailServer: MailServer | null;
}

/** The job that raises and clears alerts. */
export function alertsJob(headquarters: Headquarters, options: AlertsOptions): BatchJob {
  return {
    name: alertsJobName,
    title: { en: 'Process alerts', fr: 'Traiter les alertes' },
    aliases: ['Alerts', 'Alertes'],
    run: async () => ({ ...(await processAlerts(headquarters, options)) }),
  };
}

/** One look at all rules. */
export async function processAlerts(
  headquarters: Headquarters,
  { listJobs, mailServer }: AlertsOptions,
): Promise<RaisedAlerts & { readonly mails: number }> {
  const { database, seams } = headquarters;
  const rules: readonly AlertRule[] = (await readSettings(database, alertRules)).filter(({ active }) => active);
  const facts = await readAlertFacts(headquarters, await listJobs());
  const conditions = rules.flatMap((rule) => findConditions(rule, facts).map((found) => ({ ...found, rule })));
  const canWrite = mailServer !== null;
  const changes = await raiseAlerts(database, conditions, { now: seams.clock.now(), canWrite });
  return { ...changes, mails: mailServer ? await writeAlertMails(database, mailServer, rules) : 0 };
}

async function readAlertFacts({ database, seams }: Headquarters, jobs: readonly JobStatus[]): Promise<AlertFacts> {
  const now = seams.clock.now();
  const { outboxes } = await readReportedFacts(database);
  return {
    now,
    jobs,
    outboxes,
    staged: await readStagedBacklog(database),
    sessions: await readSessionGroups(database),
    sequences: await readSequenceFacts(database, now),
  };
}
