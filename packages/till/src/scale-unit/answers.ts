import { customerSchema, uuidSchema } from '@counterfoil/contracts/customer';
import { problemSchema } from '@counterfoil/contracts/customer-operation';
import { retailTransactionSchema } from '@counterfoil/contracts/retail-transaction';
import { foreignCustomerSchema, searchHitSchema } from '@counterfoil/contracts/real-time-service';
import { z } from 'zod';
import type { ShownOfflineCustomer } from '../show-offline-customer.ts';

/*
 * What a till reads of the answers of the Commerce API: only what it uses, so that a scale unit that says more is
 * understood by an older till.
 */

/** A customer as the Commerce API shows it. */
export const shownCustomerSchema = z.object({
  customerId: uuidSchema,
  customer: customerSchema,
  display: z.object({ name: z.string(), account: z.string(), status: z.string(), reason: z.string().nullable() }),
  synchronization: z.object({ state: z.enum(['needsAttention', 'pending', 'uploaded', 'synchronized']) }),
});

/** The answer to a creation, an edit or an enrolment. */
export const customerOperationAnswerSchema = z.object({
  customer: shownCustomerSchema,
  operationId: uuidSchema,
  replayed: z.boolean(),
});

/** The answer to a search. */
export const customersFoundSchema = z.object({
  customers: z.array(shownCustomerSchema),
  hits: z.array(searchHitSchema),
  nextCursor: z.string().nullable(),
  isTypoTolerant: z.boolean(),
  otherLegalEntities: z.array(foreignCustomerSchema),
  allStores: z.boolean(),
});

/** The answer to bringing a customer here. */
export const broughtCustomerSchema = z.object({ customer: shownCustomerSchema });

/** Who a new customer might be already, masked. */
export const possibleDuplicatesSchema = z.object({
  possibleDuplicates: z.array(
    z.object({
      customerId: uuidSchema,
      name: z.string(),
      account: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      city: z.string().nullable(),
      because: z.array(z.enum(['phone', 'email', 'nameAndAddress'])),
    }),
  ),
});

/** The way of a customer as far as the scale unit knows it; steps that a newer one names are passed over. */
export const customerTraceSchema = z.object({
  steps: z.array(z.object({ step: z.string(), at: z.string().nullable() })),
});

/** A transaction as the Commerce API shows it. */
export const shownTransactionSchema = z.object({
  transaction: retailTransactionSchema,
  status: z.enum(['pending', 'uploaded', 'completed', 'refused', 'givenUp', 'failed']),
  salesOrderNumber: z.string().nullable(),
  lastKnownError: z.object(problemSchema.shape).nullable(),
});

export type AnsweredCustomer = z.infer<typeof shownCustomerSchema>;
export type AnsweredTransaction = z.infer<typeof shownTransactionSchema>;

/** A customer of the Commerce API as the till shows its own. */
export function asShownAtTill({
  customerId,
  customer,
  display,
  synchronization,
}: AnsweredCustomer): ShownOfflineCustomer {
  return { customerId, customer, display, state: stateOf(synchronization.state, customer.customerAccountNumber) };
}

function stateOf(
  state: AnsweredCustomer['synchronization']['state'],
  customerAccountNumber: string | null,
): ShownOfflineCustomer['state'] {
  if (state === 'needsAttention') return 'needsAttention';
  return state === 'synchronized' && customerAccountNumber !== null ? 'synchronized' : 'delivered';
}
