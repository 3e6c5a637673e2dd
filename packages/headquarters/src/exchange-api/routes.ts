import {
  agreementRequestSchema,
  agreementSchema,
  downloadReportSchema,
  uploadReceiptSchema,
} from '@counterfoil/contracts/agreement';
import { channelConfigurationSchema, emptyConfiguration } from '@counterfoil/contracts/channel-configuration';
import { customerOperationSchema } from '@counterfoil/contracts/customer-operation';
import { customerReadingAnswerSchema, customerReadingSchema } from '@counterfoil/contracts/customer-reading';
import { feedStart, protocolVersion } from '@counterfoil/contracts/exchange';
import {
  customerSearchAnswerSchema,
  customerSearchSchema,
  realTimeAnswerSchema,
} from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import { registrationRequestSchema } from '@counterfoil/contracts/registration';
import { pJobReportSchema } from '@counterfoil/contracts/wake-up';
import { packageBounds } from '@counterfoil/data-exchange/package-codec';
import { handle, hijacked, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { agreeWithScaleUnit } from '../exchange/agree-with-scale-unit.ts';
import { channelConfigurationFor } from '../configuration/channel-configuration.ts';
import { nextDownload, reportDownload } from '../exchange/download-sessions.ts';
import { readForScaleUnit } from '../conversion/read-for-scale-unit.ts';
import { searchForScaleUnit } from '../customers/search-customers.ts';
import { receiveUpload } from '../exchange/receive-upload.ts';
import { registerScaleUnit } from '../exchange/registration.ts';
import { requireEpoch } from '../headquarters.ts';
import { channelDatabaseOf, headquartersEpochHeader, type ExchangeApi } from './exchange-api.ts';
import { activateDeviceInRealTime } from './device-activations.ts';
import { exampleAnswer, exampleEpoch, exampleOperation } from './examples.ts';
import { applyOrderInRealTime, uploadTransactions } from './transactions.ts';
import { streamWakeUps } from './wake-up-stream.ts';

/** Registrations that one address may try in a minute: codes can't be guessed. */
const registrationsPerMinute = 30;

const scaleUnitOnly = { access: ['scaleUnit'] } as const;

/** All routes that scale units call; they initiate every connection. */
export function exchangeRoutes(api: ExchangeApi): readonly RouteWithHandler[] {
  return [
    register(api),
    agree(api),
    configuration(api),
    upload(api),
    download(api),
    reportOnDownload(api),
    wakeUps(api),
    reportOnPJob(api),
    applyInRealTime(api),
    searchInRealTime(api),
    readInRealTime(api),
    uploadTransactions(api),
    applyOrderInRealTime(api),
    activateDeviceInRealTime(api),
  ];
}

const register = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      name: 'registerScaleUnit',
      method: 'POST',
      path: '/exchange/registration',
      summary: 'Register a scale unit',
      description: 'A scale unit brings a one-time code and the public part of its own key pair.',
      access: ['anonymous', 'scaleUnit'],
      request: { body: registrationRequestSchema },
      response: { 204: 'empty' },
      errors: ['registration_code_invalid'],
      rateLimited: { requestsPerMinute: registrationsPerMinute },
      examples: {
        request: {
          channelDatabaseId: 'houston',
          registrationCode: 'K7QF2M9XPA',
          publicKey: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
        },
        response: undefined,
      },
    }),
    async ({ body }) => {
      await registerScaleUnit(headquarters, body);
      return { status: 204 };
    },
  );

const agree = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'agreeWithScaleUnit',
      method: 'POST',
      path: '/exchange/agreement',
      summary: 'Agree on where exchange goes on',
      description:
        'First word of every contact: incarnations of both databases, place in the change feed, last package.',
      request: { body: agreementRequestSchema },
      response: { 200: agreementSchema },
      errors: ['protocol_unsupported', 'scale_unit_unknown'],
      examples: {
        request: {
          protocolVersion,
          channelEpoch: exampleEpoch,
          headquartersEpoch: null,
          appliedPosition: feedStart,
          configurationVersion: 0,
        },
        response: {
          headquartersEpoch: exampleEpoch,
          lastUploadPackage: 0,
          position: feedStart,
          configurationVersion: 1,
        },
      },
    }),
    async ({ caller, body }) => ({
      status: 200,
      body: await agreeWithScaleUnit(headquarters, channelDatabaseOf(caller), body),
    }),
  );

const configuration = ({ headquarters, pJobRecurrence }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'readChannelConfiguration',
      method: 'GET',
      path: '/exchange/configuration',
      summary: 'Settings of the own channels',
      description: 'The settings this channel database acts on, with their version.',
      request: {},
      response: { 200: channelConfigurationSchema },
      errors: [],
      examples: {
        response: { ...emptyConfiguration('houston'), version: 1, pJobRecurrence: 'continuous' },
      },
    }),
    async ({ caller }) => ({
      status: 200,
      body: await channelConfigurationFor(headquarters, channelDatabaseOf(caller), await pJobRecurrence()),
    }),
  );

