import { figure } from './figures.ts';
import { attention, fine, type Finding } from './finding.ts';

/** Duplicate reviews that are counted; more are simply many. */
export const reviewCountMax = 1_000;

/** What people decide about customers, and what was decided for them. */
export interface ReviewFacts {
  /** Open duplicate reviews, at most `reviewCountMax`. */
  readonly openCount: number;
  /** Conflicts of edits that were merged during the last day, both values kept; at most `reviewCountMax`. */
  readonly conflictCount: number;
}

/** Pairs of customers who may be one person (pain 6), and edits that met. */
export function checkReviews({ openCount, conflictCount }: ReviewFacts): Finding[] {
  const [open, conflicts] = [figure(openCount), figure(conflictCount)];
  const merged = fine('merge-conflicts', {
    en: `Edits of one field that met during the last day: ${conflicts.en}. They are merged, and both values are kept.`,
    fr: `Modifications d'un même champ qui se sont croisées depuis un jour : ${conflicts.fr}. Elles sont fusionnées et les deux valeurs sont conservées.`,
  });
  if (openCount === 0) {
    const none = { en: 'No duplicate review is open.', fr: "Aucune révision de doublon n'est ouverte." };
    return [fine('duplicate-reviews', none), merged];
  }
  return [
    attention(
      'duplicate-reviews',
      {
        en: `${open.en} pairs of customers may each be one person.`,
        fr: `${open.fr} paires de clients sont peut-être chacune une seule personne.`,
      },
      {
        en: 'Look at each pair; dismiss those that are two people.',
        fr: 'Examinez chaque paire ; écartez celles qui sont deux personnes.',
      },
    ),
    merged,
  ];
}
