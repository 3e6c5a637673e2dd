import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { functionalityProfiles, saveFunctionalityProfile } from '../functionality-profiles.ts';
import {
  administratorOnly,
  administratorOrAuditor,
  identifierSchema,
  type HeadquartersApi,
} from './headquarters-api.ts';

const profileSchema = z.strictObject({
  functionalityProfileId: z.string(),
  kind: z.enum(['pos', 'online']),
  name: z.string(),
  createCustomerInAsyncMode: z.boolean(),
});

const exampleProfile = {
  functionalityProfileId: 'POS-ASYNC',
  kind: 'pos',
  name: 'Stores, asynchronous',
  createCustomerInAsyncMode: true,
} as const;

/** `GET /functionality-profiles` */
export const listFunctionalityProfiles = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOrAuditor,
      name: 'listFunctionalityProfiles',
      method: 'GET',
      path: '/functionality-profiles',
      summary: 'Functionality profiles',
      description: 'With *Create customer in async mode* and the channels that use each.',
      request: {},
      response: {
        200: z.strictObject({
          functionalityProfiles: z.array(profileSchema.extend({ channelIds: z.array(z.string()) })),
        }),
      },
      errors: [],
      examples: { response: { functionalityProfiles: [{ ...exampleProfile, channelIds: ['PARIS'] }] } },
    }),
    async () => ({
      status: 200,
      body: { functionalityProfiles: await functionalityProfiles(headquarters.database) },
    }),
  );

/** `PUT /functionality-profiles/{functionalityProfileId}` */
export const putFunctionalityProfile = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'putFunctionalityProfile',
      method: 'PUT',
      path: '/functionality-profiles/:functionalityProfileId',
      summary: 'Change a functionality profile',
      description: 'Raises the configuration version; every channel acts on it as soon as it has fetched that version.',
      request: {
        params: z.strictObject({ functionalityProfileId: identifierSchema }),
        body: z.strictObject({ createCustomerInAsyncMode: z.boolean(), name: z.string().min(1).max(100).optional() }),
      },
      response: { 200: z.strictObject({ profile: profileSchema, configurationVersion: z.number().int() }) },
      errors: ['functionality_profile_unknown'],
      examples: {
        request: { createCustomerInAsyncMode: true },
        response: { profile: exampleProfile, configurationVersion: 7 },
      },
    }),
    async ({ params, body, caller }) => ({
      status: 200,
      body: await saveFunctionalityProfile(headquarters, params.functionalityProfileId, body, caller.subject),
    }),
  );
