import type { JobStatus } from '@counterfoil/batch/job-status';
import type { Language } from '@counterfoil/contracts/error-register';
import type { ConfigurationLine, ListedChannelDatabase, Session } from '../read-headquarters.ts';
import type { Say } from '../texts.ts';

/** What the doctor looks at. */
export interface DoctorFacts {
  readonly jobs: readonly JobStatus[];
  readonly channelDatabases: readonly ListedChannelDatabase[];
  /** Which settings act where. */
  readonly configurations: readonly ConfigurationLine[];
  readonly suspendedSessions: readonly Session[];
  /** Sessions that their channel database has not fetched yet. */
  readonly availableSessions: readonly Session[];
  readonly failedOperationCount: number;
  /** Sentences about number sequences of which little is left. */
  readonly sequenceWarnings?: readonly string[];
  readonly now: Date;
}

/** One sentence of the doctor. */
export interface Finding {
  readonly needsAttention: boolean;
  readonly text: string;
}

/** A scale unit that was not heard of for longer has lost its line; a package that waits longer is not fetched. */
const silentAfterMs = 5 * 60_000;
const msPerMinute = 60_000;
/** Settings may be on their way for so long before anybody has to look. */
const travelTimeMs = 60_000;

/** Everything that the doctor finds, in the order of a customer's way. */
export function diagnose(facts: DoctorFacts, say: Say, language: Language): Finding[] {
  return [
    ...facts.jobs.filter((job) => job.required).flatMap((job) => jobFindings(job, say)),
    ...facts.channelDatabases.flatMap((channel) => channelFindings(channel, facts, say)),
    ...facts.configurations.flatMap((line) => configurationFindings(line, facts, say, language)),
    ...sessionFindings(facts.suspendedSessions, say),
    ...waitingFindings(facts, say),
    ...(facts.failedOperationCount > 0
      ? [attention(say('operationsFailed', { count: facts.failedOperationCount }))]
      : []),
    ...(facts.sequenceWarnings ?? []).map(attention),
  ];
}

function attention(text: string): Finding {
  return { needsAttention: true, text };
}

const jobTexts = { missing: 'jobMissing', off: 'jobOff', failing: 'jobFailing', late: 'jobLate' } as const;

function jobFindings({ name, recurrence, warnings, lastRun }: JobStatus, say: Say): Finding[] {
  if (warnings.length === 0) return [{ needsAttention: false, text: say('jobFine', { job: name, recurrence }) }];
  const reason = lastRun?.error ?? lastRun?.state ?? '';
  return warnings.map((warning) => attention(say(jobTexts[warning], { job: name, reason })));
}

function channelFindings(
  { channelDatabaseId: channel, lastContactAt }: ListedChannelDatabase,
  { now }: DoctorFacts,
  say: Say,
): Finding[] {
  if (lastContactAt === null) return [attention(say('channelNeverSeen', { channel }))];
  const silentMs = now.getTime() - Date.parse(lastContactAt);
  const findings: Finding[] = [];
  if (silentMs > silentAfterMs) {
    findings.push(attention(say('channelSilent', { channel, minutes: Math.floor(silentMs / msPerMinute) })));
  }
  return findings.length > 0 ? findings : [{ needsAttention: false, text: say('channelFine', { channel }) }];
}

/** Settings that have been on their way for long; a database that was never in contact is told of already. */
function configurationFindings(line: ConfigurationLine, { now }: DoctorFacts, say: Say, language: Language): Finding[] {
  const { channelDatabaseId: channel, job, onItsWay, publishedVersion, sentence } = line;
  if (onItsWay === 'none' || publishedVersion === 0) return [];
  const since = onItsWay === 'notPublished' ? line.changedAt : line.publishedAt;
  if (since !== null && now.getTime() - Date.parse(since) <= travelTimeMs) return [];
  return [attention(say('channelBehind', { channel, job, sentence: sentence[language] }))];
}

/** One sentence for each channel database: what stands behind the first suspended session waits for it. */
function sessionFindings(sessions: readonly Session[], say: Say): Finding[] {
  const byChannel = Map.groupBy(sessions, (session) => session.channelDatabaseId);
  return [...byChannel].map(([channel, own]) => {
    // The list is newest first, and the oldest holds up the others.
    const first = own.at(-1);
    const values = { channel, count: own.length, reason: first?.reason ?? '', session: first?.id ?? '' };
    return attention(say('sessionsSuspended', values));
  });
}

/** Packages that lie at headquarters although their scale unit could fetch them. */
function waitingFindings({ availableSessions, now }: DoctorFacts, say: Say): Finding[] {
  const old = availableSessions.filter(({ createdAt }) => now.getTime() - Date.parse(createdAt) > silentAfterMs);
  return [...Map.groupBy(old, (session) => session.channelDatabaseId)].map(([channel, own]) =>
    attention(say('sessionsWaiting', { channel, count: own.length, session: own.at(-1)?.id ?? '' })),
  );
}
