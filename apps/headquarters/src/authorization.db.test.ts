import { createBatchJobs } from '@counterfoil/batch/batch-jobs';
import { staffRoles, type StaffRole } from '@counterfoil/contracts/administration/session';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { administrationRoutes } from '@counterfoil/headquarters/api/routes';
import { headquartersJobs } from '@counterfoil/headquarters/batch-jobs';
import { exchangeRoutes } from '@counterfoil/headquarters/exchange-api/routes';
import { headquartersMigrations, openHeadquarters } from '@counterfoil/headquarters/headquarters';
import { createRealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { openScaleUnitWakeUps, type ScaleUnitWakeUps } from '@counterfoil/headquarters/exchange/scale-unit-wake-ups';
import { sessionCookie } from '@counterfoil/headquarters/workspace/session-cookie';
import {
  csrfHeader,
  findWorkspaceSession,
  openWorkspaceSession,
} from '@counterfoil/headquarters/workspace/workspace-sessions';
import { authorizationMatrix, isAllowed, type AccessCell } from '@counterfoil/http/access';
import type { RouteWithHandler } from '@counterfoil/http/call';
import { roles, type Role } from '@counterfoil/http/route';
import { createServer, type Server } from '@counterfoil/http/server';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedRoles, rolesOfSettingRoute } from './allowed-roles-fixture.ts';
import { startHeadquarters, type RunningHeadquarters } from './start-headquarters.ts';

const exchangeNames = new Set<string>();

describe('R15: no caller does what its role does not allow', () => {
  const seams = systemSeams(silentLog);
  let test: TestDatabase;
  let scaleUnits: ScaleUnitWakeUps;
  let server: Server;
  let url: string;
  let routes: RouteWithHandler[];
  /** The real server, to which people come with the cookie of their session. */
  let running: RunningHeadquarters;
  let sessions: ReadonlyMap<StaffRole, { readonly cookie: string; readonly csrfToken: string }>;

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
    running = await startHeadquarters({
      databaseUrl: test.url,
      host: '127.0.0.1',
      port: 0,
      seams,
      poolSize: 4,
      requestsPerMinute: 'unlimited',
      firstRecurrence: 'off',
    });
    sessions = new Map(await Promise.all(staffRoles.map(async (role) => [role, await signedInAs(role)] as const)));
  });

  afterAll(async () => {
    await running.stop();
    await server.close();
    await scaleUnits.close();
    await test.drop();
  });

  async function signedInAs(role: StaffRole): Promise<{ cookie: string; csrfToken: string }> {
    const channelIds = role === 'storeManager' ? ['HOUSTON'] : [];
    const person = { subject: role, name: role, roles: [role], channelIds };
    const token = await openWorkspaceSession(test.database, person, seams.clock.now());
    const session = await findWorkspaceSession(test.database, token, seams.clock.now());
    return { cookie: `${sessionCookie}=${token}`, csrfToken: session?.csrfToken ?? '' };
  }

  /** Status and code of a call with a body that no route takes: whoever is let in is refused for it, and nothing is done. */
  async function attempt(
    origin: string,
    { method, path }: { readonly method: string; readonly path: string },
    headers: Readonly<Record<string, string>>,
  ): Promise<{ status: number; code: string | undefined }> {
    const answer = await fetch(`${origin}${path.replaceAll(/:\w+/gu, '!')}`, {
      method,
      headers: { ...headers, 'content-type': 'text/plain' },
      ...(method !== 'GET' && { body: 'nothing' }),
      signal: AbortSignal.timeout(5_000),
    });
    const isJson = answer.headers.get('content-type')?.includes('application/json') === true && answer.status >= 400;
    const code = isJson ? ((await answer.json()) as { error: { code: string } }).error.code : undefined;
    if (!isJson) await answer.body?.cancel();
    return { status: answer.status, code };
  }

  it('every route × every role answers 401 or 403 exactly where the declaration denies', async () => {
    const cells = authorizationMatrix(routes.map(({ route }) => route));
    const wrong: string[] = [];
    const look = async ({ route, method, path, role, allowed }: AccessCell): Promise<void> => {
      const { status } = await attempt(url, { method, path }, { 'x-role': role });
      const denied = status === (role === 'anonymous' ? 401 : 403);
      /* A scale unit without a channel database is turned away inside the route as well. */
      const scopeless = role === 'scaleUnit' && allowed && status === 403;
      if (denied === allowed && !scopeless) wrong.push(`${role} ${method} ${route}: ${status}`);
    };
    for (const { route } of routes) await Promise.all(cells.filter((cell) => cell.route === route.name).map(look));
    expect(wrong).toEqual([]);
    expect(cells.length).toBe(routes.length * roles.length);
    expect(cells.length).toBeGreaterThan(200);
  });

  it('the session of a person opens exactly the routes of their role', async () => {
    const wrong: string[] = [];
    for (const { route } of routes.filter(({ route: { name } }) => name !== 'signOut')) {
      const look = async (role: StaffRole): Promise<void> => {
        const { cookie, csrfToken } = sessions.get(role) ?? { cookie: '', csrfToken: '' };
        const { status } = await attempt(running.url, route, { cookie, [csrfHeader]: csrfToken });
        if ((status === 403) === isAllowed(route, role)) wrong.push(`${role} ${route.method} ${route.name}: ${status}`);
      };
      await Promise.all(staffRoles.map(look));
    }
    expect(wrong).toEqual([]);
  });

  it('the cookie alone changes nothing: every call but GET repeats the token of the session', async () => {
    const wrong: string[] = [];
    const { cookie, csrfToken } = sessions.get('administrator') ?? { cookie: '', csrfToken: '' };
    const changing = routes.filter(({ route }) => route.method !== 'GET' && isAllowed(route, 'administrator'));
    for (const { route } of changing) {
      for (const headers of [{ cookie }, { cookie, [csrfHeader]: `${csrfToken}x` }]) {
        const { status, code } = await attempt(running.url, route, headers);
        if (status !== 403 || code !== 'csrf_token_wrong') wrong.push(`${route.method} ${route.name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(changing.length).toBeGreaterThan(50);
  });

  it('who may call a route was decided for each on purpose; only scale units exchange', () => {
    const expectedOf = ({ name, path, method }: RouteWithHandler['route']): readonly Role[] | undefined =>
      allowedRoles[name] ?? (exchangeNames.has(name) ? ['scaleUnit'] : rolesOfSettingRoute(path, method));
    const told = routes.map(({ route }) => ({ route: route.name, access: route.access }));
    expect(told).toEqual(routes.map(({ route }) => ({ route: route.name, access: expectedOf(route) })));
    const known = new Set(routes.map(({ route }) => route.name));
    expect(Object.keys(allowedRoles).filter((name) => !known.has(name))).toEqual([]);
  });
});
