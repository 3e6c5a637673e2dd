import {
  numberSequenceListSchema,
  numberSequenceSchema as sequenceSchema,
  wantedNumberSequenceSchema as wantedSchema,
} from '@counterfoil/contracts/administration/number-sequences';
import type { Language } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { numberSequences, saveNumberSequence, type ListedNumberSequence } from '../numbers/number-sequences.ts';
import { readers, setupWriters, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const exampleWanted = {
  format: 'C-#########',
  nextValue: 1,
  largestValue: 999_999_999,
  continuous: false,
  preallocationCount: 1_000,
  skipAfterRestore: 100_000,
};

const exampleSequence: z.infer<typeof sequenceSchema> = {
  numberSequenceId: 'USRT',
  kind: 'customerAccount',
  legalEntity: 'USRT',
  loyaltyProgramId: null,
  ...exampleWanted,
  warnBelowCount: 1_000,
  remainingCount: 999_999_999,
  state: 'ok',
  nextNumber: 'C-000000001',
  message: null,
};

/** `GET /number-sequences` */
export const listNumberSequences = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listNumberSequences',
      method: 'GET',
      path: '/number-sequences',
      summary: 'Number sequences',
      description:
        'Of customer accounts and of loyalty cards, with what is left of each. The narrowest scope is used: of the ' +
        'loyalty program before of all programs, of the legal entity before shared.',
      request: {},
      response: { 200: numberSequenceListSchema },
      errors: [],
      examples: { response: { numberSequences: [exampleSequence] } },
    }),
    async ({ language }) => {
      const sequences = await numberSequences(headquarters.database);
      return { status: 200, body: { numberSequences: sequences.map((sequence) => withWarning(sequence, language)) } };
    },
  );

/** `PUT /number-sequences/{numberSequenceId}` */
export const putNumberSequence = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'putNumberSequence',
      method: 'PUT',
      path: '/number-sequences/:numberSequenceId',
      summary: 'Create or change a number sequence',
      description:
        'Without `nextValue` it goes on where it stands; the next number never goes down. Numbers that were set aside ' +
        'and not used become a gap; a continuous sequence sets none aside and has no gaps to clean up.',
      request: { params: z.strictObject({ numberSequenceId: identifierSchema }), body: wantedSchema },
      response: { 200: sequenceSchema },
      errors: [
        'legal_entity_unknown',
        'loyalty_program_unknown',
        'number_format_invalid',
        'number_format_scope_shared',
        'number_sequence_range_invalid',
        'number_sequence_lowered',
        'number_sequence_scope_taken',
        'number_sequence_kind_fixed',
        'number_sequence_program_misplaced',
      ],
      examples: { request: exampleWanted, response: exampleSequence },
    }),
    async ({ params, body, caller, language }) => {
      const saved = await saveNumberSequence(headquarters, params.numberSequenceId, body, caller.subject);
      return { status: 200, body: withWarning(saved, language) };
    },
  );

const warnings = {
  nearExhaustion: {
    en: 'Only {count} numbers are left in the number sequence {id}. Raise its largest number.',
    fr: 'Il ne reste que {count} numéros dans la souche de numéros {id}. Augmentez son plus grand numéro.',
  },
  exhausted: {
    en: 'The number sequence {id} has been exceeded. Raise its largest number, then synchronize the failed records again.',
    fr: 'La souche de numéros {id} est épuisée. Augmentez son plus grand numéro, puis synchronisez à nouveau les enregistrements en échec.',
  },
} as const;

/** The warning of a sequence in the language of the reader; null while enough is left. */
export function sequenceWarning(sequence: ListedNumberSequence, language: Language): string | null {
  if (sequence.state === 'ok') return null;
  const count = new Intl.NumberFormat(language).format(sequence.remainingCount);
  return warnings[sequence.state][language].replace('{count}', count).replace('{id}', () => sequence.numberSequenceId);
}

function withWarning(sequence: ListedNumberSequence, language: Language): z.infer<typeof sequenceSchema> {
  return { ...sequence, message: sequenceWarning(sequence, language) };
}
