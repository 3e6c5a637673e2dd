import { functionalityProfileOptionsSchema } from '@counterfoil/contracts/channel-configuration';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { functionalityProfiles, saveFunctionalityProfile } from '../settings/functionality-profiles.ts';
import { functionalityProfiles as kind } from '../settings/setting-kinds.ts';
import { readers, setupWriters, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const wantedSchema = z
  .strictObject({ ...functionalityProfileOptionsSchema.shape, name: z.string().min(1).max(100) })
  .partial();

const exampleProfile = {
  ...kind.example,
  functionalityProfileId: 'POS-ASYNC',
  name: 'Stores, asynchronous',
  createCustomerInAsyncMode: true,
};

/** `GET /functionality-profiles` */
export const listFunctionalityProfiles = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listFunctionalityProfiles',
      method: 'GET',
      path: '/functionality-profiles',
      summary: 'Functionality profiles',
      description: 'With *Create customer in async mode* and the channels that use each.',
      request: {},
      response: {
        200: z.strictObject({
          functionalityProfiles: z.array(kind.schema.extend({ channelIds: z.array(z.string()) })),
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
      ...setupWriters,
      name: 'putFunctionalityProfile',
      method: 'PUT',
      path: '/functionality-profiles/:functionalityProfileId',
      summary: 'Change a functionality profile',
      description:
        'Whatever is left out stays as it is. Raises the configuration version; every channel acts on it as soon as it ' +
        'has fetched that version. A new profile is made by `PUT /settings/functionality-profiles/{id}`.',
      request: {
        params: z.strictObject({ functionalityProfileId: identifierSchema }),
        body: wantedSchema,
      },
      response: { 200: z.strictObject({ profile: kind.schema, configurationVersion: z.number().int() }) },
      errors: ['functionality_profile_unknown', 'text_invalid', 'field_required'],
      examples: {
        request: { createCustomerInAsyncMode: true },
        response: { profile: exampleProfile, configurationVersion: 7 },
      },
    }),
    async ({ params, body, caller, language }) => ({
      status: 200,
      body: await saveFunctionalityProfile(headquarters, params.functionalityProfileId, body, {
        changedBy: caller.subject,
        language,
      }),
    }),
  );
