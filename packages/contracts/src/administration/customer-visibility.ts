import { z } from 'zod';
import { channelTraceStates } from './customer-trace.ts';

/** By what a channel database gets a customer: it shows all, one of its address books, or it made the customer itself. */
export const visibilityGrounds = ['allCustomers', 'addressBook', 'createdThere'] as const;

/** How far the customer has come: as in its trace, or waiting for the pass that follows a change of address books. */
export const arrivalStates = [...channelTraceStates, 'addressBooksChanged'] as const;

const channelVisibilitySchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  channels: z.array(z.strictObject({ channelId: z.string(), name: z.string() })).readonly(),
  visible: z.boolean(),
  ground: z.enum(visibilityGrounds).nullable().describe('By what it is visible; null when it is not.'),
  addressBooks: z.array(z.string()).readonly().describe('Of the customer: those by which it is visible.'),
  shownAddressBooks: z.array(z.string()).readonly().nullable().describe('Of the channels; null: all customers.'),
  arrived: z.boolean().describe('The customer as it is now is there.'),
  arrival: z.enum(arrivalStates),
  text: z.string().describe("Why, what to do, and where it is, in the caller's language."),
});

/** `GET /customers/{identifier}/visibility` */
export const customerVisibilitySchema = z.strictObject({
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  addressBooks: z.array(z.string()).readonly(),
  channelDatabases: z.array(channelVisibilitySchema).readonly(),
});

export type CustomerVisibilityAnswer = z.infer<typeof customerVisibilitySchema>;
