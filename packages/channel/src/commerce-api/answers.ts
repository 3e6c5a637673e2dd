import { customerSchema, uuidSchema } from '@counterfoil/contracts/customer';
import { problemSchema } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import type { OperationResult } from '../customers/deliver-operation.ts';
import type { LocalCustomer } from '../customers/local-customers.ts';
import { undecidedEntries } from '../exchange/outbox.ts';
import { showCustomer, type ShownCustomer } from '../customers/show-customer.ts';
import { customerWarningCodes, warningText } from '@counterfoil/customer/customer-warnings';

/** A customer as the Commerce API answers it: fields for programs, and `display` for people, without any identifier (R3). */
export const shownCustomerSchema = z.strictObject({
  customerId: uuidSchema.describe('The permanent identifier; never shown to a person.'),
  customerAccountNumber: z.string().nullable().describe('Issued by headquarters; null while the customer is pending.'),
  customer: customerSchema,
  display: z.strictObject({
    name: z.string(),
    account: z.string().describe('The account number, or "Pending synchronization" in the language of the caller.'),
    status: z.string(),
    reason: z.string().nullable().describe('What headquarters could not do; null when nothing needs attention.'),
  }),
  synchronization: z.strictObject({
    state: z.enum(['needsAttention', 'pending', 'uploaded', 'synchronized']),
    undecidedOperations: z.number().int().nonnegative(),
    lastKnownError: problemSchema.nullable(),
    accountNumberAt: z.string().nullable(),
  }),
});

/** What a creation or an edit is answered. */
export const operationAnswerSchema = z.strictObject({
  customer: shownCustomerSchema,
  operationId: uuidSchema,
  way: z
    .enum(['sync', 'async', 'fallback'])
    .describe('`fallback`: meant to be synchronous, but headquarters could not be reached.'),
  replayed: z.boolean().describe('The request repeated an earlier one; nothing was done again.'),
  warnings: z
    .array(z.strictObject({ code: z.enum(customerWarningCodes), message: z.string() }))
    .describe('What the customer should not be, though nothing was refused.'),
});

export type OperationAnswer = z.infer<typeof operationAnswerSchema>;

/** The answer to a creation or an edit in the caller's language. */
export function operationAnswer(result: OperationResult, language: Language): OperationAnswer {
  const { local, entries, operationId, way, replayed } = result;
  const warnings = result.warnings.map((warning) => ({ code: warning.code, message: warningText(warning, language) }));
  return { customer: showCustomer(local, entries, language), operationId, way, replayed, warnings };
}

/** A customer in a list of many: whoever opens it gets its image. */
export function withoutImage(shown: ShownCustomer): ShownCustomer {
  return shown.customer.image === null ? shown : { ...shown, customer: { ...shown.customer, image: null } };
}

/** Shows customers with what is undecided of each, in their order; one read for all of them. */
export async function showCustomers(
  channel: Channel,
  customers: readonly LocalCustomer[],
  language: Language,
): Promise<ShownCustomer[]> {
  if (customers.length === 0) return [];
  const ids = customers.map((local) => local.document.customerId);
  const entries = Map.groupBy(await undecidedEntries(channel.database, ids), (entry) => entry.operation.customerId);
  return customers.map((local) => showCustomer(local, entries.get(local.document.customerId) ?? [], language));
}
