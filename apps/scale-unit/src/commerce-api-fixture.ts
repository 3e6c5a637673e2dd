import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { channelMigrations, openChannel, type Channel, type ChannelLimits } from '@counterfoil/channel/channel';
import { directJobs } from '@counterfoil/channel/commerce-api/channel-jobs';
import { commerceRoutes } from '@counterfoil/channel/commerce-api/routes';
import { authenticateCaller } from '@counterfoil/channel/devices/authenticate-caller';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import type { HeadquartersConnection } from '@counterfoil/channel/exchange/headquarters-connection';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { openIdTokenVerifier } from '@counterfoil/channel/shoppers/verify-id-token';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import { refuse } from '@counterfoil/contracts/refusal';
import { shopperSessionPrefix } from '@counterfoil/contracts/shopper';
import { createTestDatabase } from '@counterfoil/database/testing';
import { agreeWithScaleUnit } from '@counterfoil/headquarters/exchange/agree-with-scale-unit';
import { channelConfigurationFor } from '@counterfoil/headquarters/configuration/channel-configuration';
import { activateDevice } from '@counterfoil/headquarters/devices/activate-device';
import { nextDownload, reportDownload } from '@counterfoil/headquarters/exchange/download-sessions';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '@counterfoil/headquarters/headquarters';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { createRealTimeService, type RealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { createOrderInRealTime } from '@counterfoil/headquarters/orders/order-in-real-time';
import { readForScaleUnit } from '@counterfoil/headquarters/conversion/read-for-scale-unit';
import { receiveTransactions } from '@counterfoil/headquarters/orders/receive-transactions';
import { receiveUpload } from '@counterfoil/headquarters/exchange/receive-upload';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { searchForScaleUnit } from '@counterfoil/headquarters/customers/search-customers';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import { CommunicationException } from '@counterfoil/http/client';
import { roles, type Role } from '@counterfoil/http/route';
import { createServer, type Server } from '@counterfoil/http/server';
import type { ProviderConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { systemClock } from '@counterfoil/platform/clock';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';

/** What the line between a scale unit and headquarters does with a call of the Real-time Service. */
export type LineState = 'up' | 'cutBefore' | 'replyLost' | 'down';

/** Where the line and the scale units' clock are changed by a test. */
export interface Circumstances {
  line: LineState;
  /** The Real-time Service answers only after it. */
  answerAfter: Promise<void>;
  /** Added to the scale units' monotonic clock. */
  passedMs: number;
  /** Added to the scale units' calendar clock. */
  aheadMs: number;
}

/** What a call of the Commerce API is made with. */
export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly rawBody?: string;
  readonly role?: Role | null;
  /** Instead of the role: the session of a shopper. */
  readonly sessionToken?: string | undefined;
  readonly language?: string;
  readonly idempotencyKey?: string;
}

/** An answer of the Commerce API: the body of whichever route, of an operation, or of an error. */
export interface ApiAnswer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

/** What creations and edits are answered. */
export interface OperationBody {
  readonly customer: ShownCustomer;
  readonly operationId: string;
  readonly way: string;
  readonly replayed: boolean;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** A scale unit with its Commerce API. */
export interface ScaleUnit {
  readonly channel: Channel;
  call<Body = OperationBody>(method: string, path: string, options?: CallOptions): Promise<ApiAnswer<Body>>;
  /** Answers below 500 only: the body of an error. */
  refused(method: string, path: string, options?: CallOptions): Promise<ApiAnswer<ErrorBody>>;
  /** Opens the Commerce API for real connections; its address. */
  listen(): Promise<string>;
  /** Operations and customers in the channel database. */
  recorded(): Promise<{ operations: number; customers: number }>;
}

/** Headquarters with a synchronous store (Houston) and an asynchronous one (Paris) in one process. */
export interface World {
  readonly headquarters: Headquarters;
  readonly houston: ScaleUnit;
  readonly paris: ScaleUnit;
  readonly circumstances: Circumstances;
  /** The customers at headquarters whose name holds `name`, folded. */
  atHeadquarters(name: string): Promise<Customer[]>;
  runTheThreeJobs(): Promise<void>;
  close(): Promise<void>;
}

/** A made-up person for the tests. */
export const imogen = {
  customerType: 'person',
  firstName: 'Imogen',
  lastName: 'Fictitious',
  email: 'imogen@example.com',
  phone: '(713) 555-0147',
  addresses: [
    { countryRegion: 'US', street: 'Invented Avenue', streetNumber: '12', city: 'Houston', zipCode: '77002' },
  ],
};

/** Boots the world on databases of its own; shoppers sign in where `shopperSignIn` says. */
export async function openWorld(
  limits: Partial<ChannelLimits> = {},
  shopperSignIn?: ProviderConfiguration,
): Promise<World> {
  const { database, drop } = await createTestDatabase(headquartersMigrations);
  await insertSampleSettings(database);
  await switchOnFeatures(database);
  const headquarters = await openHeadquarters({ database, seams: systemSeams(silentLog) });
  const realTimeService = createRealTimeService(headquarters);
  const circumstances: Circumstances = { line: 'up', answerAfter: Promise.resolve(), passedMs: 0, aheadMs: 0 };
  const open = (id: string): Promise<ScaleUnit & { close(): Promise<void> }> =>
    openScaleUnit({
      channelDatabaseId: id,
      limits,
      circumstances,
      headquarters: connect(headquarters, realTimeService, circumstances, id),
      shopperSignIn,
    });
  const houston = await open('houston');
  const paris = await open('paris');
  return {
    headquarters,
    houston,
    paris,
    circumstances,
    atHeadquarters: (name) => customersNamed(headquarters, name),
    async runTheThreeJobs() {
      for (const { channel } of [paris, houston]) await runPJob(channel);
      await synchronizeCustomers(headquarters);
      await publish1010(headquarters);
      for (const { channel } of [paris, houston]) await downloadAvailable(channel);
    },
    async close() {
      for (const node of [houston, paris]) await node.close();
      await drop();
    },
  };
}

async function customersNamed(headquarters: Headquarters, name: string): Promise<Customer[]> {
  const rows = await headquarters.database.query<{ document: Customer }>(
    'SELECT document FROM customers WHERE name_key LIKE $1 ORDER BY account_number',
    [`%${name.toLowerCase()}%`],
  );
  return rows.map((row) => row.document);
}

function connect(
  headquarters: Headquarters,
  realTimeService: RealTimeService,
  circumstances: Circumstances,
  id: string,
): HeadquartersConnection {
  const cut = (): CommunicationException => new CommunicationException('no answer (ECONNRESET)', null);
  const checkLine = (): void => {
    if (circumstances.line === 'down') throw cut();
  };
  const overLine = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    checkLine();
    if (circumstances.line === 'cutBefore') throw cut();
    const result = await work();
    await circumstances.answerAfter;
    if (circumstances.line === 'replyLost') throw cut();
    return result;
  };
  const whenUp = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    checkLine();
    return work();
  };
  return {
    agree: (request) => whenUp(() => agreeWithScaleUnit(headquarters, id, request)),
    configuration: () => whenUp(() => channelConfigurationFor(headquarters, id, 'off')),
    upload: (bytes) => whenUp(() => receiveUpload(headquarters, id, bytes)),
    nextDownload: () =>
      whenUp(async () => {
        const download = await nextDownload(headquarters, id);
        return download && { downloadSessionId: download.downloadSessionId, bytes: download.body };
      }),
    reportDownload: (session, report) => whenUp(() => reportDownload(headquarters, id, session, report)),
    applyInRealTime: (operation, epochId) =>
      overLine(async () => {
        if (headquarters.epoch.epochId !== epochId) throw refuse('epoch_foreign');
        return realTimeService.apply(operation);
      }),
    readInRealTime: (reading) => overLine(() => readForScaleUnit(headquarters, reading)),
    uploadTransactions: (batch) => whenUp(() => receiveTransactions(headquarters, id, batch)),
    createOrderInRealTime: (transaction) => overLine(() => createOrderInRealTime(headquarters, id, transaction)),
    activateDevice: (activation) => overLine(() => activateDevice(headquarters, id, activation)),
    searchInRealTime: (search) => overLine(() => searchForScaleUnit(headquarters, id, search)),
  };
}

