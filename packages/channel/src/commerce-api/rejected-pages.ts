import { problemSchema, type Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { z } from 'zod';
import { problemText } from '../customers/show-customer.ts';

const pageCountMax = 100;
const pageCountDefault = 20;

/** How many rejected things are on a page. */
export const rejectedLimitSchema = z.coerce.number().int().min(1).max(pageCountMax).default(pageCountDefault);

/** What is told of everything that a till recorded and that could not be taken over. */
export const rejectedShape = {
  problem: problemSchema,
  reason: z.string().describe('The problem as a sentence.'),
  content: z.unknown().describe('What was recorded at the till, as it came.'),
  receivedAt: z.string(),
};

/** A page as it is answered: its lines with their reasons in words, and where the next one begins; null after the last. */
export function rejectedPage<Rejected extends { readonly problem: Problem }>(
  rejected: readonly Rejected[],
  { limit, language }: { readonly limit: number; readonly language: Language },
  cursorOf: (last: Rejected) => string,
): { shown: (Rejected & { reason: string })[]; nextCursor: string | null } {
  const last = rejected.at(-1);
  return {
    shown: rejected.map((one) => ({ ...one, reason: problemText(one.problem, language) })),
    nextCursor: last === undefined || rejected.length < limit ? null : cursorOf(last),
  };
}
