import { refuse } from '@counterfoil/contracts/refusal';
import { setAttemptCookie } from '@counterfoil/http/sign-in/sign-in-attempt';
import { signedInPath } from '../../sign-in-paths.ts';
import { addCookie } from '../../visit/visit.ts';
import type { PageAnswer, PageCall } from '../page-route.ts';

/**
 * Leads to the identity provider, and afterwards to `returnTo`. Errors: `identity_provider_missing`, and those of
 * `IdentityProvider.begin`.
 */
export async function beginSignIn(
  { shop, language, reply }: PageCall,
  { returnTo, prompt }: { readonly returnTo: string; readonly prompt?: 'create' },
): Promise<PageAnswer> {
  if (!shop.identityProvider) throw refuse('identity_provider_missing');
  const redirectUri = `${shop.publicUrl()}${signedInPath}`;
  const { location, secrets } = await shop.identityProvider.begin({ redirectUri, language, ...(prompt && { prompt }) });
  addCookie(reply, setAttemptCookie({ ...secrets, returnTo, beganAtMs: shop.seams.clock.now().getTime() }));
  return { goTo: location };
}
