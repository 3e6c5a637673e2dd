import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { markup } from '@counterfoil/http/markup';
import { closeShopperSession } from '../../commerce-api/shopper-calls.ts';
import { signedOutPath } from '../../sign-in-paths.ts';
import { signInTexts } from '../../texts/sign-in.ts';
import { clearSignUp } from '../../visit/sign-up-details.ts';
import { addCookie, clearSession } from '../../visit/visit.ts';
import { signOutForm as signOutButton, signOutPurpose } from '../account/sign-out-form.ts';
import { defineForm, definePage, type FormCall, type PageAnswer } from '../page-route.ts';
import { takeForm } from '../taken-form.ts';
import { addressOf, signInPaths } from './sign-in-addresses.ts';
import { looksPerMinute } from './sign-in-limits.ts';

/** `POST /sign-out`: ends the session at the scale unit and in the browser, then that of the identity provider. */
export const signOutForm = defineForm(
  {
    name: 'signOut',
    path: signInPaths.signOut,
    access: 'everybody',
    summary: 'Sign out',
    requestsPerMinute: looksPerMinute,
  },
  async (call) =>
    takeForm(call, { purpose: signOutPurpose, work: () => signOut(call), again: async () => askAgain(call) }),
);

/** `GET /signed-out`: back from the identity provider, to which this address is known. */
export const signedOutPage = definePage(
  { name: 'signedOut', path: signedOutPath, access: 'everybody', summary: 'Back from signing out' },
  async () => ({ goTo: addressOf('/', { done: 'signedOut' }) }),
);

async function signOut(call: FormCall): Promise<PageAnswer> {
  const { shop, reply } = call;
  addCookie(reply, clearSession());
  addCookie(reply, clearSignUp());
  await endSession(call);
  const elsewhere = await shop.identityProvider?.endSessionUrl(`${shop.publicUrl()}${signedOutPath}`);
  return { goTo: elsewhere ?? signedOutPath };
}

/** Whatever the scale unit answers, nobody stays signed in on this browser. */
async function endSession({ shop, session, language }: FormCall): Promise<void> {
  if (session === null) return;
  try {
    await closeShopperSession(shop.commerceApi, { session, language });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (errorRegister[error.code].httpStatus === 401) return;
    shop.seams.log.warn({ code: error.code }, 'a session was not ended at the scale unit, and ends there by itself');
  }
}

function askAgain(call: FormCall): PageAnswer {
  const { title, text } = signInTexts[call.language].signOut;
  return { page: { title, content: markup`<p>${text}</p>${signOutButton(call)}`, path: '/account' }, status: 403 };
}
