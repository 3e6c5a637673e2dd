import { customerDataModes } from '@counterfoil/contracts/offline-exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { registerOfflineStatus } from '../offline/register-offline-status.ts';

const count = z.int().nonnegative();
const instant = z.string().nullable();

const statusSchema = z.strictObject({
  registerId: z.string(),
  name: z.string(),
  lastExchangeAt: instant.describe('Null before the first exchange.'),
  mode: z.string().nullable().describe('`online`, `offline` or `manualOffline`, as the till said last.'),
  undelivered: count.describe('Operations that wait on the till.'),
  oldestRecordedAt: instant,
  oldestAgeMs: count,
  rejected: count.describe('Entries that cannot be taken over; their content is kept.'),
  changesBehind: count.nullable().describe('Changes that the till has not applied; null while it loads everything.'),
  customers: count,
  configurationVersion: count,
  customerData: z.enum(customerDataModes),
  purgedAt: instant.describe('With the filter on: since when the till has held no customer data.'),
  fullSynchronizationWaits: z.boolean(),
  storageLostAt: instant.describe('When the till came back with an empty database.'),
  storageLostCount: count,
  undeliveredLost: count,
});

/** `GET /offline-databases` */
export const listOfflineDatabasesRoute = defineRoute({
  name: 'listOfflineDatabases',
  method: 'GET',
  path: '/offline-databases',
  summary: 'Register offline status',
  description: 'Every register that supports offline, as it stood at its last exchange.',
  access: ['administrator', 'application'],
  request: {},
  response: { 200: z.strictObject({ offlineDatabases: z.array(statusSchema) }) },
  errors: ['database_unreachable'],
  examples: {
    response: {
      offlineDatabases: [
        {
          registerId: 'HOUSTON-7',
          name: 'Houston 7',
          lastExchangeAt: '2030-01-02T03:04:05.000Z',
          mode: 'online',
          undelivered: 2,
          oldestRecordedAt: '2030-01-02T03:00:05.000Z',
          oldestAgeMs: 240_000,
          rejected: 0,
          changesBehind: 3,
          customers: 1_250,
          configurationVersion: 3,
          customerData: 'sent',
          purgedAt: null,
          fullSynchronizationWaits: false,
          storageLostAt: null,
          storageLostCount: 0,
          undeliveredLost: 0,
        },
      ],
    },
  },
});

/** Lists the registers of this scale unit. */
export const handleListOfflineDatabases = (channel: Channel): RouteWithHandler =>
  handle(listOfflineDatabasesRoute, async () => ({
    status: 200,
    body: { offlineDatabases: await registerOfflineStatus(channel) },
  }));
