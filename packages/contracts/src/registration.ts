import { z } from 'zod';

/** The public part of a scale unit's key pair (Ed25519) as a JSON Web Key. */
export const publicKeySchema = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().max(60),
});

/** `POST /exchange/registration`: a scale unit introduces itself with a one-time code. */
export const registrationRequestSchema = z.strictObject({
  channelDatabaseId: z.string().max(60),
  registrationCode: z.string().max(60),
  publicKey: publicKeySchema,
});

export type RegistrationRequest = z.infer<typeof registrationRequestSchema>;
