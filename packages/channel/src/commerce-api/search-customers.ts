import type { Language } from '@counterfoil/contracts/error-register';
import {
  customerSearchSchema,
  remoteSearchCharacterCountMin,
  searchResultCountMax,
  type CustomerSearch,
} from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import { nameQueryKey } from '@counterfoil/customer/search-keys';
import { isSafeText } from '@counterfoil/customer/text-rules';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { searchCustomers } from '../find-customers.ts';
import type { LocalCustomer } from '../local-customers.ts';
import { showCustomers, shownCustomerSchema } from './answers.ts';
import { askAllStores } from './ask-all-stores.ts';
import { exampleShownCustomer } from './examples.ts';

/** `POST /customers/search`: a POST, so that nothing personal stands in an address or a log. */
export const searchCustomersRoute = defineRoute({
  name: 'searchCustomers',
  method: 'POST',
  path: '/customers/search',
  summary: 'Search customers',
  description:
    `Every criterion given must match; at most ${searchResultCountMax} customers. \`all\` also asks headquarters, by at ` +
    `least ${remoteSearchCharacterCountMin} characters of a name.`,
  access: ['application', 'employee'],
  request: {
    body: customerSearchSchema.safeExtend({
      searchLocation: z
        .enum(['local', 'all'])
        .default('local')
        .describe('`local`: what this scale unit holds; `all`: all stores, by headquarters.'),
    }),
  },
  response: {
    200: z.strictObject({
      customers: z.array(shownCustomerSchema),
      complete: z.boolean().describe('False when headquarters could not be asked: these are the local results.'),
    }),
  },
  errors: ['text_invalid', 'database_unreachable'],
  examples: {
    request: { name: 'Fictitious', searchLocation: 'local' },
    response: { customers: [exampleShownCustomer], complete: true },
  },
});

/** Searches here and, when asked to, everywhere. */
export const handleSearchCustomers = (channel: Channel): RouteWithHandler =>
  handle(searchCustomersRoute, async ({ body, language }) => {
    const { searchLocation, ...search } = body;
    checkTexts(search);
    if (searchLocation === 'all') checkNameLength(search, language);
    const here = hasNothingToMatch(search) ? [] : await searchCustomers(channel, search);
    const everywhere = searchLocation === 'all' ? await askAllStores(channel, search) : [];
    const customers = await showCustomers(channel, together(here, everywhere ?? []), language);
    return { status: 200, body: { customers, complete: everywhere !== null } };
  });

function checkTexts(search: CustomerSearch): void {
  const unsafe = Object.entries(search).find(([, text]) => !isSafeText(text ?? ''));
  if (unsafe) throw refuse('text_invalid', unsafe[0]);
}

/** A name of punctuation only matches nobody; without this it would match everybody. */
function hasNothingToMatch({ name }: CustomerSearch): boolean {
  return Boolean(name?.trim()) && nameQueryKey(name ?? '') === '';
}

const tooShort: Record<Language, string> = {
  en: `"name" must have at least ${remoteSearchCharacterCountMin} characters.`,
  fr: `« name » doit avoir au moins ${remoteSearchCharacterCountMin} caractères.`,
};

function checkNameLength({ name }: CustomerSearch, language: Language): void {
  const length = name?.trim().length ?? 0;
  if (length > 0 && length < remoteSearchCharacterCountMin) {
    throw refuse('request_invalid', 'name', { detail: tooShort[language] });
  }
}

function together(here: readonly LocalCustomer[], everywhere: readonly LocalCustomer[]): LocalCustomer[] {
  const ids = new Set(here.map((local) => local.document.customerId));
  const others = everywhere.filter((local) => !ids.has(local.document.customerId));
  return [...here, ...others].slice(0, searchResultCountMax);
}
