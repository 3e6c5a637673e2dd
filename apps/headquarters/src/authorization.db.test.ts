import { createBatchJobs } from '@counterfoil/batch/batch-jobs';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { administrationRoutes } from '@counterfoil/headquarters/api/routes';
import { headquartersJobs } from '@counterfoil/headquarters/batch-jobs';
import { exchangeRoutes } from '@counterfoil/headquarters/exchange-api/routes';
import { headquartersMigrations, openHeadquarters } from '@counterfoil/headquarters/headquarters';
import { createRealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { openScaleUnitWakeUps, type ScaleUnitWakeUps } from '@counterfoil/headquarters/exchange/scale-unit-wake-ups';
import { authorizationMatrix } from '@counterfoil/http/access';
import type { RouteWithHandler } from '@counterfoil/http/call';
import { roles, type Role } from '@counterfoil/http/route';
import { createServer, type Server } from '@counterfoil/http/server';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What each role may call at headquarters; a new route has to be put here on purpose. */
const allowedRoles: Record<string, readonly Role[]> = {
  registerScaleUnit: ['anonymous', 'scaleUnit'],
  /* Whole customers in bulk, and where other systems are told of them. */
  exportCustomers: ['administrator'],
  listImportFields: ['administrator'],
  listEventSubscriptions: ['administrator'],
};
const exchangeNames = new Set<string>();

describe('R15: no caller does what its role does not allow', () => {
  const seams = systemSeams(silentLog);
  let test: TestDatabase;
  let scaleUnits: ScaleUnitWakeUps;
  let server: Server;
  let url: string;
  let routes: RouteWithHandler[];

  beforeAll(async () => {
    test = await createTestDatabase(headquartersMigrations);
    const headquarters = await openHeadquarters({ database: test.database, seams });
    scaleUnits = await openScaleUnitWakeUps(test.database, seams);
    const realTimeService = createRealTimeService(headquarters);
    const batchJobs = createBatchJobs({
      database: test.database,
      databaseUrl: test.url,
      seams,
      jobs: headquartersJobs(headquarters, scaleUnits),
    });
    const exchange = exchangeRoutes({ headquarters, realTimeService, scaleUnits, pJobRecurrence: async () => 'off' });
    for (const { route } of exchange) exchangeNames.add(route.name);
    routes = [...administrationRoutes({ headquarters, realTimeService, batchJobs }), ...exchange];
    server = await createServer({
      name: 'matrix',
      version: '0',
      seams,
      authenticate: async ({ headers }) => {
        const role = roles.find((candidate) => candidate === headers['x-role']);
        return role && role !== 'anonymous' ? { roles: [role], subject: role, scope: {} } : null;
      },
      routes,
      limits: { requestsPerMinute: 'unlimited' },
      health: () => ({ status: 'ok' }),
    });
    url = await server.listen({ port: 0 });
  });

  afterAll(async () => {
    await server.close();
    await scaleUnits.close();
    await test.drop();
  });

  it('every route × every role answers 401 or 403 exactly where the declaration denies', async () => {
    const cells = authorizationMatrix(routes.map(({ route }) => route));
    const wrong: string[] = [];
    for (const { route, method, path, role, allowed } of cells) {
      /* A body that no route takes: whoever is let in is refused for it, and nothing is done. */
      const concrete = path.replaceAll(/:\w+/gu, '!');
      const answer = await fetch(`${url}${concrete}`, {
        method,
        headers: { 'x-role': role, 'content-type': 'text/plain' },
        ...(method !== 'GET' && { body: 'nothing' }),
        signal: AbortSignal.timeout(5_000),
      });
      const denied = answer.status === (role === 'anonymous' ? 401 : 403);
      await answer.body?.cancel();
      /* A scale unit without a channel database is turned away inside the route as well. */
      const scopeless = role === 'scaleUnit' && allowed && answer.status === 403;
      if (denied === allowed && !scopeless) wrong.push(`${role} ${method} ${route}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect(cells.length).toBe(routes.length * roles.length);
    expect(cells.length).toBeGreaterThan(200);
  });

  it('only scale units exchange, and only administrators and auditors administer', () => {
    for (const { route } of routes) {
      const administered: readonly Role[] = route.method === 'GET' ? ['administrator', 'auditor'] : ['administrator'];
      const expected = allowedRoles[route.name] ?? (exchangeNames.has(route.name) ? ['scaleUnit'] : administered);
      expect({ route: route.name, access: route.access }).toEqual({ route: route.name, access: expected });
    }
  });
});
