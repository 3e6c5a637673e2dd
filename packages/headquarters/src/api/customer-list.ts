import {
  customerCountAnswerSchema,
  customerCountSchema,
  customerFilterOptionsSchema,
  customerListAnswerSchema,
  customerListCountMax,
  customerListSchema,
  shownCustomersSchema,
} from '@counterfoil/contracts/administration/customer-list';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { exportShownCustomers } from '../customer-list/export-shown-customers.ts';
import { countCustomers, countNewCustomers } from '../customer-list/count-customers.ts';
import { readFilterOptions } from '../customer-list/filter-options.ts';
import { listCustomers } from '../customer-list/list-customers.ts';
import { affiliations } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { channelScopeOf, customersSeenIn } from '../workspace/channel-scope.ts';
import { bulkCustomerKeepers, customerReaders, type HeadquartersApi } from './headquarters-api.ts';

/** `POST /customers/list` */
export const listAllCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      readsOnly: true,
      name: 'listCustomers',
      method: 'POST',
      path: '/customers/list',
      summary: 'All customers',
      description:
        'The customer master page by page: by name, account number or newest first, or what a search finds, best ' +
        'first. Every filter given must fit. An answer looks through 60,000 entries at most: when few fit, it is cut ' +
        'short and `nextCursor` goes on behind them. With `until`, a page that was read before is read again.',
      request: { body: customerListSchema },
      response: { 200: customerListAnswerSchema },
      errors: ['text_invalid'],
      examples: {
        request: { sort: 'name', filters: { customerType: 'person' }, limit: customerListCountMax },
        response: {
          customers: [
            {
              customerId: '01890000-0000-7000-8000-000000000001',
              name: 'Lachlan Berry',
              customerAccountNumber: 'C-000000001',
              legalEntity: 'USRT',
              customerType: 'person',
              customerGroup: '30',
              email: 'lachlan@example.com',
              phone: null,
              city: 'Houston',
              countryRegion: 'US',
              affiliations: [],
              loyaltyCardNumber: null,
              createdBy: 'houston',
              createdAt: '2026-03-01T10:00:00.000Z',
              deactivated: false,
              blockedForLoyaltyEnrollment: false,
              foundBy: [],
            },
          ],
          nextCursor: null,
          isCutShort: false,
          isTypoTolerant: false,
          feedPlace: '1402',
        },
      },
    }),
    async ({ body, caller }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      return { status: 200, body: await listCustomers(headquarters, body, seen) };
    },
  );

/** `POST /customers/count` */
export const countAllCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      readsOnly: true,
      name: 'countCustomers',
      method: 'POST',
      path: '/customers/count',
      summary: 'How many customers there are',
      description:
        'How many fit the filters: exact among few, else an estimate; and how many came since `feedPlace` of a list.',
      request: { body: customerCountSchema },
      response: { 200: customerCountAnswerSchema },
      errors: [],
      examples: {
        request: { filters: { countryRegion: 'FR' }, since: '1402' },
        response: { count: 210_000, isExact: false, newCount: 3 },
      },
    }),
    async ({ body: { filters, since }, caller }) => {
      const { database } = headquarters;
      const seen = await customersSeenIn(database, channelScopeOf(caller));
      const newCount = since === undefined ? null : await countNewCustomers(database, since, seen);
      return { status: 200, body: { ...(await countCustomers(database, filters, seen)), newCount } };
    },
  );

/** `POST /customers/list/export` */
export const exportListedCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...bulkCustomerKeepers,
      readsOnly: true,
      isAudited: true,
      name: 'exportListedCustomers',
      method: 'POST',
      path: '/customers/list/export',
      summary: 'Export what All customers shows',
      description:
        'The customers of a list in its order, whole but without pictures, as CSV with the column names that an ' +
        'import takes; what a spreadsheet would run is defused by an apostrophe, which an import takes away again.',
      request: { body: shownCustomersSchema },
      response: { 200: { streamOf: ['text/csv'] } },
      errors: ['text_invalid'],
      examples: {
        request: { filters: { affiliation: 'GOLD' } },
        response: 'customerId,customerAccountNumber,legalEntity,…',
      },
    }),
    async ({ body, caller, stopping }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      const { stream, fileName } = await exportShownCustomers(headquarters, body, { seen, signal: stopping });
      const headers = {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      };
      return { status: 200, body: stream, headers };
    },
  );

/** `GET /customers/filter-options` */
export const listCustomerFilterOptions = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'listCustomerFilterOptions',
      method: 'GET',
      path: '/customers/filter-options',
      summary: 'What All customers is filtered by',
      description: 'Legal entities, customer groups, affiliations, channel databases and countries to choose from.',
      request: {},
      response: { 200: customerFilterOptionsSchema },
      errors: [],
      examples: {
        response: {
          legalEntities: [{ value: 'USRT', name: 'Sample retailer, United States' }],
          customerGroups: [{ value: '30', name: 'Retail customers' }],
          affiliations: [{ value: 'STUDENT', name: 'Students' }],
          channelDatabases: [{ value: 'houston', name: 'Houston' }],
          countryRegions: ['US', 'FR'],
        },
      },
    }),
    async ({ language }) => {
      const { database } = headquarters;
      const named = (await readSettings(database, affiliations)).map(({ affiliationId, text }) => ({
        value: affiliationId,
        name: text[language],
      }));
      return { status: 200, body: { ...(await readFilterOptions(database)), affiliations: named } };
    },
  );
