import { z } from 'zod';
import { translatedSchema } from './translated.ts';

/** An item of a till's short catalogue, as job 1040 carries it; there is no pricing beyond one price a currency. */
export const productSchema = z.strictObject({
  itemId: z.string().regex(/^[\p{L}\p{N} ._/+-]{1,60}$/u, 'letters, digits, space and . _ / + - only'),
  description: translatedSchema,
  barcode: z.string().max(60).nullable(),
  /** ISO 4217 → price of one piece, taxes included. */
  prices: z.record(z.string().regex(/^[A-Z]{3}$/u), z.string().regex(/^\d{1,12}(?:\.\d{1,4})?$/u)),
});

export type Product = z.infer<typeof productSchema>;
