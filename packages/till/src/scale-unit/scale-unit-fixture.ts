import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rebuildView } from '@counterfoil/customer/rebuild-view';
import { accountLabel, displayName } from '@counterfoil/customer/display';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { deviceProofSchema, type DevicePublicKey, type DeviceProof } from '@counterfoil/contracts/devices';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { protocolVersion } from '@counterfoil/contracts/exchange';
import {
  beforeFirstCustomerId,
  offlineExchangeRequestSchema,
  type OfflineCursor,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import { CodedError, errorBody, refuse } from '@counterfoil/contracts/refusal';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { systemIds } from '@counterfoil/platform/identifiers';

/** What a test does with the scale unit of the fixture. */
export interface ScaleUnitFixture {
  readonly url: string;
  configuration: ChannelConfiguration;
  /** Whether creations are decided as soon as they have arrived, as in synchronous mode. */
  decidesAtOnce: boolean;
  customerData: OfflineExchangeResponse['customerData'];
  readonly customers: ReadonlyMap<string, Customer>;
  readonly transactions: ReadonlyMap<string, RetailTransaction>;
  /** Paths of the calls that came, without identifiers. */
  readonly calls: readonly string[];
  isRevoked: boolean;
  /** Every call is answered like this until it is null again. */
  fault: 'outage' | null;
  /** Connections that tills have opened. */
  readonly connectionCount: () => number;
  /** Ends the device's connection: the next proof is refused. */
  endConnection(): void;
  /** Headquarters decides all that waits, and the tills are woken. */
  decide(): void;
  /** Stops answering at all; `start` answers again under the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const activationCode = 'AAAA-BBBB-CCCC-DDDD';
export const knownPin = '2468';

interface World {
  readonly register: string;
  readonly session: string;
  readonly epochId: string;
  signingKey: DevicePublicKey | null;
  challenge: string;
  connectionId: string;
  connections: number;
  usedSequences: Set<number>;
  acknowledged: Map<string, number>;
  log: string[];
  undecided: CustomerOperation[];
  operations: Map<string, CustomerOperation>;
  decided: Map<string, string>;
  numbers: number;
  streams: Set<ServerResponse>;
}

/** A scale unit in memory that speaks the contracts over real HTTP: for tests of the till by itself. */
export async function startScaleUnitFixture(configuration: ChannelConfiguration): Promise<ScaleUnitFixture> {
  const world = newWorld(configuration.registers[0]?.registerId ?? '');
  const customers = new Map<string, Customer>();
  const transactions = new Map<string, RetailTransaction>();
  const calls: string[] = [];
  let server: Server | null = null;
  let port = 0;

  const fixture: ScaleUnitFixture = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    configuration,
    decidesAtOnce: true,
    customerData: 'sent',
    customers,
    transactions,
    calls,
    isRevoked: false,
    fault: null,
    connectionCount: () => world.connections,
    endConnection() {
      world.connectionId = '';
    },
    decide() {
      for (const operation of world.undecided.splice(0)) decide(world, customers, operation);
      wake(world);
    },
    async stop() {
      for (const stream of world.streams) stream.destroy();
      server?.closeAllConnections();
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
      server = null;
    },
    async start() {
      const started = createServer((request, response) => {
        void answer({ fixture, world, customers, transactions, calls }, request, response);
      });
      await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
      port = (started.address() as AddressInfo).port;
      server = started;
    },
  };
  await fixture.start();
  return fixture;
}

function newWorld(register: string): World {
  return {
    register,
    session: systemIds.uuid(),
    epochId: systemIds.uuid(),
    signingKey: null,
    challenge: '',
    connectionId: '',
    connections: 0,
    usedSequences: new Set(),
    acknowledged: new Map(),
    log: [],
    undecided: [],
    operations: new Map(),
    decided: new Map(),
    numbers: 0,
    streams: new Set(),
  };
}

interface Answering {
  readonly fixture: ScaleUnitFixture;
  readonly world: World;
  readonly customers: Map<string, Customer>;
  readonly transactions: Map<string, RetailTransaction>;
  readonly calls: string[];
}

async function answer(answering: Answering, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await bodyOf(request);
    const { fixture, calls } = answering;
    calls.push(`${request.method} ${(request.url ?? '').replaceAll(/[0-9a-f-]{36}/gu, ':id')}`);
    if (fixture.fault === 'outage') return send(response, 503, { error: { code: 'database_unreachable' } });
    const answered = await routed(answering, request, body, response);
    if (answered !== 'streams') send(response, 200, answered);
  } catch (error) {
    if (error instanceof CodedError) send(response, errorRegister[error.code].httpStatus, errorBody(error, 'en'));
    else send(response, 500, { error: { code: 'internal_error', message: String(error) } });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function routed(
  answering: Answering,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<unknown> {
  const { fixture, world } = answering;
  const call = `${request.method} ${request.url}`;
  const json = (): Record<string, string> => JSON.parse(body) as Record<string, string>;
  if (call === 'GET /health') return { status: 'ok' };
  if (call === 'POST /devices') return activate(world, JSON.parse(body) as ActivationBody);
  if (fixture.isRevoked) throw refuse('device_revoked');
  if (call === 'POST /device-challenges') return { challenge: (world.challenge = systemIds.uuid()) };
  if (call === 'POST /device-connections') return connect(world, json());
  await requireProof(world, request, body);
  if (call === 'POST /worker-sessions') return signIn(answering, json());
  const offline = `/offline-databases/${world.register}`;
  if (call === `POST ${offline}/exchange`) return exchange(answering, offlineExchangeRequestSchema.parse(json()));
  if (call === `GET ${offline}/wake-ups`) return stream(world, response);
  if (call === `GET ${offline}/snapshot`) throw refuse('offline_database_not_ready');
  if (request.headers['worker-session'] !== world.session) throw refuse('worker_session_ended');
  return asWorker(answering, request, body);
}

interface ActivationBody {
  readonly activationCode: string;
  readonly signingKey: DevicePublicKey;
}

function activate(world: World, { activationCode: given, signingKey }: ActivationBody): object {
  if (given !== activationCode) throw refuse('activation_code_invalid');
  world.signingKey = signingKey;
  return { deviceId: systemIds.uuid(), registerId: world.register, recoveryKey: 'a.b.c.d.e', lastReported: null };
}

async function connect(world: World, { signedChallenge = '' }: Record<string, string>): Promise<object> {
  const { challenge } = (await verified(world, signedChallenge)) as { challenge: string };
  if (challenge !== world.challenge) throw refuse('device_proof_invalid');
  world.connectionId = systemIds.uuid();
  world.connections++;
  world.usedSequences = new Set();
  return { connectionId: world.connectionId };
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

async function verified(world: World, jws: string): Promise<unknown> {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  if (!world.signingKey) throw refuse('device_unknown');
  const key = await crypto.subtle.importKey('jwk', world.signingKey, ecdsa, false, ['verify']);
  const signed = Buffer.from(`${header}.${payload}`);
  const isSigned = await crypto.subtle.verify(ecdsa, key, Buffer.from(signature, 'base64url'), signed);
  if (!isSigned) throw refuse('device_proof_invalid');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

async function requireProof(world: World, request: IncomingMessage, body: string): Promise<void> {
  const proof: DeviceProof = deviceProofSchema.parse(await verified(world, String(request.headers['device-proof'])));
  if (proof.connectionId !== world.connectionId) throw refuse('device_connection_ended');
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(body))).toString('base64url');
  const isOfCall = proof.method === request.method && proof.path === request.url && proof.bodyHash === hash;
  if (!isOfCall) throw refuse('device_proof_invalid');
  if (world.usedSequences.has(proof.sequence)) throw refuse('device_proof_replayed');
  world.usedSequences.add(proof.sequence);
}

function signIn({ fixture, world }: Answering, { workerId, pin }: Record<string, string>): object {
  const worker = fixture.configuration.workers.find((candidate) => candidate.workerId === workerId);
  if (!worker || pin !== knownPin) throw refuse('sign_in_failed');
  const { name, role, languageId } = worker;
  return { session: world.session, worker: { workerId: worker.workerId, name, role, languageId } };
}

function stream(world: World, response: ServerResponse): 'streams' {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': connected\n\n');
  world.streams.add(response);
  response.on('close', () => world.streams.delete(response));
  return 'streams';
}

function wake(world: World): void {
  for (const response of world.streams) response.write('data: {"kind":"changes"}\n\n');
}

function decide(world: World, customers: Map<string, Customer>, operation: CustomerOperation): void {
  const { customerId, operationId } = operation;
  const customer = rebuildView(customers.get(customerId) ?? null, [operation]);
  if (!customer) throw new Error('the operation makes no customer');
  const number = customer.customerAccountNumber ?? `C-${String(++world.numbers).padStart(9, '0')}`;
  const recentOperations = [...new Set([...customer.recentOperations, operationId])];
  const version = customer.version + 1;
  customers.set(customerId, { ...customer, customerAccountNumber: number, recentOperations, version });
  world.decided.set(operationId, customerId);
  world.log.push(customerId);
}

function exchange(answering: Answering, request: OfflineExchangeRequest): OfflineExchangeResponse {
  const { fixture, world } = answering;
  const recorded = receive(answering, request);
  if (fixture.decidesAtOnce && recorded > 0) setTimeout(() => fixture.decide(), 20);
  const isLoad = request.cursor === null;
  const isSent = fixture.customerData === 'sent';
  const after = request.cursor === null ? 0 : Number(request.cursor.position.n);
  const ids = isLoad ? [...answering.customers.keys()] : [...new Set(world.log.slice(after))];
  const sent = ids.flatMap((customerId) => answering.customers.get(customerId) ?? []);
  return {
    protocolVersion,
    channelEpoch: { number: 1, epochId: world.epochId },
    acknowledgedSequence: world.acknowledged.get(request.deviceEpoch.epochId) ?? 0,
    rejected: [],
    transactionReceipts: receiveTransactions(answering, request),
    transactionOutcomes: request.awaitedTransactions.map((transactionId) => ({
      transactionId,
      status: 'completed',
      salesOrderNumber: `SO-${transactionId.slice(-2)}`,
      problem: null,
    })),
    customerData: fixture.customerData,
    excludedParts: [],
    outcomes: request.awaiting.flatMap((operationId) => {
      const customerId = world.decided.get(operationId);
      return customerId ? [{ operationId, customerId, status: 'completed' as const, lastKnownError: null }] : [];
    }),
    from: request.cursor,
    customers: isSent ? sent : [],
    removedCustomerIds: [],
    loaded: isLoad && isSent ? { after: beforeFirstCustomerId, through: null, isFullSynchronization: false } : null,
    nextCursor: cursorAt(world.log.length),
    more: false,
    configuration: request.configurationVersion === fixture.configuration.version ? null : fixture.configuration,
    fullSynchronization: 0,
  };
}

function cursorAt(n: number): OfflineCursor {
  return { position: { epochNumber: 1, xid: '1', n: String(n), changeId: null }, load: null };
}

function receive({ world }: Answering, { deviceEpoch, entries }: OfflineExchangeRequest): number {
  let recorded = 0;
  for (const entry of entries) {
    const expected = (world.acknowledged.get(deviceEpoch.epochId) ?? 0) + 1;
    if (entry.deviceSequence < expected) continue;
    if (entry.deviceSequence > expected)
      throw refuse('device_sequence_gap', '', { given: entry.deviceSequence, expected });
    world.acknowledged.set(deviceEpoch.epochId, expected);
    const operation = entry.operation as CustomerOperation;
    if (world.operations.has(operation.operationId)) continue;
    world.operations.set(operation.operationId, operation);
    world.undecided.push(operation);
    recorded++;
  }
  return recorded;
}

function receiveTransactions(
  { world, customers, transactions }: Answering,
  request: OfflineExchangeRequest,
): OfflineExchangeResponse['transactionReceipts'] {
  return request.transactions.map((content) => {
    const transaction = content as RetailTransaction;
    const { transactionId, customerId } = transaction;
    const isKnown = [...world.operations.values()].some((operation) => operation.customerId === customerId);
    if (customerId !== null && !isKnown && !customers.has(customerId)) {
      return { transactionId, result: 'rejected', code: 'customer_unknown', field: 'customer' };
    }
    transactions.set(transactionId, transaction);
    return { transactionId, result: 'recorded', code: null, field: null };
  });
}

function asWorker(answering: Answering, request: IncomingMessage, body: string): unknown {
  const { customers, transactions, world } = answering;
  const call = `${request.method} ${request.url}`;
  if (call === 'POST /customers') return createOnline(answering, JSON.parse(body) as CreationBody);
  if (call === 'POST /customers/search') return found(customers);
  if (call === 'POST /transactions') {
    const order = JSON.parse(body) as RetailTransaction;
    transactions.set(order.transactionId, order);
    const transaction = { ...withDefaults(order), receiptEmail: null, receiptLanguage: 'en' };
    return { transaction, status: 'completed', salesOrderNumber: 'SO-1', lastKnownError: null };
  }
  const read = /^GET \/customers\/(?<id>[0-9a-f-]{36})$/u.exec(call)?.groups?.['id'];
  const customer = read && customers.get(read);
  if (customer) return shown(customer);
  throw refuse(world.register ? 'customer_unknown' : 'internal_error');
}

/** As the scale unit answers what a till has left out. */
function withDefaults(order: Partial<RetailTransaction> & { customer?: string }): object {
  const { customer = null, ...rest } = order;
  const nothing = { legalEntity: 'USRT', node: 'houston', deliveryAddressId: null, requestedDeliveryDate: null };
  return { ...nothing, recordedAt: '', totalAmount: '1.00', ...rest, customerId: customer };
}

interface CreationBody {
  readonly operationId: string;
  readonly customerId: string;
  readonly customer: { readonly firstName?: string; readonly lastName?: string };
}

function createOnline({ world, customers }: Answering, { operationId, customerId, customer }: CreationBody): object {
  const replayed = world.decided.has(operationId);
  const operation: CustomerOperation = {
    operationId,
    customerId,
    kind: 'create',
    origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: null, workerId: null },
    recordedAt: '',
    baseVersion: 0,
    follows: null,
    changes: { fields: { customerType: 'person', ...customer }, addresses: [] },
  };
  if (!replayed) decide(world, customers, { ...operation, changes: onlyFields(operation) });
  const created = customers.get(customerId);
  if (!created) throw new Error('nothing was created');
  return { customer: shown(created), operationId, replayed };
}

function onlyFields({ changes }: CustomerOperation): CustomerOperation['changes'] {
  const { firstName = null, lastName = null } = changes.fields;
  return { fields: { customerType: 'person', firstName, lastName }, addresses: [] };
}

function found(customers: ReadonlyMap<string, Customer>): object {
  const all = [...customers.values()];
  const hits = all.map(({ customerId }) => ({ customerId, matches: [{ field: 'name' }] }));
  const rest = { nextCursor: null, isTypoTolerant: false, otherLegalEntities: [], allStores: false };
  return { customers: all.map(shown), hits, ...rest };
}

function shown(customer: Customer): object {
  const { customerId, customerAccountNumber } = customer;
  const account = accountLabel(customerAccountNumber, 'en');
  const display = { name: displayName(customer), account, status: 'Synchronized', reason: null };
  return { customerId, customer, display, synchronization: { state: 'synchronized' } };
}
