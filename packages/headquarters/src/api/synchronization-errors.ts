import { errorGroupsSchema } from '@counterfoil/contracts/administration/synchronization-status';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { countErrors, fieldLabel } from '../synchronization-status/error-groups.ts';
import { problemText } from '../synchronization-status/status-texts.ts';
import { statusFilterSchema } from './customer-synchronization-status.ts';
import { readers, type HeadquartersApi } from './headquarters-api.ts';

/** `POST /customer-synchronization-status/errors` */
export const countSynchronizationErrors = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'countSynchronizationErrors',
      method: 'POST',
      path: '/customer-synchronization-status/errors',
      summary: 'Failed records by error',
      description:
        'How many of the failed records that the filter names failed by each error, the most frequent first, with one of ' +
        'its sentences. A POST, so that no personal data is in addresses of requests.',
      readsOnly: true,
      request: { body: statusFilterSchema.omit({ status: true, code: true }) },
      response: { 200: errorGroupsSchema },
      errors: [],
      examples: {
        request: { channelId: 'PARIS' },
        response: {
          groups: [
            {
              code: 'customer_group_unknown',
              count: 12,
              field: 'Customer group',
              message: 'Unknown customer group "99".',
              lastFailedAt: '2026-03-01T10:00:01.000Z',
            },
          ],
        },
      },
    }),
    async ({ body, language }) => {
      const groups = await countErrors(headquarters.database, body);
      return {
        status: 200,
        body: {
          groups: groups.map(({ code, count, latest, lastFailedAt }) => ({
            code,
            count,
            field: fieldLabel(latest.field, language),
            message: problemText(latest, language),
            lastFailedAt,
          })),
        },
      };
    },
  );
