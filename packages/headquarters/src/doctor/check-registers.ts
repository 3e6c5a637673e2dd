import { duration, figure } from './figures.ts';
import { attention, bounded, fine, type Finding } from './finding.ts';

/** The offline database of a register, as its scale unit last told headquarters. */
export interface RegisterFacts {
  readonly registerId: string;
  readonly name: string;
  readonly undelivered: number;
  /** ISO 8601 by the clocks of the till and the scale unit. */
  readonly oldestRecordedAt: string | null;
  readonly lastExchangeAt: string | null;
}

/** A till that is back from offline delivers within seconds; milliseconds. */
export const queueAgeMaxMs = 4 * 60 * 60_000;
/** A till that has not exchanged for so long may hold customers of which nobody knows. */
export const silenceMaxMs = 7 * 24 * 60 * 60_000;

/** Tills whose offline queue is old, or that have long not been heard of (LK-29, pain 12). */
export function checkRegisters(registers: readonly RegisterFacts[], now: Date): Finding[] {
  const findings = registers.flatMap((register) => registerFindings(register, now));
  if (findings.length > 0) return bounded('registers', findings);
  const count = registers.length;
  return [
    fine('registers', {
      en: `No register keeps customers back: ${count} offline databases were told of by the scale units.`,
      fr: `Aucune caisse ne retient de clients : les unités d'échelle ont parlé de ${count} bases hors connexion.`,
    }),
  ];
}

function registerFindings(register: RegisterFacts, now: Date): Finding[] {
  const { registerId, name, undelivered, oldestRecordedAt, lastExchangeAt } = register;
  const check = `register/${registerId}`;
  const queueAgeMs = undelivered > 0 && oldestRecordedAt ? now.getTime() - Date.parse(oldestRecordedAt) : 0;
  if (queueAgeMs > queueAgeMaxMs) {
    const [age, count] = [duration(queueAgeMs), figure(undelivered)];
    const en = `The register ${name} keeps ${count.en} operations that it recorded offline, the oldest for ${age.en}.`;
    const fr = `La caisse ${name} garde ${count.fr} opérations enregistrées hors connexion, la plus ancienne depuis ${age.fr}.`;
    return [attention(check, { en, fr }, openIt)];
  }
  const silentMs = lastExchangeAt ? now.getTime() - Date.parse(lastExchangeAt) : 0;
  if (silentMs <= silenceMaxMs) return [];
  const age = duration(silentMs);
  const en = `The register ${name} has not exchanged for ${age.en}: what it recorded since is not known.`;
  const fr = `La caisse ${name} n'a rien échangé depuis ${age.fr} : on ignore ce qu'elle a enregistré depuis.`;
  return [attention(check, { en, fr }, openIt)];
}

const openIt = {
  en: 'Open the point of sale on that register and connect it: it delivers by itself. Do not reset it before.',
  fr: "Ouvrez le point de vente sur cette caisse et connectez-la : elle livre d'elle-même. Ne la réinitialisez pas avant.",
};
