import { figure } from './figures.ts';
import { synchronizeAll } from './fixes.ts';
import { attention, fine, type Finding } from './finding.ts';

/** Failed operations with one error. */
export interface FailureGroup {
  readonly code: string;
  readonly count: number;
}

/** Failed operations that are looked at, latest first. */
export const failureCountMax = 10_000;
/** Errors that are told of, the most frequent first. */
export const failureGroupCountMax = 10;

/** Customers that could not be processed, by error, with the way to try them all again (LK-12, pain 7). */
export function checkFailedOperations(groups: readonly FailureGroup[]): Finding[] {
  if (groups.length === 0) {
    return [
      fine('failed-operations', {
        en: 'Every operation that was decided could be processed.',
        fr: 'Toutes les opérations décidées ont pu être traitées.',
      }),
    ];
  }
  return groups.map(({ code, count }) => {
    const counted = figure(count);
    return attention(
      `failed-operations/${code}`,
      {
        en: `${counted.en} operations of customers could not be processed: ${code}.`,
        fr: `${counted.fr} opérations de clients n'ont pas pu être traitées : ${code}.`,
      },
      {
        en: `See which: counterfoil synchronization-status --code ${code}; after correcting the cause, all of them again: counterfoil synchronization-status --synchronize --code ${code}`,
        fr: `Voyez lesquelles : counterfoil synchronization-status --code ${code} ; la cause corrigée, toutes à nouveau : counterfoil synchronization-status --synchronize --code ${code}`,
      },
      code === 'unknown' ? undefined : synchronizeAll(code),
    );
  });
}
