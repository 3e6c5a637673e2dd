import { z } from 'zod';

const text = z.string().min(1).max(100);

/** A text in each language of the product; other languages fall back to English. */
export const translatedSchema = z.strictObject({ en: text, fr: text });
