import { z } from 'zod';
import { uuidSchema } from '../customer.ts';

/** What a register has of a till. */
export const tillStates = ['activated', 'waitingCode', 'revoked', 'none'] as const;
export type TillState = (typeof tillStates)[number];

/** A register with its till and its offline database. Times are ISO 8601. */
export const listedRegisterSchema = z.strictObject({
  registerId: z.string(),
  name: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  channelDatabaseId: z.string().nullable(),
  supportOffline: z.boolean(),
  offlineProfileId: z.string().nullable(),
  state: z.enum(tillStates),
  /** The active till, else the one that was revoked last. */
  device: z
    .strictObject({
      deviceId: uuidSchema,
      activatedAt: z.string(),
      revokedAt: z.string().nullable(),
      revokedBy: z.string().nullable(),
    })
    .nullable(),
  /** An activation code that nobody has used yet. */
  activationCode: z.strictObject({ madeAt: z.string(), madeBy: z.string(), expiresAt: z.string() }).nullable(),
  /** When the scale unit of its store was last in contact. */
  scaleUnitLastContactAt: z.string().nullable(),
  /** Its offline database as its scale unit told last; null where it has told nothing of it. */
  offline: z
    .strictObject({
      undelivered: z.number().int(),
      oldestRecordedAt: z.string().nullable(),
      lastExchangeAt: z.string().nullable(),
      reportedAt: z.string(),
    })
    .nullable(),
});

/** A page of the registers, in the order of their identifiers. */
export const registerPageSchema = z.strictObject({
  registers: z.array(listedRegisterSchema),
  /** The identifier after which the next page begins. */
  nextCursor: z.string().nullable(),
});

/** An activation code, shown this once. */
export const issuedActivationCodeSchema = z.strictObject({ code: z.string(), expiresAt: z.string() });

/** Which workers have a PIN, and since when. */
export const workerPinsSchema = z.strictObject({
  pins: z.array(z.strictObject({ workerId: z.string(), setAt: z.string(), setBy: z.string() })),
});

export type ListedRegister = z.infer<typeof listedRegisterSchema>;
export type RegisterPage = z.infer<typeof registerPageSchema>;
export type IssuedActivationCodeAnswer = z.infer<typeof issuedActivationCodeSchema>;
export type WorkerPins = z.infer<typeof workerPinsSchema>;
