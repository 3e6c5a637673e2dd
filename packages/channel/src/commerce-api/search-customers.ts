import type { Language } from '@counterfoil/contracts/error-register';
import {
  customerSearchSchema,
  foreignCustomerSchema,
  remoteSearchCharacterCountMin,
  searchHitSchema,
  searchResultCountMax,
  type CustomerSearch,
} from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { channelSettings, type Channel } from '../channel.ts';
import { planOf, searchCustomers } from '../customers/search-customers.ts';
import { showCustomers, shownCustomerSchema, withoutImage } from './answers.ts';
import { searchAllStores, type AllStoresPage } from './ask-all-stores.ts';
import { exampleShownCustomer } from './examples.ts';
import { originShape } from './requests.ts';

const searchRequestSchema = customerSearchSchema.safeExtend({
  channelId: originShape.channelId
    .optional()
    .describe("The channel of whoever searches: where to search when `searchLocation` isn't given."),
  searchLocation: z
    .enum(['local', 'all'])
    .optional()
    .describe(
      "`local`: what this scale unit holds; `all`: all stores, by headquarters. Without it, the channel's profile decides.",
    ),
});

/** `POST /customers/search`: a POST, so that nothing personal stands in an address or a log. */
export const searchCustomersRoute = defineRoute({
  name: 'searchCustomers',
  method: 'POST',
  path: '/customers/search',
  summary: 'Search customers',
  description:
    `Every criterion given must match; \`text\` is that of one search box. About ${searchResultCountMax} customers, best ` +
    'match first; `nextCursor` leads to the next ones. `hits` says of each customer why it was found. Images are left out. ' +
    `\`all\` also asks headquarters, by at least ${remoteSearchCharacterCountMin} characters of a name.`,
  access: ['application', 'employee'],
  request: { body: searchRequestSchema },
  response: {
    200: z.strictObject({
      customers: z.array(shownCustomerSchema),
      hits: z.array(searchHitSchema).describe('Why the customer at the same place of `customers` was found.'),
      nextCursor: z.string().nullable().describe('To be given as `cursor`; null when these were the last.'),
      isTypoTolerant: z.boolean().describe('Nobody has what was typed: these have a similar name.'),
      otherLegalEntities: z.array(foreignCustomerSchema).describe('Customers of other legal entities, by name only.'),
      allStores: z.boolean().describe('Whether headquarters was asked and has answered.'),
      complete: z.boolean().describe('False when headquarters could not be asked: these are the local results.'),
    }),
  },
  errors: ['text_invalid', 'channel_unknown', 'database_unreachable'],
  examples: {
    request: { text: 'Fictitious', searchLocation: 'local' },
    response: {
      customers: [exampleShownCustomer],
      hits: [{ customerId: exampleShownCustomer.customerId, matches: [{ field: 'name' }] }],
      nextCursor: null,
      isTypoTolerant: false,
      otherLegalEntities: [],
      allStores: false,
      complete: true,
    },
  },
});

/** Searches here or everywhere: as asked, or as the profile of the channel says (WD-10). */
export const handleSearchCustomers = (channel: Channel): RouteWithHandler =>
  handle(searchCustomersRoute, async ({ body, language }) => {
    const { searchLocation, channelId, ...search } = body;
    const isShort = hasShortName(channel, search);
    if (searchLocation === 'all' && isShort) {
      const field = search.name?.trim() ? 'name' : 'text';
      throw refuse('request_invalid', field, { detail: tooShort[language](field) });
    }
    const location = searchLocation ?? (isAllStoresDefault(channel, channelId) && !isShort ? 'all' : 'local');
    const everywhere = location === 'all' ? await searchAllStores(channel, search) : null;
    const page: AllStoresPage = everywhere ?? {
      ...(await searchCustomers(channel, search)),
      otherLegalEntities: [],
    };
    const found = page.hits.map((hit) => hit.found);
    return {
      status: 200,
      body: {
        customers: (await showCustomers(channel, found, language)).map(withoutImage),
        hits: page.hits.map((hit) => ({ customerId: hit.found.document.customerId, matches: [...hit.matches] })),
        nextCursor: page.nextCursor,
        isTypoTolerant: page.isTypoTolerant,
        otherLegalEntities: [...page.otherLegalEntities],
        allStores: everywhere !== null,
        complete: location === 'local' || everywhere !== null,
      },
    };
  });

/** *Default customer search mode* of the channel; of an unnamed one, when all channels here have it. */
function isAllStoresDefault(channel: Channel, channelId: string | undefined): boolean {
  if (channelId !== undefined) return channelSettings(channel, channelId).searchAllStoresByDefault;
  const { channels } = channel.configuration;
  return channels.length > 0 && channels.every((settings) => settings.searchAllStoresByDefault);
}

const tooShort: Record<Language, (field: string) => string> = {
  en: (field) => `"${field}" must have at least ${remoteSearchCharacterCountMin} characters.`,
  fr: (field) => `« ${field} » doit avoir au moins ${remoteSearchCharacterCountMin} caractères.`,
};

/** Whether a name was typed, with too few characters to search all stores. */
function hasShortName(channel: Channel, search: CustomerSearch): boolean {
  const plan = planOf(channel, search);
  const isNamed = plan?.criteria.some(({ nameWords }) => nameWords.length > 0) ?? false;
  const typed = [search.name, search.text].map((text) => text?.trim() ?? '').filter((text) => text !== '');
  return isNamed && typed.some((text) => text.length < remoteSearchCharacterCountMin);
}
