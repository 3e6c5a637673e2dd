import { duration, figure } from './figures.ts';
import { retrySession } from './fixes.ts';
import { attention, bounded, broken, fine, type Finding } from './finding.ts';

/** Download sessions of one channel database that are suspended, or wait to be fetched. */
export interface SessionGroup {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly state: 'available' | 'suspended';
  readonly count: number;
  /** Of the oldest, which holds up the others. */
  readonly downloadSessionId: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Code of its last error; null: none. */
  readonly errorCode: string | null;
}

/** A connected scale unit fetches a session within seconds; milliseconds. */
export const waitMaxMs = 5 * 60_000;

/** Download sessions that stand still: what comes after them does not reach the channel (WD-31). */
export function checkSessions(groups: readonly SessionGroup[], now: Date): Finding[] {
  const findings = groups.flatMap((group) =>
    group.state === 'suspended' ? [suspendedFinding(group)] : waitingFindings(group, now),
  );
  if (findings.length > 0) return bounded('sessions', findings);
  return [
    fine('sessions', {
      en: 'No download session is suspended or waits for long.',
      fr: "Aucune session de téléchargement n'est suspendue ni n'attend longtemps.",
    }),
  ];
}

/** What is told of suspended sessions. */
export function suspendedFinding({
  channelDatabaseId,
  name,
  count,
  downloadSessionId: id,
  errorCode,
}: SessionGroup): Finding {
  const counted = figure(count);
  const reason = errorCode === null ? '' : ` (${errorCode})`;
  return broken(
    `sessions/${channelDatabaseId}/suspended`,
    {
      en: `${counted.en} download sessions of ${name} are suspended${reason}: nothing newer reaches it.`,
      fr: `${counted.fr} sessions de téléchargement de ${name} sont suspendues${reason} : rien de plus récent ne lui parvient.`,
    },
    {
      en: `Correct the cause, then: counterfoil sessions retry ${id}`,
      fr: `Corrigez la cause, puis : counterfoil sessions retry ${id}`,
    },
    retrySession(id),
  );
}

function waitingFindings(group: SessionGroup, now: Date): Finding[] {
  const { channelDatabaseId, name, count, downloadSessionId: id } = group;
  const ageMs = now.getTime() - Date.parse(group.createdAt);
  if (ageMs <= waitMaxMs) return [];
  const [age, counted] = [duration(ageMs), figure(count)];
  return [
    attention(
      `sessions/${channelDatabaseId}/waiting`,
      {
        en: `${counted.en} download sessions of ${name} wait to be fetched, the oldest for ${age.en}.`,
        fr: `${counted.fr} sessions de téléchargement de ${name} attendent d'être récupérées, la plus ancienne depuis ${age.fr}.`,
      },
      {
        en: `Check its scale unit; if it runs, have them packed anew: counterfoil sessions cancel ${id}`,
        fr: `Vérifiez son unité d'échelle ; si elle fonctionne, faites-les refaire : counterfoil sessions cancel ${id}`,
      },
    ),
  ];
}
