import { createHmac } from 'node:crypto';
import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import type { FormFields } from '@counterfoil/http/call';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Shop } from '../shop.ts';
import { formTokenField } from './form-token.ts';
import { sealedCookie } from './sealed-cookie.ts';
import { addCookie } from './visit.ts';

/*
 * A form that is sent after the session has ended is not lost: what was typed waits in the browser, sealed, until the same
 * person has signed in again. Whoever else signs in there never sees it.
 */

/** The hidden field of a form that tells whose it is. */
export const formOwnerField = 'owner';

/** So long what was typed waits, in seconds. */
const keptLifeSeconds = 60 * 60;

const keptForm = sealedCookie({
  name: '__Host-counterfoil-kept-form',
  lifeSeconds: keptLifeSeconds,
  schema: z.strictObject({ owner: z.string(), purpose: z.string(), fields: z.record(z.string(), z.string()) }),
});

interface Exchange {
  readonly shop: Pick<Shop, 'sealKey'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Whose form it is, in signs that tell nothing; empty for a sign-in without an address: what they type isn't kept. */
export function formOwner({ sealKey }: Pick<Shop, 'sealKey'>, { signInEmail }: Pick<ShopperAccount, 'signInEmail'>) {
  if (signInEmail === null) return '';
  return createHmac('sha256', sealKey.bytes).update(`form owner ${signInEmail.toLowerCase()}`).digest('base64url');
}

/** Keeps the fields of a form of somebody for when they have signed in again, if browsers have room for them. */
export function keepForm({ shop, reply }: Exchange, purpose: string, fields: FormFields): void {
  const { [formTokenField]: _token, [formOwnerField]: owner = '', ...typed } = fields;
  if (owner === '') return;
  const cookie = keptForm.set(shop, { owner, purpose, fields: typed });
  if (cookie !== null) addCookie(reply, cookie);
}

/** What waits for the form of a purpose, for the shopper of an account; null when nothing does. */
export function keptFields(
  { shop, request }: Pick<Exchange, 'shop' | 'request'>,
  account: Pick<ShopperAccount, 'signInEmail'>,
  purpose: string,
): FormFields | null {
  const kept = keptForm.read(shop, request);
  return kept !== null && kept.purpose === purpose && kept.owner === formOwner(shop, account) ? kept.fields : null;
}

/** Forgets what waits for a form that has been saved. */
export function forgetKeptForm({ shop, request, reply }: Exchange, purpose: string): void {
  if (keptForm.read(shop, request)?.purpose === purpose) addCookie(reply, keptForm.clear());
}
