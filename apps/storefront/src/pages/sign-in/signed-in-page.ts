import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { ShopperSession, SignUpDetails } from '@counterfoil/contracts/shopper';
import { attemptOf, clearAttemptCookie, type SignInAttempt } from '@counterfoil/http/sign-in/sign-in-attempt';
import { openShopperSession } from '../../commerce-api/shopper-calls.ts';
import { signedInPath } from '../../sign-in-paths.ts';
import { clearSignUp, readSignUp } from '../../visit/sign-up-details.ts';
import { addCookie, setSession } from '../../visit/visit.ts';
import { definePage, type PageAnswer, type PageCall } from '../page-route.ts';
import { pathInShop } from '../path-in-shop.ts';
import { endSession } from './end-session.ts';
import { addressOf, arrivalPath } from './sign-in-addresses.ts';
import { tellingFailures } from './sign-in-failure.ts';
import { signInsPerMinute } from './sign-in-limits.ts';

/** `GET /signed-in`: somebody comes back from the identity provider, gets a session, and goes on to where they wanted. */
export const signedInPage = definePage(
  {
    name: 'signedIn',
    path: signedInPath,
    access: 'everybody',
    summary: 'Back from the identity provider',
    requestsPerMinute: signInsPerMinute,
  },
  async (call) => {
    const attempt = attemptOf(call.request, call.shop.seams.clock.now());
    /* That of a sign-in begun in another window since is still needed there. */
    if (attempt?.state === call.query['state']) addCookie(call.reply, clearAttemptCookie());
    /* The attempt's own cookie can be written by whoever has the browser. */
    const returnTo = pathInShop(attempt?.returnTo, arrivalPath);
    /* Whoever goes back to this page is in already. */
    if (!attempt && call.session !== null) return { goTo: arrivalPath };
    return tellingFailures(call, returnTo, () => signInWith(call, attempt, returnTo));
  },
);

async function signInWith(call: PageCall, attempt: SignInAttempt | null, returnTo: string): Promise<PageAnswer> {
  const { shop, query, request, reply } = call;
  if (!shop.identityProvider) throw refuse('identity_provider_missing');
  if (!attempt || query['state'] !== attempt.state) throw refuse('sign_in_expired');
  const callbackUrl = new URL(request.url, shop.publicUrl());
  const { idToken } = await shop.identityProvider.finish(callbackUrl, attempt);
  const typed = readSignUp(shop, request);
  const { sessionToken, expiresAt, outcome, isTypedTaken } = await openSession(call, idToken, typed);
  addCookie(reply, setSession(sessionToken, new Date(expiresAt)));
  /* A sign-in begins a new session; the one before, perhaps of somebody else, ends. */
  await endSession(call);
  if (isTypedTaken) addCookie(reply, clearSignUp());
  const isNew = outcome === 'created' || outcome === 'createdForReview';
  return { goTo: pathAfter({ returnTo, isNew, waits: typed !== null && !isTypedTaken }) };
}

interface OpenedSession extends ShopperSession {
  /** Whether nothing that was typed waits to be looked at. */
  readonly isTypedTaken: boolean;
}

/** Typed details that the scale unit does not take don't keep anybody out: they wait for the page of the profile. */
async function openSession(
  { shop, language }: PageCall,
  idToken: string,
  typed: SignUpDetails | null,
): Promise<OpenedSession> {
  const { channelId, commerceApi } = shop;
  const open = (signUp?: SignUpDetails): Promise<ShopperSession> =>
    openShopperSession(commerceApi, language, { channelId, idToken, ...(signUp && { signUp }) });
  if (typed === null) return { ...(await open()), isTypedTaken: true };
  try {
    const opened = await open(typed);
    const isCreated = opened.outcome === 'created' || opened.outcome === 'createdForReview';
    return { ...opened, isTypedTaken: isCreated };
  } catch (error) {
    if (!isAboutTyped(error)) throw error;
    return { ...(await open()), isTypedTaken: false };
  }
}

function isAboutTyped(error: unknown): boolean {
  return error instanceof CodedError && error.problems.some(({ field }) => field.startsWith('signUp'));
}

/** Where somebody goes who is in. */
function pathAfter(signedIn: { readonly returnTo: string; readonly isNew: boolean; readonly waits: boolean }): string {
  const { returnTo, isNew, waits } = signedIn;
  const isElsewhere = returnTo !== arrivalPath;
  if (waits) return addressOf('/account/profile', { typed: '1', ...(isElsewhere && { to: returnTo }) });
  return isNew && !isElsewhere ? addressOf(arrivalPath, { done: 'welcome' }) : returnTo;
}