const upload = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'uploadPackage',
      method: 'POST',
      path: '/exchange/upload-packages',
      summary: 'Upload a package of the P-job',
      description:
        'Stored in the staging inbox and committed before the answer; the same package again changes nothing.',
      request: { body: 'bytes' },
      response: { 200: uploadReceiptSchema },
      errors: ['package_corrupt', 'package_too_large', 'package_out_of_order', 'epoch_foreign', 'protocol_unsupported'],
      bodyBytesMax: packageBounds.byteCountMax,
      examples: {
        response: { headquartersEpoch: exampleEpoch, packageNumber: 7, staged: 120, decided: [], rejected: [] },
      },
    }),
    async ({ caller, body }) => ({
      status: 200,
      body: await receiveUpload(headquarters, channelDatabaseOf(caller), body),
    }),
  );

const downloadSessionHeader = 'x-download-session';

const download = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'nextDownload',
      method: 'GET',
      path: '/exchange/download-sessions/next',
      summary: 'Next package to apply',
      description: `The oldest package that waits; its session is named in the header ${downloadSessionHeader}. 204: none.`,
      request: {},
      response: { 200: 'bytes', 204: 'empty' },
      errors: ['epoch_foreign', 'scale_unit_unknown'],
      examples: { response: undefined },
    }),
    async ({ caller }) => {
      const next = await nextDownload(headquarters, channelDatabaseOf(caller));
      if (!next) return { status: 204 };
      return { status: 200, body: next.body, headers: { [downloadSessionHeader]: next.downloadSessionId } };
    },
  );

const reportOnDownload = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'reportDownload',
      method: 'POST',
      path: '/exchange/download-sessions/:downloadSessionId/report',
      summary: 'Report on a download session',
      description: 'Applied, or failed with its reason; after Try count failures the session is suspended or canceled.',
      request: {
        params: z.strictObject({ downloadSessionId: z.string().regex(/^\d{1,18}$/u) }),
        body: downloadReportSchema,
      },
      response: { 204: 'empty' },
      errors: [],
      examples: { request: { result: 'applied' }, response: undefined },
    }),
    async ({ caller, params, body }) => {
      await reportDownload(headquarters, channelDatabaseOf(caller), params.downloadSessionId, body);
      return { status: 204 };
    },
  );

const wakeUps = ({ headquarters, scaleUnits }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'wakeUps',
      method: 'GET',
      path: '/exchange/wake-ups',
      summary: 'Wake-ups as they happen',
      description: 'Server-sent events that say that there is work, never the work itself.',
      request: {},
      response: { 200: 'events' },
      errors: [],
      examples: { response: undefined },
    }),
    async ({ caller, reply, stopping }) => {
      streamWakeUps({ headquarters, scaleUnits, channelDatabaseId: channelDatabaseOf(caller), reply, stopping });
      return hijacked;
    },
  );

const reportOnPJob = ({ scaleUnits }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'reportPJob',
      method: 'POST',
      path: '/exchange/p-job-reports',
      summary: 'Report on a P-job run',
      description: 'What this scale unit uploaded in a run that headquarters asked for.',
      request: { body: pJobReportSchema },
      response: { 204: 'empty' },
      errors: [],
      examples: {
        request: { runId: exampleOperation.operationId, packages: 1, rows: 12, error: null },
        response: undefined,
      },
    }),
    async ({ caller, body }) => {
      scaleUnits.report(channelDatabaseOf(caller), body);
      return { status: 204 };
    },
  );

const applyInRealTime = ({ headquarters, realTimeService }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'applyInRealTime',
      method: 'POST',
      path: '/real-time-service/customer-operations',
      summary: 'Real-time Service: decide an operation now',
      description: 'Staged and converted in one transaction; the same operation again is answered with its fate.',
      request: {
        headers: z.looseObject({ [headquartersEpochHeader]: z.string().max(60).optional() }),
        body: customerOperationSchema,
      },
      response: { 200: realTimeAnswerSchema },
      errors: ['epoch_foreign', 'not_allowed'],
      examples: { request: exampleOperation, response: exampleAnswer },
    }),
    async ({ caller, headers, body }) => {
      const epochId = headers[headquartersEpochHeader];
      await requireEpoch(headquarters, typeof epochId === 'string' ? epochId : undefined);
      if (body.origin.node !== channelDatabaseOf(caller)) throw refuse('not_allowed');
      return { status: 200, body: await realTimeService.apply(body) };
    },
  );

const searchInRealTime = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'searchInRealTime',
      method: 'POST',
      path: '/real-time-service/customer-search',
      summary: 'Real-time Service: search all stores',
      description:
        'Customers of all channels, best match first; of other legal entities only name and account (WD-07).',
      request: { body: customerSearchSchema },
      response: { 200: customerSearchAnswerSchema },
      errors: ['text_invalid'],
      examples: {
        request: { name: 'berry' },
        response: { customers: [], hits: [], nextCursor: null, isTypoTolerant: false, otherLegalEntities: [] },
      },
    }),
    async ({ caller, body }) => ({
      status: 200,
      body: await searchForScaleUnit(headquarters, channelDatabaseOf(caller), body),
    }),
  );

const readInRealTime = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...scaleUnitOnly,
      name: 'readInRealTime',
      method: 'POST',
      path: '/real-time-service/customer-reading',
      summary: 'Real-time Service: read a customer of another channel',
      description: 'For a scale unit that does not hold the customer; what it does with it somebody confirms (WD-08).',
      request: { body: customerReadingSchema },
      response: { 200: customerReadingAnswerSchema },
      errors: [],
      examples: { request: { identifier: 'C-000000001' }, response: { customer: null } },
    }),
    async ({ body }) => ({ status: 200, body: await readForScaleUnit(headquarters, body) }),
  );
