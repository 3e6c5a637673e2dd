import { z } from 'zod';
import { uuidSchema } from '../customer.ts';
import { customerFiltersSchema, customerSorts } from './customer-list.ts';

/** Pages of which views can be saved. */
export const viewPages = ['customers'] as const;

/** What a view of *All customers* keeps: never what was searched for, which names people. */
export const savedCustomersViewSchema = z.strictObject({
  sort: z.enum(customerSorts),
  filters: customerFiltersSchema,
  /** Keys of the columns that are shown; empty: the usual ones. */
  columns: z.array(z.string().max(60)).max(40).default([]),
});
export type SavedCustomersView = z.infer<typeof savedCustomersViewSchema>;

/** What is saved under a name. */
export const wantedViewSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  isShared: z.boolean().default(false),
  view: savedCustomersViewSchema,
});
export type WantedView = z.infer<typeof wantedViewSchema>;

/** A saved view. */
export const savedViewSchema = wantedViewSchema.extend({
  savedViewId: uuidSchema,
  isShared: z.boolean(),
  /** Whether it is the caller's own. */
  isOwn: z.boolean(),
  ownerName: z.string(),
  /** The caller's page begins with it. */
  isDefault: z.boolean(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** Answer of `GET /saved-views/{page}` */
export const savedViewsSchema = z.strictObject({ views: z.array(savedViewSchema) });
export type SavedViews = z.infer<typeof savedViewsSchema>;
