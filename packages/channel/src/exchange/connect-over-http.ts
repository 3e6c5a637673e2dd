import { agreementSchema, uploadReceiptSchema } from '@counterfoil/contracts/agreement';
import { channelConfigurationSchema } from '@counterfoil/contracts/channel-configuration';
import { customerReadingAnswerSchema } from '@counterfoil/contracts/customer-reading';
import { deviceActivationAnswerSchema } from '@counterfoil/contracts/devices';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import { customerSearchAnswerSchema, realTimeAnswerSchema } from '@counterfoil/contracts/real-time-service';
import { realTimeOrderAnswerSchema, transactionReceiptSchema } from '@counterfoil/contracts/retail-transaction';
import type { RegistrationRequest } from '@counterfoil/contracts/registration';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { PJobReport } from '@counterfoil/contracts/wake-up';
import { CommunicationException, createClient, type Client, type ClientAnswer } from '@counterfoil/http/client';
import { z } from 'zod';
import type { HeadquartersConnection } from './headquarters-connection.ts';

/** Headquarters over the wire, with what only a real connection has. */
export interface HttpHeadquartersConnection extends HeadquartersConnection {
  register(request: RegistrationRequest): Promise<void>;
  reportPJob(report: PJobReport): Promise<void>;
  close(): Promise<void>;
}

/** Time-outs and bounds of the calls to headquarters. */
export interface ConnectionLimits {
  /** A user waits for the Real-time Service at most this long, in milliseconds; then the creation falls back. */
  readonly realTimeTimeoutMs: number;
  /** Exchanges of packages, in milliseconds. */
  readonly exchangeTimeoutMs: number;
  /** Connections for the Real-time Service. */
  readonly realTimeCallCountMax: number;
}

const exchangeConnectionCountMax = 4;

/** Connects to headquarters at `baseUrl`; `token` signs for the scale unit. */
export function connectOverHttp(options: {
  baseUrl: string;
  token: () => Promise<string>;
  limits: ConnectionLimits;
}): HttpHeadquartersConnection {
  const { baseUrl, token, limits } = options;
  const exchange = createClient({
    baseUrl,
    token,
    timeoutMs: limits.exchangeTimeoutMs,
    connectionCountMax: exchangeConnectionCountMax,
  });
  const realTime = createClient({
    baseUrl,
    token,
    timeoutMs: limits.realTimeTimeoutMs,
    connectionCountMax: limits.realTimeCallCountMax,
  });
  const anonymous = createClient({ baseUrl, timeoutMs: limits.exchangeTimeoutMs, connectionCountMax: 1 });
  return {
    agree: async (request) => agreementSchema.parse(await post(exchange, '/exchange/agreement', request)),
    configuration: async () =>
      channelConfigurationSchema.parse(bodyOf(await exchange.call('GET', '/exchange/configuration'))),
    upload: async (bytes) =>
      uploadReceiptSchema.parse(parsed(await exchange.callBytes('POST', '/exchange/upload-packages', bytes))),
    nextDownload: () => fetchNextDownload(exchange),
    async reportDownload(downloadSessionId, report) {
      await post(exchange, `/exchange/download-sessions/${downloadSessionId}/report`, report);
    },
    async applyInRealTime(operation, headquartersEpochId) {
      const headers = { 'x-headquarters-epoch': headquartersEpochId };
      const answer = await realTime.call('POST', '/real-time-service/customer-operations', operation, { headers });
      return realTimeAnswerSchema.parse(bodyOf(answer));
    },
    searchInRealTime: async (search) =>
      customerSearchAnswerSchema.parse(await post(realTime, '/real-time-service/customer-search', search)),
    readInRealTime: async (reading) =>
      customerReadingAnswerSchema.parse(await post(realTime, '/real-time-service/customer-reading', reading)),
    uploadTransactions: async (upload) =>
      transactionReceiptSchema.parse(await post(exchange, '/exchange/transactions', upload)),
    async createOrderInRealTime(transaction, headquartersEpochId, waitMs) {
      const headers = { 'x-headquarters-epoch': headquartersEpochId };
      const call = { headers, ...(waitMs !== undefined && { timeoutMs: waitMs }) };
      const answer = await realTime.call('POST', '/real-time-service/customer-orders', transaction, call);
      return realTimeOrderAnswerSchema.parse(bodyOf(answer));
    },
    activateDevice: async (activation) =>
      deviceActivationAnswerSchema.parse(await post(realTime, '/real-time-service/device-activations', activation)),
    register: async (request) => void (await post(anonymous, '/exchange/registration', request)),
    reportPJob: async (report) => void (await post(exchange, '/exchange/p-job-reports', report)),
    close: async () => void (await Promise.all([exchange.close(), realTime.close(), anonymous.close()])),
  };
}

async function post(client: Client, path: string, body: unknown): Promise<unknown> {
  return bodyOf(await client.call('POST', path, body));
}

async function fetchNextDownload(client: Client): Promise<{ downloadSessionId: string; bytes: Buffer } | null> {
  const answer = await client.callBytes('GET', '/exchange/download-sessions/next');
  if (answer.status === 204) return null;
  if (answer.status !== 200) parsed(answer);
  const downloadSessionId = answer.headers['x-download-session'];
  if (typeof downloadSessionId !== 'string') throw new CommunicationException('the download names no session', null);
  return { downloadSessionId, bytes: answer.body };
}

function parsed(answer: ClientAnswer<Buffer>): unknown {
  const body: unknown = answer.body.length > 0 ? JSON.parse(answer.body.toString('utf8')) : undefined;
  return bodyOf({ ...answer, body });
}

const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The body of a good answer; a refusal of headquarters becomes its coded error here. */
function bodyOf(answer: ClientAnswer<unknown>): unknown {
  if (answer.status < 400) return answer.body;
  const refusal = refusalSchema.safeParse(answer.body);
  const code = refusal.success ? refusal.data.error.code : '';
  if (isErrorCode(code)) throw new CodedError(code);
  throw new CommunicationException(`answered ${answer.status} without a code`, { status: answer.status, code: null });
}
