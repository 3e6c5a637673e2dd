import type { JobStatus, JobWarning } from '@counterfoil/batch/job-status';
import type { AlertRule } from '@counterfoil/contracts/administration/alerts';
import type { Sentence } from '../configuration/configuration-sentences.ts';
import { backlogFindings, type OutboxBacklog, type StagedBacklog } from '../doctor/check-backlog.ts';
import { remedyOf, titleOf, warningSentence } from '../doctor/check-jobs.ts';
import { checkNumberSequences, type SequenceFacts } from '../doctor/check-number-sequences.ts';
import { suspendedFinding, type SessionGroup } from '../doctor/check-sessions.ts';
import { duration } from '../doctor/figures.ts';
import type { Finding } from '../doctor/finding.ts';

const minuteMs = 60_000;

/** What the rules are held against. */
export interface AlertFacts {
  readonly now: Date;
  readonly jobs: readonly JobStatus[];
  readonly staged: readonly StagedBacklog[];
  readonly outboxes: readonly OutboxBacklog[];
  readonly sessions: readonly SessionGroup[];
  readonly sequences: SequenceFacts;
}

/** Something that is as a rule says. */
export interface FoundCondition {
  readonly subject: string;
  readonly message: Sentence;
  readonly remedy: Sentence;
}

/** What of `facts` is as `rule` says; whatever the doctor finds is taken from it, in its words. */
export function findConditions(rule: AlertRule, facts: AlertFacts): FoundCondition[] {
  const { now } = facts;
  switch (rule.condition) {
    case 'jobFailed':
      return jobsOf(rule, facts).flatMap((job) => warned(job, ['failing']));
    case 'jobLate':
      return jobsOf(rule, facts).flatMap((job) => warned(job, ['missing', 'off', 'late']));
    case 'jobWithheld':
      return jobsOf(rule, facts)
        .filter(({ withheld }) => withheld && lasted(withheld.withheldAt, now) >= rule.minutes * minuteMs)
        .flatMap((job) => warned(job, ['withheld']));
    case 'jobRunsLong':
      return jobsOf(rule, facts).flatMap((job) => longRun(job, rule, now));
    case 'customersPending':
      return foundOf(backlogFindings(facts.staged, facts.outboxes, now, rule.minutes * minuteMs));
    case 'downloadSuspended':
      return foundOf(facts.sessions.filter(({ state }) => state === 'suspended').map(suspendedFinding));
    case 'numberSequence':
      return foundOf(checkNumberSequences(facts.sequences));
  }
}

function jobsOf({ job: wanted }: AlertRule, { jobs }: AlertFacts): readonly JobStatus[] {
  if (wanted === null) return jobs;
  const name = wanted.trim().toLowerCase();
  return jobs.filter((job) => [job.name, ...job.aliases].some((text) => text.toLowerCase() === name));
}

function warned(job: JobStatus, wanted: readonly JobWarning[]): FoundCondition[] {
  const warning = job.warnings.find((candidate) => wanted.includes(candidate));
  if (!warning) return [];
  return [{ subject: job.name, message: warningSentence(job, warning), remedy: remedyOf(job, warning) }];
}

function longRun(job: JobStatus, { minutes }: AlertRule, now: Date): FoundCondition[] {
  const { lastRun, name } = job;
  if (lastRun?.state !== 'running') return [];
  const elapsedMs = lasted(lastRun.startedAt, now);
  if (elapsedMs < minutes * minuteMs) return [];
  const [title, age] = [titleOf(job), duration(elapsedMs)];
  return [
    {
      subject: name,
      message: {
        en: `The job ${title.en} has been running for ${age.en}.`,
        fr: `La tâche ${title.fr} est en cours depuis ${age.fr}.`,
      },
      remedy: {
        en: 'See its progress on the page Batch jobs; cancel the run there if it does not come on.',
        fr: "Voyez son avancement à la page Traitements par lots ; annulez-y l'exécution si elle n'avance pas.",
      },
    },
  ];
}

function foundOf(findings: readonly Finding[]): FoundCondition[] {
  return findings.flatMap(({ name, status, message, remedy }) =>
    status === 'fine' || !remedy ? [] : [{ subject: name, message, remedy }],
  );
}

function lasted(since: string, now: Date): number {
  return now.getTime() - Date.parse(since);
}