async function openScaleUnit(made: {
  channelDatabaseId: string;
  limits: Partial<ChannelLimits>;
  circumstances: Circumstances;
  headquarters: HeadquartersConnection;
  shopperSignIn: ProviderConfiguration | undefined;
}): Promise<ScaleUnit & { close(): Promise<void> }> {
  const { channelDatabaseId, limits, circumstances, headquarters, shopperSignIn } = made;
  const { database, drop } = await createTestDatabase(channelMigrations);
  const clock = {
    ...systemClock,
    now: () => new Date(systemClock.now().getTime() + circumstances.aheadMs),
    monotonicMs: () => systemClock.monotonicMs() + circumstances.passedMs,
  };
  const seams = { ...systemSeams(silentLog), clock };
  const channel = await openChannel({ channelDatabaseId, database, seams, headquarters, limits });
  await agreeWithHeadquarters(channel);
  await refreshConfiguration(channel);
  const server = await createServer({
    name: 'Commerce API',
    version: '1.0.0',
    seams,
    authenticate: async (request) => {
      const { authorization } = request.headers;
      if (authorization?.includes(shopperSessionPrefix)) return authenticateCaller(channel, request);
      const role = roles.find((candidate) => authorization === `Bearer ${candidate}`);
      return role ? { roles: [role], subject: role, scope: {} } : null;
    },
    routes: commerceRoutes(channel, directJobs(channel), shopperSignIn && openIdTokenVerifier(shopperSignIn, seams)),
    limits: { requestsPerMinute: 'unlimited' },
    health: () => ({ status: 'ok' }),
    checkAnswers: true,
  });
  const call = callOf(server);
  return {
    channel,
    call,
    refused: (method, path, options) => call<ErrorBody>(method, path, options),
    listen: () => server.listen({ port: 0 }),
    recorded: () => countRecorded(channel),
    async close() {
      await server.close();
      await Promise.all(channel.inRealTime.values());
      await drop();
    },
  };
}

function callOf(server: Server): ScaleUnit['call'] {
  return async <Body>(method: string, path: string, options: CallOptions = {}): Promise<ApiAnswer<Body>> => {
    const { body, rawBody, role = 'application', sessionToken, language, idempotencyKey } = options;
    const token = sessionToken ?? role;
    const text = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await server.app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(language && { 'accept-language': language }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        ...(text !== undefined && { 'content-type': 'application/json' }),
      },
      ...(text === undefined ? {} : { payload: text }),
    });
    return { status: answer.statusCode, body: (answer.body === '' ? undefined : answer.json()) as Body };
  };
}

async function countRecorded(channel: Channel): Promise<{ operations: number; customers: number }> {
  const [row] = await channel.database.query<{ operations: number; customers: number }>(
    `SELECT (SELECT count(*)::integer FROM customer_operations) AS operations,
       (SELECT count(*)::integer FROM customers) AS customers`,
  );
  if (!row) throw new Error('a count without a row');
  return row;
}
