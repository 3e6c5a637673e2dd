import { z } from 'zod';

/** What bears a number of its own besides customers. */
export const documentKinds = ['salesOrder', 'invoice'] as const;

const holdCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,20}$/u)
  .nullable();

const valueSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const formatSchema = z.string().regex(/^[\x20-\x7e]{1,40}$/u);

/** The numbers of one kind of document of a legal entity. */
export const documentNumbersSchema = z.strictObject({
  legalEntity: z.string(),
  kind: z.enum(documentKinds),
  format: z.string(),
  nextValue: valueSchema,
  largestValue: valueSchema,
  skipAfterRestore: valueSchema,
});

/** `GET /order-parameters` */
export const orderParametersSchema = z.strictObject({
  holdCodeForRepairedOrders: holdCodeSchema,
  documentNumbers: z.array(documentNumbersSchema),
});

/** What an administrator sets of orders. */
export const wantedOrderParametersSchema = z.strictObject({ holdCodeForRepairedOrders: holdCodeSchema });

/** What an administrator sets of the numbers of a kind of document. */
export const wantedDocumentNumbersSchema = z.strictObject({
  format: formatSchema,
  nextValue: valueSchema.optional(),
  largestValue: valueSchema,
  skipAfterRestore: valueSchema,
});

export type OrderParameters = z.infer<typeof orderParametersSchema>;
export type DocumentNumbersLine = z.infer<typeof documentNumbersSchema>;
export type WantedDocumentNumbers = z.infer<typeof wantedDocumentNumbersSchema>;
