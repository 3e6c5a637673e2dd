import type { Leg, LegName, Overview, OverviewChannel } from '@counterfoil/contracts/administration/overview';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Sentence } from '../configuration/configuration-sentences.ts';
import { enumerated, figure } from '../doctor/figures.ts';
import { earliest } from './legs.ts';

/** A scale unit tells how it is doing each minute; what it told longer ago no longer says how it is now, in milliseconds. */
export const toldLatelyMs = 3 * 60_000;

const wayUp: ReadonlySet<LegName> = new Set(['tillsToChannels', 'channelsToHeadquarters', 'atHeadquarters']);

/** Whether every customer is everywhere, and as of when that is known. */
export function convergenceOf(
  facts: { readonly legs: readonly Leg[]; readonly channels: readonly OverviewChannel[]; readonly now: Date },
  language: Language,
): Overview['convergence'] {
  const { legs, channels, now } = facts;
  const known = legs.flatMap(({ knownAt }) => (knownAt === null ? [] : [knownAt]));
  const asOf = earliest(known) ?? now.toISOString();
  const silent = channels.filter((channel) => channel.isRegistered && !isKnown(channel, now));
  if (legs.some(({ waitingCount }) => waitingCount > 0)) {
    return { state: 'underWay', asOf, sentence: underWay(legs)[language] };
  }
  if (!channels.some(({ isRegistered }) => isRegistered)) return { state: 'unknown', asOf, sentence: nobody[language] };
  if (silent.length > 0) return { state: 'unknown', asOf, sentence: cutOff(silent)[language] };
  return { state: 'converged', asOf, sentence: arrived[language] };
}

function isKnown({ isConnected, toldAt }: OverviewChannel, now: Date): boolean {
  return isConnected && toldAt !== null && now.getTime() - Date.parse(toldAt) < toldLatelyMs;
}

const arrived: Sentence = {
  en: 'All customers have arrived everywhere.',
  fr: 'Tous les clients sont arrivés partout.',
};

const nobody: Sentence = {
  en: 'No scale unit is registered yet: there is nobody to exchange with.',
  fr: "Aucune unité d'échelle n'est encore enregistrée : il n'y a personne avec qui échanger.",
};

function underWay(legs: readonly Leg[]): Sentence {
  const up = sumOf(legs.filter(({ leg }) => wayUp.has(leg)));
  const back = sumOf(legs.filter(({ leg }) => !wayUp.has(leg)));
  return {
    en: `Not everything has arrived: ${up.en} on the way to an account, ${back.en} on the way to channels and tills.`,
    fr: `Tout n'est pas arrivé : ${up.fr} en route vers un compte, ${back.fr} en route vers les canaux et les caisses.`,
  };
}

function sumOf(legs: readonly Leg[]): Sentence {
  const { en, fr } = figure(legs.reduce((sum, { waitingCount }) => sum + waitingCount, 0));
  const isAtLeast = legs.some((leg) => leg.isAtLeast);
  return isAtLeast ? { en: `at least ${en}`, fr: `au moins ${fr}` } : { en, fr };
}

function cutOff(channels: readonly OverviewChannel[]): Sentence {
  const names = enumerated(channels.map(({ name }) => name));
  return {
    en: `All that is known of has arrived; what these hold is not known while they are cut off: ${names}.`,
    fr: `Tout ce qui est connu est arrivé ; on ignore ce que gardent ceux-ci tant qu'ils sont coupés : ${names}.`,
  };
}
