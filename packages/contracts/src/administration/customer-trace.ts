import { z } from 'zod';
import { uuidSchema } from '../customer.ts';
import { operationKinds } from '../customer-operation.ts';
import { feedPositionSchema } from '../exchange.ts';
import { stagedStatuses } from './synchronization-status.ts';

/** The steps of a customer's way to and through headquarters. */
export const traceStepNames = [
  'recorded',
  'uploaded',
  'inRealTime',
  'staged',
  'corrected',
  'converted',
  'applied',
  'failed',
  'refused',
  'inFeed',
] as const;

/** Where the customer's last change is, seen from one channel database. */
export const channelTraceStates = [
  'applied',
  'waiting',
  'suspended',
  'notPacked',
  'notAgreed',
  'notRegistered',
  'notVisible',
] as const;

/** Who has to act for the customer to get on. */
export const nextActors = ['job', 'administrator', 'scaleUnit', 'nobody'] as const;

const stepSchema = z.strictObject({ step: z.enum(traceStepNames), at: z.string().nullable(), text: z.string() });

/** One operation on its way. */
const tracedOperationSchema = z.strictObject({
  operationId: uuidSchema,
  kind: z.enum(operationKinds),
  status: z.enum(stagedStatuses),
  madeAtHeadquarters: z.boolean(),
  /** The channel where it was made; of what can't be read its channel database. */
  place: z.string(),
  /** The till, where one made it. */
  till: z.string().nullable(),
  recordedAt: z.string().nullable(),
  receivedAt: z.string(),
  decidedAt: z.string().nullable(),
  /** The upload session that brought it; null: it came in real time, or was made at headquarters. */
  uploadSessionId: z.string().nullable(),
  /** Why it failed or was refused, in the caller's language. */
  problem: z.string().nullable(),
  steps: z.array(stepSchema).readonly(),
});

const registerSchema = z.strictObject({
  registerId: z.string(),
  channelId: z.string(),
  name: z.string(),
  supportOffline: z.boolean(),
});

const channelSchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  channels: z.array(z.strictObject({ channelId: z.string(), name: z.string() })).readonly(),
  state: z.enum(channelTraceStates),
  publishedAt: z.string().nullable(),
  appliedAt: z.string().nullable(),
  downloadSessionId: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  registers: z.array(registerSchema).readonly(),
  text: z.string(),
});

/** `GET /customers/{identifier}/trace`: the way of one customer from till or channel to every channel. */
export const customerTraceSchema = z.strictObject({
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  legalEntity: z.string().nullable(),
  /** Of all operations, in order. */
  steps: z.array(stepSchema).readonly(),
  /** In the order of their arrival: the creation, and the newest others. */
  operations: z.array(tracedOperationSchema).readonly(),
  feedPosition: feedPositionSchema.nullable(),
  /** Where the last applied change is. */
  channels: z.array(channelSchema).readonly(),
  next: z.strictObject({
    who: z.enum(nextActors),
    job: z.string().nullable(),
    at: z.string().nullable(),
    text: z.string(),
  }),
});

export type CustomerTrace = z.infer<typeof customerTraceSchema>;
export type TracedOperation = CustomerTrace['operations'][number];
export type ChannelTrace = CustomerTrace['channels'][number];
export type ChannelTraceState = ChannelTrace['state'];
