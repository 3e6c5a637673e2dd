import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { offlineExchangeRequestSchema } from '@counterfoil/contracts/offline-exchange';
import { CodedError, errorBody, refuse } from '@counterfoil/contracts/refusal';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { systemIds } from '@counterfoil/platform/identifiers';
import { asWorker } from './scale-unit-fixture-commerce.ts';
import {
  activate,
  connect,
  requireProof,
  signIn,
  streamWakeUps,
  type ActivationBody,
} from './scale-unit-fixture-device.ts';
import { decide, exchange } from './scale-unit-fixture-exchange.ts';
import {
  newWorld,
  wake,
  type Answering,
  type ReceiptEmail,
  type ScaleUnitFixture,
} from './scale-unit-fixture-world.ts';

/** A scale unit in memory that speaks the contracts over real HTTP: for tests of the till by itself. */
export async function startScaleUnitFixture(configuration: ChannelConfiguration): Promise<ScaleUnitFixture> {
  const world = newWorld(configuration.registers[0]?.registerId ?? '');
  const customers = new Map<string, Customer>();
  const transactions = new Map<string, RetailTransaction>();
  const receiptEmails: ReceiptEmail[] = [];
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
    receiptEmails,
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
    makeCodeFor(registerId) {
      world.register = registerId;
    },
    async stop() {
      for (const listener of world.streams) listener.destroy();
      server?.closeAllConnections();
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
      server = null;
    },
    async start() {
      const started = createServer((request, response) => {
        void answer({ fixture, world, customers, transactions, receiptEmails, calls }, request, response);
      });
      await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
      port = (started.address() as AddressInfo).port;
      server = started;
    },
  };
  await fixture.start();
  return fixture;
}

async function answer(answering: Answering, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await bodyOf(request);
    const { fixture, calls } = answering;
    calls.push(`${request.method} ${(request.url ?? '').replaceAll(/[0-9a-f-]{36}/gu, ':id')}`);
    if (fixture.fault === 'silence') return;
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
  if (call === `GET ${offline}/wake-ups`) return streamWakeUps(world, response);
  if (call === `GET ${offline}/snapshot`) throw refuse('offline_database_not_ready');
  if (request.headers['worker-session'] !== world.session) throw refuse('worker_session_ended');
  const answered = asWorker(answering, request, body);
  if (fixture.fault !== 'lostAnswer') return answered;
  response.destroy();
  return 'streams';
}
