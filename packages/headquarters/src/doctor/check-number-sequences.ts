import { sequenceWarning } from '../api/number-sequences.ts';
import type { Sentence } from '../configuration/configuration-sentences.ts';
import type { ListedNumberSequence } from '../numbers/number-sequences.ts';
import { figure } from './figures.ts';
import { attention, broken, fine, type Finding } from './finding.ts';

/** What the check of the number sequences looks at. */
export interface SequenceFacts {
  readonly sequences: readonly ListedNumberSequence[];
  /** Legal entities, with whether any channel creates customers in them. */
  readonly legalEntities: readonly { readonly legalEntity: string; readonly hasChannels: boolean }[];
  /** Customers of the last seven days by legal entity; empty when no sequence comes to its end. */
  readonly customersOfLastWeek: ReadonlyMap<string, number>;
}

const daysPerWeek = 7;

/** Sequences that come to their end, and legal entities without one (WD-14). */
export function checkNumberSequences(facts: SequenceFacts): Finding[] {
  const findings = [
    ...facts.sequences.flatMap((sequence) => exhaustionFindings(sequence, facts)),
    ...facts.legalEntities.flatMap((entity) => missingFindings(entity, facts)),
  ];
  if (findings.length > 0) return findings;
  const count = facts.sequences.length;
  return [
    fine('number-sequences', {
      en: `The number sequences (${count}) have enough numbers left.`,
      fr: `Les souches de numéros (${count}) ont encore assez de numéros.`,
    }),
  ];
}

function exhaustionFindings(sequence: ListedNumberSequence, facts: SequenceFacts): Finding[] {
  const [en, fr] = [sequenceWarning(sequence, 'en'), sequenceWarning(sequence, 'fr')];
  if (en === null || fr === null) return [];
  const days = daysLeft(sequence, facts);
  const find = sequence.state === 'exhausted' ? broken : attention;
  const id = sequence.numberSequenceId;
  return [
    find(
      `number-sequence/${id}`,
      { en: `${en}${days.en}`, fr: `${fr}${days.fr}` },
      {
        en: `Raise its largest number: PUT /number-sequences/${id}`,
        fr: `Augmentez son plus grand numéro : PUT /number-sequences/${id}`,
      },
    ),
  ];
}

/** How long the rest lasts if as many customers come as in the last week; nothing where none came. */
function daysLeft(sequence: ListedNumberSequence, facts: SequenceFacts): Sentence {
  const { kind, state, remainingCount, legalEntity } = sequence;
  const perWeek = legalEntity === null ? sharedCount(facts) : (facts.customersOfLastWeek.get(legalEntity) ?? 0);
  if (kind !== 'customerAccount' || state === 'exhausted' || perWeek === 0) return { en: '', fr: '' };
  const days = figure(Math.floor((remainingCount * daysPerWeek) / perWeek));
  return {
    en: ` At the rate of the last week they last ${days.en} days.`,
    fr: ` Au rythme de la semaine passée, ils suffisent pour ${days.fr} jours.`,
  };
}

/** Customers of the legal entities that have no sequence of their own. */
function sharedCount({ sequences, customersOfLastWeek }: SequenceFacts): number {
  const own = new Set(sequences.filter(({ kind }) => kind === 'customerAccount').map(({ legalEntity }) => legalEntity));
  const shared = [...customersOfLastWeek].filter(([legalEntity]) => !own.has(legalEntity));
  return shared.reduce((sum, [, count]) => sum + count, 0);
}

function missingFindings(
  { legalEntity, hasChannels }: SequenceFacts['legalEntities'][number],
  { sequences }: SequenceFacts,
): Finding[] {
  const serves = (sequence: ListedNumberSequence): boolean =>
    sequence.kind === 'customerAccount' && (sequence.legalEntity ?? legalEntity) === legalEntity;
  if (sequences.some(serves)) return [];
  const find = hasChannels ? broken : attention;
  return [
    find(
      `number-sequence/${legalEntity}`,
      {
        en: `The legal entity ${legalEntity} has no number sequence for customer accounts: its customers stay without a number.`,
        fr: `L'entité juridique ${legalEntity} n'a pas de souche de numéros de comptes client : ses clients restent sans numéro.`,
      },
      {
        en: `Create one: PUT /number-sequences/${legalEntity}`,
        fr: `Créez-en une : PUT /number-sequences/${legalEntity}`,
      },
    ),
  ];
}
