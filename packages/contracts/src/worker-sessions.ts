import { z } from 'zod';

/** Digits of a PIN. */
export const pinSchema = z.string().regex(/^\d{4,12}$/u, '4 to 12 digits');

/**
 * What a PIN is compared with, online and offline: PBKDF2 with HMAC-SHA-256, which every runtime of the product has
 * built in. It is personal data of staff: it travels by job 1060 only and is never answered by an API.
 */
export const pinVerifierSchema = z.strictObject({
  algorithm: z.literal('PBKDF2-SHA-256'),
  iterations: z.int().min(100_000).max(5_000_000),
  /** Base64url, 16 bytes. */
  salt: z.string().max(60),
  /** Base64url, 32 bytes. */
  hash: z.string().max(60),
});

/** Rounds for new verifiers. */
export const pinIterations = 600_000;

/** Wrong PINs of one operator id, one after the other, after which sign-in is blocked. */
export const signInFailureCountMax = 5;
/** How long it is blocked, in milliseconds. */
export const signInBlockMs = 5 * 60 * 1_000;
/** A till that nobody touches locks itself after this long, in milliseconds. */
export const autoLockAfterMs = 5 * 60 * 1_000;
/** A worker's session at the scale unit ends after this long, in milliseconds. */
export const workerSessionLifeMs = 12 * 60 * 60 * 1_000;

export const workerRoles = ['cashier', 'storeManager'] as const;

/** `POST /worker-sessions`, from an activated device. */
export const signInRequestSchema = z.strictObject({ workerId: z.string().min(1).max(60), pin: pinSchema });

export const signedInWorkerSchema = z.strictObject({
  workerId: z.string(),
  name: z.string(),
  role: z.enum(workerRoles),
  languageId: z.string(),
});

/** The session goes with every call of this worker, in the header `worker-session`; the scale unit keeps its hash. */
export const workerSessionSchema = z.strictObject({ session: z.string(), worker: signedInWorkerSchema });

export type PinVerifier = z.infer<typeof pinVerifierSchema>;
export type WorkerRole = (typeof workerRoles)[number];
export type SignInRequest = z.infer<typeof signInRequestSchema>;
export type SignedInWorker = z.infer<typeof signedInWorkerSchema>;
export type WorkerSession = z.infer<typeof workerSessionSchema>;
