import type { CustomerSort } from '@counterfoil/contracts/administration/customer-list';
import { refuse } from '@counterfoil/contracts/refusal';
import { z } from 'zod';

/** A place in the order of a list: the columns by which it is sorted, of the customer after which it goes on. */
export type ListPlace = readonly string[];

/** How a list lies in an index of its own. */
export interface ListOrder {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly direction: 'ASC' | 'DESC';
}

/** The orders of *All customers*. */
export const listOrders: Readonly<Record<CustomerSort, ListOrder>> = {
  name: { columns: ['name_key', 'customer_id'], types: ['text', 'uuid'], direction: 'ASC' },
  accountNumber: { columns: ['legal_entity', 'account_number'], types: ['text', 'text'], direction: 'ASC' },
  newest: { columns: ['created_at', 'customer_id'], types: ['timestamptz', 'uuid'], direction: 'DESC' },
};

const uuid = z.uuid();
const text = z.string().max(500);
const placeSchemas: Readonly<Record<CustomerSort, z.ZodType<string[]>>> = {
  name: z.tuple([text, uuid]),
  accountNumber: z.tuple([text, text]),
  newest: z.tuple([z.iso.datetime(), uuid]),
};

/** A place as callers see it: a text that they only hand back. */
export function placeText(place: ListPlace): string {
  return JSON.stringify(place);
}

/** Reads a place. Error: `request_invalid` for a text that is none of this order. */
export function readPlace(textOfPlace: string, sort: CustomerSort, field: 'cursor' | 'until'): ListPlace {
  const parsed = placeSchemas[sort].safeParse(jsonOf(textOfPlace));
  if (!parsed.success || textOfPlace.includes('\\u0000')) {
    throw refuse('request_invalid', field, {
      detail: `"${field}" must be \`nextCursor\` of an earlier answer in the same order.`,
    });
  }
  return parsed.data;
}

/** Null for what is no JSON, which is no place either. */
function jsonOf(textOfPlace: string): unknown {
  try {
    return JSON.parse(textOfPlace) as unknown;
  } catch {
    return null;
  }
}
