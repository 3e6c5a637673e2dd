import { z } from 'zod';

/** What numbers are issued for. */
export const sequenceKinds = ['customerAccount', 'loyaltyCard'] as const;

const identifierSchema = z.string().min(1).max(60);

/** A block of more would only make larger gaps. */
const preallocationCountMax = 1_000_000;

const valueSchema = z.number().int().nonnegative();

/** A number sequence as an administrator wants it. */
export const wantedNumberSequenceSchema = z.strictObject({
  kind: z.enum(sequenceKinds).optional().describe('Of customer accounts unless told otherwise; never changes.'),
  legalEntity: identifierSchema
    .nullable()
    .optional()
    .describe('The scope; null: shared. A new sequence is of the legal entity that it is named after.'),
  loyaltyProgramId: identifierSchema.nullable().optional(),
  format: z
    .string()
    .min(1)
    .max(60)
    .describe('`#` is a digit, `&` a letter, `{scope}` the legal entity, everything else constant.'),
  nextValue: valueSchema.optional(),
  largestValue: valueSchema,
  continuous: z.boolean(),
  preallocationCount: z.number().int().min(1).max(preallocationCountMax),
  skipAfterRestore: valueSchema,
  warnBelowCount: valueSchema.optional(),
});

/** A number sequence with what is left of it. */
export const numberSequenceSchema = wantedNumberSequenceSchema.extend({
  numberSequenceId: z.string(),
  kind: z.enum(sequenceKinds),
  legalEntity: z.string().nullable(),
  loyaltyProgramId: z.string().nullable(),
  nextValue: valueSchema,
  warnBelowCount: valueSchema,
  remainingCount: valueSchema,
  state: z.enum(['ok', 'nearExhaustion', 'exhausted']),
  /** As people will see it. */
  nextNumber: z.string().nullable(),
  /** The warning in the caller's language; null while enough is left. */
  message: z.string().nullable(),
});

/** `GET /number-sequences` */
export const numberSequenceListSchema = z.strictObject({ numberSequences: z.array(numberSequenceSchema) });

export type NumberSequence = z.infer<typeof numberSequenceSchema>;
export type WantedNumberSequence = z.infer<typeof wantedNumberSequenceSchema>;
export type NumberSequenceList = z.infer<typeof numberSequenceListSchema>;
