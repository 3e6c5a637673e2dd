import { duration, figure } from './figures.ts';
import { runNow } from './fixes.ts';
import { attention, bounded, broken, fine, type Finding } from './finding.ts';

/** Operations of one channel database that headquarters has and has not decided. */
export interface StagedBacklog {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly count: number;
  /** ISO 8601: when the oldest of them arrived. */
  readonly oldestReceivedAt: string;
}

/** What waits in the outbox of a scale unit, as it said last. */
export interface OutboxBacklog {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly undelivered: number;
  /** ISO 8601 by the clock of the till or scale unit. */
  readonly oldestRecordedAt: string | null;
}

/** From then on a waiting customer is worth a look, and from then on something does not work; milliseconds. */
export const lateAfterMs = 30 * 60_000;
export const stuckAfterMs = 4 * 60 * 60_000;
/** Staged operations that are looked at, oldest first: a longer queue is simply long. */
export const backlogCountMax = 10_000;

/** Age of the oldest customer that waits longer than `lateMs`, for each channel database and place. */
export function backlogFindings(
  staged: readonly StagedBacklog[],
  outboxes: readonly OutboxBacklog[],
  now: Date,
  lateMs: number,
): Finding[] {
  return [
    ...staged.flatMap((backlog) => stagedFindings(backlog, now, lateMs)),
    ...outboxes.flatMap((backlog) => outboxFindings(backlog, now, lateMs)),
  ];
}

/** Customers that wait for long (BX-06, pain 1). */
export function checkBacklog(
  staged: readonly StagedBacklog[],
  outboxes: readonly OutboxBacklog[],
  now: Date,
): Finding[] {
  const findings = backlogFindings(staged, outboxes, now, lateAfterMs);
  if (findings.length > 0) return bounded('backlog', findings);
  const waiting = figure(staged.reduce((sum, { count }) => sum + count, 0));
  const undelivered = figure(outboxes.reduce((sum, outbox) => sum + outbox.undelivered, 0));
  return [
    fine('backlog', {
      en: `No customer has waited for long: ${waiting.en} operations at headquarters, ${undelivered.en} in outboxes.`,
      fr: `Aucun client n'attend depuis longtemps : ${waiting.fr} opérations au siège, ${undelivered.fr} dans les boîtes d'envoi.`,
    }),
  ];
}

function stagedFindings(backlog: StagedBacklog, now: Date, lateMs: number): Finding[] {
  const ageMs = now.getTime() - Date.parse(backlog.oldestReceivedAt);
  if (ageMs <= lateMs) return [];
  const find = ageMs > stuckAfterMs ? broken : attention;
  const [age, count] = [duration(ageMs), figure(backlog.count)];
  return [
    find(
      `backlog/${backlog.channelDatabaseId}/headquarters`,
      {
        en: `${count.en} operations of ${backlog.name} wait at headquarters, the oldest for ${age.en}.`,
        fr: `${count.fr} opérations de ${backlog.name} attendent au siège, la plus ancienne depuis ${age.fr}.`,
      },
      {
        en: 'Have them decided: counterfoil job run synchronize-customers',
        fr: 'Faites-les traiter : counterfoil job run synchronize-customers',
      },
      runNow('synchronize-customers'),
    ),
  ];
}

function outboxFindings(
  { channelDatabaseId, name, undelivered, oldestRecordedAt }: OutboxBacklog,
  now: Date,
  lateMs: number,
): Finding[] {
  const ageMs = undelivered > 0 && oldestRecordedAt !== null ? now.getTime() - Date.parse(oldestRecordedAt) : 0;
  if (ageMs <= lateMs) return [];
  const find = ageMs > stuckAfterMs ? broken : attention;
  const [age, count] = [duration(ageMs), figure(undelivered)];
  return [
    find(
      `backlog/${channelDatabaseId}/outbox`,
      {
        en: `${count.en} operations wait in the outbox of ${name}, the oldest for ${age.en}.`,
        fr: `${count.fr} opérations attendent dans la boîte d'envoi de ${name}, la plus ancienne depuis ${age.fr}.`,
      },
      {
        en: 'Have them uploaded: counterfoil job run P-0001',
        fr: 'Faites-les charger : counterfoil job run P-0001',
      },
      runNow('P-0001'),
    ),
  ];
}
