import { createHmac, randomBytes } from 'node:crypto';

const secretByteCount = 32;
const secretPrefix = 'whsec_';

/** A new signing secret. */
export function newSigningSecret(): Buffer {
  return randomBytes(secretByteCount);
}

/** The secret as receivers are given it, in the form of Standard Webhooks. */
export function secretText(secret: Buffer): string {
  return secretPrefix + secret.toString('base64');
}

/** Headers by which a receiver knows who sends, that nothing was changed, and when (Standard Webhooks). */
export function signatureHeaders(
  secret: Buffer,
  message: { readonly id: string; readonly sentAt: Date; readonly body: string },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const seconds = Math.floor(message.sentAt.getTime() / 1_000).toString();
  const signature = createHmac('sha256', secret).update(`${message.id}.${seconds}.${message.body}`).digest('base64');
  return { 'webhook-id': message.id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
}
