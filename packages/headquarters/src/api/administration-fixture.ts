import { createBatchJobs } from '@counterfoil/batch/batch-jobs';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { bearerToken, callerOfAccessToken } from '@counterfoil/data-exchange/bearer-caller';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import type { Database } from '@counterfoil/database/database';
import { createTestDatabase } from '@counterfoil/database/testing';
import { createServer } from '@counterfoil/http/server';
import type { CrashPoints } from '@counterfoil/platform/crash-points';
import { silentLog } from '@counterfoil/platform/log';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';
import { systemSeams } from '@counterfoil/platform/seams';
import { headquartersMigrations, noWakeUps, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { publish1010 } from '../exchange/publish-1010.ts';
import { createRealTimeService } from '../conversion/real-time-service.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';
import { stageEntries } from '../conversion/staging-inbox.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { actionAuditOf } from '../workspace/action-audit.ts';
import { sessionCookie, sessionTokenOf } from '../workspace/session-cookie.ts';
import {
  callerOfSession,
  csrfHeader,
  findWorkspaceSession,
  openWorkspaceSession,
  type SignedInPerson,
} from '../workspace/workspace-sessions.ts';
import { administrationRoutes } from './routes.ts';

const systemOnes = systemSeams(silentLog);

/** A key for the secrets of tests. */
export const testSecretsKey = { bytes: Buffer.alloc(32, 7) };

/** A headquarters of the sample retailer with a real server, administrators and auditors. */
export interface AdministrationWorld {
  readonly headquarters: Headquarters;
  readonly database: Database;
  /** How often each wake-up was called. */
  readonly woken: { staged: number; changed: number; configured: number; settingsChanged: number };
  /** Called at every crash point of headquarters' transactions. */
  onCrashPoint: (point: string) => void;
  /** One call over the wire; `as` is the caller, none for no token. */
  call(method: string, path: string, options?: CallOptions): Promise<{ status: number; body: unknown }>;
  /** Where it listens, and the token of an administrator. */
  readonly address: string;
  readonly token: string;
  close(): Promise<void>;
}

/** What of a call differs from an administrator's in English. */
export interface CallOptions {
  readonly body?: unknown;
  readonly as?: 'administrator' | 'auditor' | 'application' | 'nobody' | 'stranger';
  readonly language?: string;
  /** Somebody who has signed in, in place of `as`. */
  readonly person?: SignedInPerson;
}

/** Opens a world of its own for one test. */
export async function openAdministrationWorld(): Promise<AdministrationWorld> {
  const hooks = { onCrashPoint: (_point: string): void => undefined };
  const crashPoints: CrashPoints = { reach: (point) => hooks.onCrashPoint(point) };
  const seams = { ...systemOnes, crashPoints };
  const { database, url: databaseUrl, drop } = await createTestDatabase(headquartersMigrations, { seams });
  await insertSampleSettings(database);
  const woken = { staged: 0, changed: 0, configured: 0, settingsChanged: 0 };
  const wakeUps = {
    ...noWakeUps,
    staged: () => void woken.staged++,
    changed: () => void woken.changed++,
    configured: () => void woken.configured++,
    settingsChanged: () => void woken.settingsChanged++,
  };
  const headquarters = await openHeadquarters({ database, seams, wakeUps });
  const jobs = [
    {
      name: 'synchronize-customers',
      title: { en: 'Synchronize customers', fr: 'Synchroniser les clients' },
      aliases: ['Synchronize customers and channel requests'],
      run: async () => ({ ...(await synchronizeCustomers(headquarters)) }),
    },
    {
      name: '1010',
      title: { en: 'Customers', fr: 'Clients' },
      aliases: [],
      run: async () => ({ ...(await publish1010(headquarters)) }),
    },
  ];
  const batchJobs = createBatchJobs({ database, databaseUrl, jobs, seams });
  const server = await createServer({
    name: 'Headquarters',
    version: '0.0.0',
    seams,
    authenticate: async ({ method, headers }) => {
      const token = bearerToken(headers.authorization);
      if (token !== null) return callerOfAccessToken(database, token);
      const sessionToken = sessionTokenOf({ headers });
      if (sessionToken === null) return null;
      const session = await findWorkspaceSession(database, sessionToken, seams.clock.now());
      return session && callerOfSession(session, { method, headers });
    },
    routes: administrationRoutes({
      headquarters,
      realTimeService: createRealTimeService(headquarters),
      batchJobs,
      secretsKey: testSecretsKey,
    }),
    audit: actionAuditOf(headquarters),
    limits: { requestsPerMinute: 'unlimited' },
    health: () => ({ status: 'ok' }),
    checkAnswers: true,
  });
  const address = await server.listen({ port: 0 });
  const tokens = await grantTokens(database);
  return Object.assign(hooks, {
    headquarters,
    database,
    woken,
    address,
    token: tokens.get('administrator') ?? '',
    async call(method: string, path: string, options: CallOptions = {}) {
      const { body, as = 'administrator', language = 'en' } = options;
      const token = as === 'nobody' || options.person ? undefined : (tokens.get(as) ?? 'made-up');
      const session = options.person && (await sessionHeaders(database, options.person));
      const response = await fetch(`${address}${path}`, {
        method,
        headers: {
          'accept-language': language,
          ...(token && { authorization: `Bearer ${token}` }),
          ...session,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
      return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text || undefined };
    },
    async close() {
      await server.close();
      await batchJobs.stop();
      await drop();
    },
  });
}

/** What the browser of somebody who has just signed in sends. */
async function sessionHeaders(database: Database, person: SignedInPerson): Promise<Record<string, string>> {
  const now = systemOnes.clock.now();
  const token = await openWorkspaceSession(database, person, now);
  const session = await findWorkspaceSession(database, token, now);
  return { cookie: `${sessionCookie}=${token}`, [csrfHeader]: session?.csrfToken ?? '' };
}

async function grantTokens(database: Database): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const role of ['administrator', 'auditor', 'application']) {
    const token = newAccessToken();
    await createAccessToken(database, { role, name: `the ${role}`, now: systemOnes.clock.now(), token });
    tokens.set(role, token);
  }
  return tokens;
}

/** What of a staged operation differs from the creation of an ordinary customer in Paris. */
export interface StagedExample {
  readonly kind?: 'create' | 'update';
  readonly customerId?: string;
  readonly follows?: string;
  readonly legalEntity?: string;
  readonly fields?: CustomerOperation['changes']['fields'];
}

/** An operation as a channel database records it. */
export function operationOf(example: StagedExample = {}): CustomerOperation {
  const { kind = 'create', customerId = systemOnes.ids.uuid(), follows = null, legalEntity = 'USRT' } = example;
  const { fields = {} } = example;
  const whole = {
    customerType: 'person',
    firstName: 'Lachlan',
    lastName: 'Berry',
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
  } as const;
  return {
    operationId: systemOnes.ids.uuid(),
    customerId,
    kind,
    origin: { legalEntity, channelId: 'PARIS', node: 'paris', terminalId: null, workerId: null },
    recordedAt: '2026-03-01T10:00:00.000Z',
    baseVersion: 0,
    follows,
    changes: { fields: kind === 'create' ? { ...whole, ...fields } : fields, addresses: [] },
  };
}

/** Stages operations as the P-job of Paris does. */
export async function stageOperations(
  { headquarters }: Pick<AdministrationWorld, 'headquarters'>,
  operations: readonly CustomerOperation[],
): Promise<void> {
  await headquarters.database.transaction('stage for a test', (tx) =>
    stageEntries(
      tx,
      operations.map((operation) => ({ operation, knownAccountNumber: null })),
      { channelDatabaseId: 'paris', now: systemOnes.clock.now(), plantedBugs: noPlantedBugs },
    ),
  );
}

/** What the audit page says of an operation. */
export async function fateOf({ database }: AdministrationWorld, operationId: string): Promise<Fate | undefined> {
  const rows = await database.query<Fate>(
    `SELECT status, last_known_error ->> 'code' AS code FROM staged_operations WHERE operation_id = $1`,
    [operationId],
  );
  return rows[0];
}

/** Status of an operation, and why it failed last. */
export interface Fate {
  readonly status: string;
  readonly code: string | null;
}

/** All account numbers that were issued, in order. */
export async function accountNumbersOf({ database }: AdministrationWorld): Promise<string[]> {
  const rows = await database.query<{ account_number: string }>(
    'SELECT account_number FROM customers ORDER BY account_number',
  );
  return rows.map((row) => row.account_number);
}
