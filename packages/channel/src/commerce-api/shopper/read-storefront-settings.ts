import { storefrontSettingsSchema } from '@counterfoil/contracts/storefront-settings';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../../channel.ts';
import { settingsForStorefront } from '../../customers/settings-for-forms.ts';
import { exampleFormSettings } from '../read-channel-settings.ts';
import { originShape } from '../requests.ts';

/** `GET /storefront-settings` */
export const readStorefrontSettingsRoute = defineRoute({
  name: 'readStorefrontSettings',
  method: 'GET',
  path: '/storefront-settings',
  summary: 'Read what the pages of a web shop need',
  description:
    'The same as `GET /channel-settings`, with the products that have a price in the currency of the channel and with ' +
    'how addresses are written; nothing of any customer.',
  access: ['storefront'],
  request: { query: z.strictObject({ channelId: originShape.channelId }) },
  response: { 200: storefrontSettingsSchema },
  errors: ['channel_unknown'],
  examples: {
    response: {
      ...exampleFormSettings,
      currency: 'USD',
      countryRegion: 'US',
      addressFormats: [{ countryRegion: 'US', zipCodeFormats: ['#####', '#####-####'], zipCodeRequired: true }],
      products: [{ itemId: '81125', description: 'Teapot', price: '19.95' }],
    },
  },
});

/** Answers from memory: what the scale unit acts on at this moment. */
export const handleReadStorefrontSettings = (channel: Channel): RouteWithHandler =>
  handle(readStorefrontSettingsRoute, async ({ query, language }) => ({
    status: 200,
    body: settingsForStorefront(channel, query.channelId, language),
  }));
