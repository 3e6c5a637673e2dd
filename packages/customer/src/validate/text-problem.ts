import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isSafeText } from './text-rules.ts';

/** What is wrong with any text, whatever it means: longer than `max` UTF-16 code units, or unsafe to store. */
export function textProblem(text: string, field: string, max: number): Problem | null {
  if (text.length > max) return { code: 'field_too_long', field, parameters: { max } };
  return isSafeText(text) ? null : { code: 'text_invalid', field };
}
