import { createCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import { z } from 'zod';

const { channelId, terminalId, workerId, operationId, customerId } = createCustomerRequestSchema.shape;

/** Where and by whom a request is made; the same fields in every request that records an operation. */
export const originShape = {
  channelId: channelId.describe('A channel of this scale unit, for example `HOUSTON`; its settings give the defaults.'),
  terminalId: terminalId.describe('The till.'),
  workerId: workerId.describe('The operator.'),
};

/** Where, by whom, and as which operation. */
export const byWhomShape = {
  ...originShape,
  operationId: operationId.describe('A UUID chosen by the caller; a repetition with it gets the answer of the first.'),
};

/** The identifier that a caller may choose for a new customer. */
export const chosenCustomerId = customerId.describe('The permanent identifier, a UUID; made here when left out.');

const identifierLengthMax = 60;

/** A permanent identifier or an account number. */
export const identifierSchema = z
  .string()
  .min(1)
  .max(identifierLengthMax)
  .refine(isSafeText)
  .describe('The permanent identifier or the account number.');

/** `/customers/:identifier`. */
export const customerParams = z.strictObject({ identifier: identifierSchema });

const idempotencyKeyLengthMax = 200;

/** The header by which a repetition is recognised, of any form; the body's `operationId` goes before it. */
export const idempotencyHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .min(1)
    .max(idempotencyKeyLengthMax)
    .optional()
    .describe('Any text of the caller; the same key with the same content is answered as the first time.'),
});

/** `/offline-databases/:registerId`. */
export const registerParams = z.strictObject({
  registerId: z.string().min(1).max(identifierLengthMax).refine(isSafeText).describe('The register of job 1090.'),
});
