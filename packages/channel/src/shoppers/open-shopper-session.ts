import { refuse } from '@counterfoil/contracts/refusal';
import type { OpenShopperSessionRequest, ShopperSession } from '@counterfoil/contracts/shopper';
import { channelSettings, type Channel } from '../channel.ts';
import { linkShopper } from '../customers/link-external-identity.ts';
import { beginShopperSession } from './shopper-sessions.ts';
import type { VerifyIdToken } from './verify-id-token.ts';

/**
 * Signs a shopper in who has come back from the identity provider: proves the ID token, finds, links or creates the
 * customer (WD-20), and begins a session. Errors: `channel_unknown`, those of `VerifyIdToken`,
 * `shopper_email_unverified`, those of a creation.
 */
export async function openShopperSession(
  channel: Channel,
  verifyIdToken: VerifyIdToken,
  { channelId, idToken, signUp }: OpenShopperSessionRequest,
): Promise<ShopperSession> {
  channelSettings(channel, channelId);
  const identity = await verifyIdToken(idToken);
  const { providerId, externalIdentityId, verifiedEmail: signInEmail } = identity;
  const { customerId, outcome } = await linkShopper(channel, { ...identity, channelId, signUp });
  const shopper = { customerId, channelId, signInEmail, providerId, externalIdentityId };
  return { ...(await beginShopperSession(channel, shopper)), outcome };
}

/** The address by which the shopper signed in. Error: `shopper_email_unverified` where the provider told of none. */
export function requiredSignInEmail({ signInEmail }: { readonly signInEmail: string | null }): string {
  if (signInEmail === null) throw refuse('shopper_email_unverified');
  return signInEmail;
}
