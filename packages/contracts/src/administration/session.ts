import { z } from 'zod';

/**
 * What people do at headquarters. `storeManager` is bound to channels; an `auditor` reads everything and changes nothing.
 */
export const staffRoles = ['administrator', 'commerceManager', 'dataSteward', 'auditor', 'storeManager'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** `GET /session`: who is signed in, and what they may call. */
export const sessionSchema = z.discriminatedUnion('signedIn', [
  z.strictObject({
    signedIn: z.literal(false),
    /** Whether the people of the demonstration sign in here. */
    isDemonstration: z.boolean(),
    /** Whether an identity provider is configured, without which nobody can. */
    canSignIn: z.boolean(),
  }),
  z.strictObject({
    signedIn: z.literal(true),
    isDemonstration: z.boolean(),
    subject: z.string(),
    name: z.string(),
    roles: z.array(z.enum(staffRoles)).readonly(),
    /** Channels that a store manager is bound to; empty for everybody else. */
    channelIds: z.array(z.string()).readonly(),
    /** To be repeated in the header `x-csrf-token` of every call but `GET`. */
    csrfToken: z.string(),
    /** Names of the routes that the person may call. */
    allowed: z.array(z.string()).readonly(),
    expiresAt: z.string(),
  }),
]);
export type SessionAnswer = z.infer<typeof sessionSchema>;

/** `POST /session/sign-out`: where the browser goes to end the session at the identity provider; null: nowhere. */
export const signedOutSchema = z.strictObject({ endSessionUrl: z.string().nullable() });
export type SignedOutAnswer = z.infer<typeof signedOutSchema>;
