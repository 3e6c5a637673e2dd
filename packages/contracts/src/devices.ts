import { z } from 'zod';
import { uuidSchema } from './customer.ts';

/*
 * How a till becomes a device of its own and how each of its calls is bound to it.
 *
 *   activation   one-time code of headquarters → the till's two public keys are known, its database's key is released
 *   connection   a challenge, signed → a connection, within which each call has a sequence number of its own
 *   call         `device-proof: <JWS>` over connection, sequence, method, path and body; a repetition is refused
 */

/** A one-time activation code is this many characters, without look-alikes, in groups of four. */
export const activationCodeLength = 16;
/** A code that nobody has used is void after this long, in milliseconds. */
export const activationCodeLifeMs = 24 * 60 * 60 * 1_000;

/** A public key of P-256 as a JSON Web Key, nothing else in it. */
export const devicePublicKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().max(60),
  y: z.string().max(60),
});

/**
 * `POST /devices`: a till brings its code and keys; the private halves never leave it. The scale unit passes the same on
 * to headquarters (`POST /real-time-service/device-activations`).
 */
export const activateDeviceRequestSchema = z.strictObject({
  activationCode: z.string().trim().min(1).max(60),
  /**
   * The register that the till already is: a code of another one is refused, and stays good for that one. Left out by a
   * till that is none yet.
   */
  registerId: z.string().min(1).max(60).optional(),
  /** Verifies the proofs of its calls (ES256). */
  signingKey: devicePublicKeySchema,
  /** Wraps what headquarters releases to this device alone (ECDH-ES+A256KW). */
  encryptionKey: devicePublicKeySchema,
});

/** What a till is told of itself once activated. */
const activatedDeviceSchema = z.strictObject({
  deviceId: uuidSchema,
  registerId: z.string().min(1).max(60),
  /**
   * Compact JWE for `encryptionKey`, of 32 bytes: the register's recovery key, under which the key of the local database
   * is kept beside the database. The same for every device of one register, so that a till whose keys were lost reads
   * its outbox again; only headquarters keeps it.
   */
  recoveryKey: z.string().max(2_000),
});

/** `POST /devices` answers what headquarters released, and what the register had not delivered when it last exchanged. */
export const activateDeviceAnswerSchema = activatedDeviceSchema.extend({
  lastReported: z
    .strictObject({ undelivered: z.int().nonnegative(), lastExchangeAt: z.iso.datetime().nullable() })
    .nullable(),
});

/** What headquarters answers; the scale unit keeps the signing key and passes the rest on. */
export const deviceActivationAnswerSchema = activatedDeviceSchema;

/**
 * So many revoked devices of a register job 1090 tells of, the last ones: a scale unit has long been told of earlier
 * ones, and each new till of a register revokes the one before at its scale unit, too.
 */
export const publishedRevocationsPerRegister = 20;

/** A device as job 1090 carries it to the channel databases of its register. */
export const publishedDeviceSchema = z.strictObject({
  deviceId: uuidSchema,
  registerId: z.string().min(1).max(60),
  signingKey: devicePublicKeySchema,
  state: z.enum(['active', 'revoked']),
});

/** `POST /device-challenges` */
export const deviceChallengeRequestSchema = z.strictObject({ deviceId: uuidSchema });
/** One-time; void after `deviceChallengeLifeMs`. */
export const deviceChallengeSchema = z.strictObject({ challenge: z.string().min(16).max(200) });
export const deviceChallengeLifeMs = 60_000;

/** `POST /device-connections`: the challenge as compact JWS of ES256, with `{"challenge": …}` as its payload. */
export const openDeviceConnectionRequestSchema = z.strictObject({
  deviceId: uuidSchema,
  signedChallenge: z.string().max(2_000),
});
export const deviceConnectionSchema = z.strictObject({ connectionId: uuidSchema });

/** Name of the header with the proof of one call. */
export const deviceProofHeader = 'device-proof';
/** Name of the header with the worker's session. */
export const workerSessionHeader = 'worker-session';

/** Payload of the proof: compact JWS of ES256, `kid` = the device's identifier. */
export const deviceProofSchema = z.strictObject({
  connectionId: uuidSchema,
  /** 1, 2, 3 … within the connection; each used once, and out of order by at most `proofWindowSize`. */
  sequence: z.int().positive(),
  method: z.string().max(10),
  /** Path with query, as sent. */
  path: z.string().max(2_000),
  /** Base64url SHA-256 of the body's bytes; of no bytes when there is no body. */
  bodyHash: z.string().max(60),
});

/** A call may arrive after this many later ones. */
export const proofWindowSize = 64;

export type DevicePublicKey = z.infer<typeof devicePublicKeySchema>;
export type ActivateDeviceRequest = z.infer<typeof activateDeviceRequestSchema>;
export type ActivatedDevice = z.infer<typeof activatedDeviceSchema>;
export type ActivateDeviceAnswer = z.infer<typeof activateDeviceAnswerSchema>;
export type DeviceActivation = z.infer<typeof activateDeviceRequestSchema>;
export type DeviceActivationAnswer = z.infer<typeof deviceActivationAnswerSchema>;
export type PublishedDevice = z.infer<typeof publishedDeviceSchema>;
export type DeviceProof = z.infer<typeof deviceProofSchema>;
