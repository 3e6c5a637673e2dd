import { refuse } from '@counterfoil/contracts/refusal';
import { z } from 'zod';
import { uuidSchema } from '@counterfoil/contracts/customer';

/** The last customer of a page: where the next page goes on, at whatever node. */
export interface SearchCursor {
  readonly laneId: string;
  readonly key: string;
  readonly customerId: string;
}

const cursorSchema = z.tuple([z.string().max(500), z.string().max(500), uuidSchema]);

/** A cursor as callers see it: a text that they only hand back. */
export function cursorText({ laneId, key, customerId }: SearchCursor): string {
  return JSON.stringify([laneId, key, customerId]);
}

/** Reads a cursor. Error: `request_invalid` for a text that is none. */
export function readCursor(text: string): SearchCursor {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  if (!parsed.success || text.includes('\\u0000')) {
    throw refuse('request_invalid', 'cursor', { detail: '"cursor" must be `nextCursor` of an earlier answer.' });
  }
  const [laneId, key, customerId] = parsed.data;
  return { laneId, key, customerId };
}

/** Null for what is no JSON, which is no cursor either. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
