import { fileURLToPath } from 'node:url';
import { createBatchJobs, type BatchJobs } from '@counterfoil/batch/batch-jobs';
import { presentRecurrence } from '@counterfoil/batch/job-status';
import { bearerToken, callerOfAccessToken } from '@counterfoil/data-exchange/bearer-caller';
import { databaseHealth, databaseOutage } from '@counterfoil/data-exchange/database-answers';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { reachingAtStart } from '@counterfoil/database/start-error';
import { migrate } from '@counterfoil/database/migrations';
import { administrationRoutes } from '@counterfoil/headquarters/api/routes';
import type { HeadquartersApi } from '@counterfoil/headquarters/api/headquarters-api';
import { getSession } from '@counterfoil/headquarters/api/session';
import { beginSignIn, finishSignIn } from '@counterfoil/headquarters/api/sign-in';
import { alertsJob, alertsJobName } from '@counterfoil/headquarters/alerts/alerts-job';
import { headquartersJobs } from '@counterfoil/headquarters/batch-jobs';
import { convertEverythingBatchJob } from '@counterfoil/headquarters/conversion/convert-everything';
import { duplicateCheckJob } from '@counterfoil/headquarters/customers/check-duplicates';
import { eventJobNames } from '@counterfoil/headquarters/events/event-jobs';
import { openReceivers } from '@counterfoil/headquarters/events/receiver';
import { openMailServer, type SmtpConfiguration } from '@counterfoil/headquarters/notifications/mail-server';
import { configurationJobs } from '@counterfoil/contracts/channel-configuration';
import { exchangeRoutes } from '@counterfoil/headquarters/exchange-api/routes';
import {
  headquartersMigrations,
  openHeadquarters,
  type Headquarters,
  type HeadquartersLimits,
  type HeadquartersWakeUps,
} from '@counterfoil/headquarters/headquarters';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { createRealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { publicKeyOf } from '@counterfoil/headquarters/exchange/registration';
import { rebuildHeadquartersSearchKeys } from '@counterfoil/headquarters/customers/search-customers';
import { openScaleUnitWakeUps, type ScaleUnitWakeUps } from '@counterfoil/headquarters/exchange/scale-unit-wake-ups';
import type { Caller, RouteWithHandler } from '@counterfoil/http/call';
import { isScaleUnitToken, verifyScaleUnitToken } from '@counterfoil/http/scale-unit-token';
import { createServer } from '@counterfoil/http/server';
import type { SealKey } from '@counterfoil/platform/seal';
import { coalesce } from '@counterfoil/platform/coalesce';
import type { Seams } from '@counterfoil/platform/seams';
import { actionAuditOf } from '@counterfoil/headquarters/workspace/action-audit';
import { sessionTokenOf } from '@counterfoil/headquarters/workspace/session-cookie';
import { tellsOfRoles } from '@counterfoil/headquarters/workspace/staff-claims';
import { openIdentityProvider } from '@counterfoil/http/sign-in/identity-provider';
import type { StaffSignInConfiguration } from '@counterfoil/headquarters/workspace/identity-provider-configuration';
import type { StaffSignIn } from '@counterfoil/headquarters/workspace/staff-sign-in';
import {
  callerOfSession,
  findWorkspaceSession,
  unattendedHeader,
} from '@counterfoil/headquarters/workspace/workspace-sessions';
import type { FastifyRequest } from 'fastify';
import { startOrClose } from '@counterfoil/platform/start-or-close';

/** A running headquarters. */
export interface RunningHeadquarters {
  readonly url: string;
  readonly headquarters: Headquarters;
  readonly batchJobs: BatchJobs;
  /** Refuses new requests, finishes what is under way, closes the database. */
  stop(): Promise<void>;
}

/** What a headquarters process is started with. */
export interface HeadquartersOptions {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly seams: Seams;
  /** Connections to the database, at most. */
  readonly poolSize: number;
  readonly requestsPerMinute: number | 'unlimited';
  /** Addresses of the proxies in front, separated by commas: what they say of the caller's address is believed. */
  readonly trustedProxies?: string | undefined;
  /** Recurrence of the jobs where none was chosen yet. */
  readonly firstRecurrence: string;
  readonly limits?: Partial<HeadquartersLimits>;
  /** Called on the migrated database before anything else, for sample settings. */
  readonly prepare?: (database: Database) => Promise<void>;
  /** Where e-mails are handed over; without it they wait. */
  readonly smtp?: SmtpConfiguration;
  /** Seals what has to be used again, the secrets of event subscriptions. */
  readonly secretsKey?: SealKey | null;
  /** Events may be sent into the own network as well. */
  readonly eventsAllowPrivateAddresses?: boolean;
  /** Beyond the product's own, for the demonstration. */
  readonly extraRoutes?: readonly RouteWithHandler[];
  /** Where the built workspace lies; the build of this repository unless told. */
  readonly applicationFolder?: string;
  /** The demonstration, with people of its own who sign in. */
  readonly isDemonstration?: boolean;
  /** How people sign in to the workspace; without it programs call by their tokens only. */
  readonly signIn?: StaffSignInConfiguration;
}

const version = '0.1.0';
const builtWorkspace = fileURLToPath(new URL('../../workspace/dist', import.meta.url));

/** Starts headquarters: database, jobs, then the door for requests. A start that fails leaves nothing running. */
export async function startHeadquarters(options: HeadquartersOptions): Promise<RunningHeadquarters> {
  return startOrClose((closing) => startParts(options, closing));
}

async function startParts(options: HeadquartersOptions, closing: AsyncDisposableStack): Promise<RunningHeadquarters> {
  const { seams } = options;
  const signIn = openSignIn(options);
  const database = await reachingAtStart({ of: 'headquarters', setting: 'COUNTERFOIL_HEADQUARTERS_DATABASE_URL' }, () =>
    connectDatabase({ url: options.databaseUrl, poolSize: options.poolSize, seams }),
  );
  closing.defer(() => database.close());
  await migrate(database, headquartersMigrations, seams);
  await options.prepare?.(database);
  const scaleUnits = await openScaleUnitWakeUps(database, seams);
  closing.defer(() => scaleUnits.close());
  const wakeUps = lateBoundWakeUps();
  const headquarters = await openHeadquarters({
    database,
    seams,
    wakeUps: wakeUps.first,
    ...(options.limits && { limits: options.limits }),
  });
  const rebuilding = new AbortController();
  const rebuilt = rebuildInBackground(headquarters, rebuilding.signal);
  closing.defer(async () => {
    rebuilding.abort();
    await rebuilt;
  });
  const realTimeService = createRealTimeService(headquarters);
  const secretsKey = options.secretsKey ?? null;
  const mailServer = options.smtp ? openMailServer(options.smtp) : null;
  closing.defer(() => mailServer?.close());
  const receivers = openReceivers({ allowPrivateAddresses: options.eventsAllowPrivateAddresses ?? false });
  closing.defer(() => receivers.close());
  const batchJobs: BatchJobs = createBatchJobs({
    database,
    databaseUrl: options.databaseUrl,
    seams,
    jobs: [
      ...headquartersJobs(headquarters, scaleUnits, { mailServer, events: { receivers, secretsKey } }),
      convertEverythingBatchJob((job, signal) => batchJobs.runNow(job, { wait: true, signal })),
      alertsJob(headquarters, { mailServer, listJobs: () => batchJobs.list() }),
    ],
    firstRecurrences: {
      'P-0001': options.firstRecurrence,
      'synchronize-customers': options.firstRecurrence,
      'synchronize-orders': options.firstRecurrence,
      [duplicateCheckJob]: options.firstRecurrence,
      ...Object.fromEntries([...configurationJobs, ...eventJobNames].map((job) => [job, options.firstRecurrence])),
      /* Features are scheduled by the day. */
      'feature-management': '0 * * * *',
      [alertsJobName]: '* * * * *',
    },
  });
  wakeUps.bind(wakeUpsOf(headquarters, batchJobs, scaleUnits));
  closing.defer(() => batchJobs.stop());
  await batchJobs.start();
  closing.defer(() => realTimeService.drain());
  const pJobRecurrence = async (): Promise<string> =>
    presentRecurrence((await batchJobs.list()).find((job) => job.name === 'P-0001') ?? { recurrence: 'off' });
  const api: HeadquartersApi = {
    headquarters,
    realTimeService,
    batchJobs,
    secretsKey,
    isDemonstration: options.isDemonstration ?? false,
    staffSignIn: signIn.staffSignIn,
  };
  const routes = [
    ...administrationRoutes(api),
    ...exchangeRoutes({ headquarters, realTimeService, scaleUnits, pJobRecurrence }),
    ...(options.extraRoutes ?? []),
  ];
  routes.push(
    beginSignIn(api),
    finishSignIn(api),
    getSession(api, () => routes.map(({ route }) => route)),
  );
  const server = await createServer({
    name: 'Counterfoil headquarters',
    version,
    description: 'Customer master, Real-time Service, exchange and administration.',
    seams,
    authenticate: (request) => authenticate(database, seams, request),
    routes,
    audit: actionAuditOf(headquarters),
    application: {
      path: '/workspace/',
      folder: options.applicationFolder ?? builtWorkspace,
      notBuilt: 'workspace_not_built',
    },
    limits: { requestsPerMinute: options.requestsPerMinute },
    ...(options.trustedProxies !== undefined && { trustProxy: options.trustedProxies }),
    health: () => databaseHealth(database),
    codedErrorOf: databaseOutage,
  });
  closing.defer(() => server.close());
  const url = await server.listen({ host: options.host, port: options.port });
  signIn.listensAt(url);
  return { url, headquarters, batchJobs, stop: () => closing.disposeAsync() };
}

/** The way in of people, which leads back to where headquarters listens unless a public address is configured. */
function openSignIn({ signIn, seams }: HeadquartersOptions): {
  readonly staffSignIn: StaffSignIn | null;
  listensAt(url: string): void;
} {
  let listening = '';
  if (!signIn) return { staffSignIn: null, listensAt: () => undefined };
  const publicUrl = signIn.publicUrl?.replace(/\/+$/u, '');
  return {
    staffSignIn: {
      identityProvider: openIdentityProvider(signIn, seams, (claims) => tellsOfRoles(claims, signIn.identityProvider)),
      claimNames: signIn.identityProvider,
      publicUrl: () => publicUrl ?? listening,
    },
    listensAt: (url) => {
      listening = url;
    },
  };
}

/** After a new release customers may need other search keys; they are found by their present ones meanwhile. */
async function rebuildInBackground(headquarters: Headquarters, signal: AbortSignal): Promise<void> {
  try {
    const customers = await rebuildHeadquartersSearchKeys(headquarters, signal);
    if (customers > 0) headquarters.seams.log.info({ customers }, 'search keys were made again');
  } catch (error) {
    headquarters.seams.log.error({ error: String(error) }, 'search keys are made again at the next start');
  }
}

/** Wake-ups that the jobs receive which in turn need headquarters: bound once both are there. */
function lateBoundWakeUps(): { first: HeadquartersWakeUps; bind(wakeUps: HeadquartersWakeUps): void } {
  let bound: HeadquartersWakeUps | null = null;
  return {
    first: {
      staged: () => bound?.staged(),
      changed: () => bound?.changed(),
      changedInRealTime: () => bound?.changedInRealTime(),
      published: (channelDatabaseId) => bound?.published(channelDatabaseId),
      configured: () => bound?.configured(),
      settingsChanged: () => bound?.settingsChanged(),
      configurationPublished: (channelDatabaseId) => bound?.configurationPublished(channelDatabaseId),
      uploadWanted: (channelDatabaseId) => bound?.uploadWanted(channelDatabaseId),
    },
    bind: (wakeUps) => {
      bound = wakeUps;
    },
  };
}

function wakeUpsOf(
  headquarters: Headquarters,
  batchJobs: BatchJobs,
  scaleUnits: ScaleUnitWakeUps,
): HeadquartersWakeUps {
  const { log } = headquarters.seams;
  const push = coalesce(
    async () => void (await publish1010(headquarters)),
    (error) => log.warn({ error: String(error) }, 'changes were not pushed; 1010 brings them'),
  );
  return {
    staged: () => {
      batchJobs.wake('synchronize-customers');
      batchJobs.wake('synchronize-orders');
    },
    changed: () => {
      batchJobs.wake('1010');
      batchJobs.wake(duplicateCheckJob);
    },
    changedInRealTime: push,
    published: (channelDatabaseId) => scaleUnits.wake(channelDatabaseId, { kind: 'download' }),
    configured: () => {
      for (const channelDatabaseId of scaleUnits.connected())
        scaleUnits.wake(channelDatabaseId, { kind: 'configuration' });
    },
    settingsChanged: () => configurationJobs.forEach((job) => batchJobs.wake(job)),
    configurationPublished: (channelDatabaseId) => scaleUnits.wake(channelDatabaseId, { kind: 'configuration' }),
    uploadWanted: (channelDatabaseId) =>
      scaleUnits.wake(channelDatabaseId, { kind: 'upload', runId: headquarters.seams.ids.uuid() }),
  };
}

/** A program or a scale unit by its bearer token, a person by the cookie of their session. */
async function authenticate(database: Database, seams: Seams, request: FastifyRequest): Promise<Caller | null> {
  const token = bearerToken(request.headers.authorization);
  if (token === null) return signedInCaller(database, seams, request);
  if (!isScaleUnitToken(token)) return callerOfAccessToken(database, token);
  const channelDatabaseId = await verifyScaleUnitToken(token, (id) => publicKeyOf(database, id), seams.clock);
  return { roles: ['scaleUnit'], subject: channelDatabaseId, scope: { channelDatabaseId } };
}

async function signedInCaller(database: Database, seams: Seams, request: FastifyRequest): Promise<Caller | null> {
  const token = sessionTokenOf(request);
  if (token === null) return null;
  /* A stream connects again by itself, and a browser lets it bring no header. */
  const isStream = request.routeOptions.config.route?.response[200] === 'events';
  const isUsed = !isStream && request.headers[unattendedHeader] === undefined;
  const session = await findWorkspaceSession(database, token, seams.clock.now(), isUsed);
  return session === null ? null : callerOfSession(session, request);
}
