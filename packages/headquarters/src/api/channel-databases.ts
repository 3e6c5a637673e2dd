import { channelDatabaseListSchema } from '@counterfoil/contracts/administration/channel-databases';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { readConfigurationVersion } from '../configuration/channel-configuration.ts';
import { listChannelDatabases as channelDatabasesIn } from '../exchange/channel-database-list.ts';
import { issueRegistrationCode } from '../exchange/registration-codes.ts';
import { administratorOnly, readers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const examplePosition = { epochNumber: 1, xid: '812', n: '40', changeId: '01890000-0000-7000-8000-000000000003' };

/** `GET /channel-databases` */
export const listChannelDatabases = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listChannelDatabases',
      method: 'GET',
      path: '/channel-databases',
      summary: 'Channel databases',
      description: 'Last contact, places in the change feed, settings version and what waits for each.',
      request: {},
      response: { 200: channelDatabaseListSchema },
      errors: [],
      examples: {
        response: {
          configurationVersion: 7,
          channelDatabases: [
            {
              channelDatabaseId: 'houston',
              channelDatabaseGroupId: 'default',
              name: 'Houston',
              channelIds: ['HOUSTON'],
              registered: true,
              registrationCodeOpen: false,
              lastContactAt: '2026-03-01T10:00:00.000Z',
              channelEpochNumber: 1,
              lastUploadPackage: 12,
              configurationVersion: 12,
              fetchedConfigurationVersion: 12,
              publishedConfigurationVersion: 12,
              publishedPosition: examplePosition,
              appliedPosition: examplePosition,
              undeliveredSessions: { available: 0, suspended: 0 },
            },
          ],
        },
      },
    }),
    async () => {
      const { database } = headquarters;
      const configurationVersion = await readConfigurationVersion(database);
      return { status: 200, body: { configurationVersion, channelDatabases: await channelDatabasesIn(database) } };
    },
  );

/** `POST /channel-databases/{channelDatabaseId}/registration-codes` */
export const createRegistrationCode = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'createRegistrationCode',
      method: 'POST',
      path: '/channel-databases/:channelDatabaseId/registration-codes',
      summary: 'Make a one-time registration code',
      description:
        'A scale unit registers its key with it. It is shown this once; an earlier unused one stops working.',
      request: { params: z.strictObject({ channelDatabaseId: identifierSchema }) },
      response: { 201: z.strictObject({ code: z.string() }) },
      errors: ['channel_database_unknown'],
      examples: { response: { code: 'K7QF2M9XPA' } },
    }),
    async ({ params, caller }) => ({
      status: 201,
      body: { code: await issueRegistrationCode(headquarters, params.channelDatabaseId, caller.subject) },
    }),
  );
