import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { numberSequences, saveNumberSequence } from '../number-sequences.ts';
import {
  administratorOnly,
  administratorOrAuditor,
  identifierSchema,
  type HeadquartersApi,
} from './headquarters-api.ts';

/** A block of more would only make larger gaps. */
const preallocationCountMax = 1_000_000;

const valueSchema = z.number().int().nonnegative();

const wantedSchema = z.strictObject({
  format: z.string().min(1).max(60),
  nextValue: valueSchema.optional(),
  largestValue: valueSchema,
  continuous: z.boolean(),
  preallocationCount: z.number().int().min(1).max(preallocationCountMax),
  skipAfterRestore: valueSchema,
});

const sequenceSchema = wantedSchema.extend({ legalEntity: z.string(), nextValue: valueSchema });

const exampleSequence = {
  format: 'C-#########',
  nextValue: 1,
  largestValue: 999_999_999,
  continuous: false,
  preallocationCount: 1_000,
  skipAfterRestore: 100_000,
};

/** `GET /number-sequences` */
export const listNumberSequences = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOrAuditor,
      name: 'listNumberSequences',
      method: 'GET',
      path: '/number-sequences',
      summary: 'Number sequences of customer accounts',
      description: 'One per legal entity.',
      request: {},
      response: { 200: z.strictObject({ numberSequences: z.array(sequenceSchema) }) },
      errors: [],
      examples: { response: { numberSequences: [{ legalEntity: 'USRT', ...exampleSequence }] } },
    }),
    async () => ({ status: 200, body: { numberSequences: await numberSequences(headquarters.database) } }),
  );

/** `PUT /number-sequences/{legalEntity}` */
export const putNumberSequence = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'putNumberSequence',
      method: 'PUT',
      path: '/number-sequences/:legalEntity',
      summary: 'Create or change a number sequence',
      description:
        'Without `nextValue` it goes on where it stands; the next number never goes down. Numbers that were set aside ' +
        'and not used become a gap.',
      request: { params: z.strictObject({ legalEntity: identifierSchema }), body: wantedSchema },
      response: { 200: sequenceSchema },
      errors: [
        'legal_entity_unknown',
        'number_format_invalid',
        'number_sequence_range_invalid',
        'number_sequence_lowered',
      ],
      examples: { request: exampleSequence, response: { legalEntity: 'USRT', ...exampleSequence } },
    }),
    async ({ params, body, caller }) => ({
      status: 200,
      body: await saveNumberSequence(headquarters, params.legalEntity, body, caller.subject),
    }),
  );
