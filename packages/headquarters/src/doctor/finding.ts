import type { Fix } from '@counterfoil/contracts/administration/fix';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Sentence } from '../configuration/configuration-sentences.ts';

/**
 * How grave a finding is, gravest last: `attention` is not as it should be, or soon won't be, and everything still goes
 * on; with `broken` customers or orders don't get through until somebody acts.
 */
export const checkStatuses = ['fine', 'attention', 'broken'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** What one check found. */
export interface Finding {
  /** For machines: what was checked, with whatever it was checked of behind a slash. */
  readonly name: string;
  readonly status: CheckStatus;
  readonly message: Sentence;
  /** What to do; null where nothing has to be done. */
  readonly remedy: Sentence | null;
  /** What headquarters itself can do about it, when somebody says so; missing: nothing. */
  readonly fix?: Fix | undefined;
}

/** A finding in one language. */
export interface Check {
  readonly name: string;
  readonly status: CheckStatus;
  readonly message: string;
  readonly remedy: string | null;
}

/** The same with what headquarters can do about it; null: nothing. */
export interface MendableCheck extends Check {
  readonly fix: Fix | null;
}

/** As it must be; a remedy is then something that may be of use. */
export function fine(name: string, message: Sentence, remedy: Sentence | null = null): Finding {
  return { name, status: 'fine', message, remedy };
}

/** Somebody should look at it. */
export function attention(name: string, message: Sentence, remedy: Sentence, fix?: Fix): Finding {
  return { name, status: 'attention', message, remedy, fix };
}

/** Customers or orders don't get through. */
export function broken(name: string, message: Sentence, remedy: Sentence, fix?: Fix): Finding {
  return { name, status: 'broken', message, remedy, fix };
}

/** The findings as somebody reads them. */
export function inLanguage(findings: readonly Finding[], language: Language): MendableCheck[] {
  return findings.map(({ name, status, message, remedy, fix }) => ({
    name,
    status,
    message: message[language],
    remedy: remedy?.[language] ?? null,
    fix: fix ?? null,
  }));
}

/** The gravest status of all; `fine` when there is none. */
export function gravest(checks: readonly { readonly status: CheckStatus }[]): CheckStatus {
  return checkStatuses.findLast((status) => checks.some((check) => check.status === status)) ?? 'fine';
}

/** Lines of one check at most: a retailer may have thousands of stores. */
export const lineCountMax = 20;

/** The gravest findings of one check, and one line about the others. */
export function bounded(name: string, findings: readonly Finding[]): Finding[] {
  if (findings.length <= lineCountMax) return [...findings];
  const sorted = findings.toSorted((one, other) => gravity(other) - gravity(one));
  const others = sorted.slice(lineCountMax);
  const count = others.length;
  const status = gravest(others);
  const message = { en: `And ${count} more of these.`, fr: `Et ${count} autres de ce genre.` };
  const remedy = { en: 'Mend the ones above first.', fr: "Réparez d'abord les précédents." };
  return [...sorted.slice(0, lineCountMax), { name, status, message, remedy }];
}

function gravity({ status }: Finding): number {
  return checkStatuses.indexOf(status);
}
