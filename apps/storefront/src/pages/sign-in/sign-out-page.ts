import { markup } from '@counterfoil/http/markup';
import { signedOutPath } from '../../sign-in-paths.ts';
import { signInTexts } from '../../texts/sign-in.ts';
import { clearSignUp } from '../../visit/sign-up-details.ts';
import { addCookie, clearSession } from '../../visit/visit.ts';
import { signOutForm as signOutButton, signOutPurpose } from '../account/sign-out-form.ts';
import { defineForm, definePage, type FormCall, type PageAnswer } from '../page-route.ts';
import { takeForm } from '../taken-form.ts';
import { endSession } from './end-session.ts';
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
    takeForm(call, {
      purpose: signOutPurpose,
      isAnybodys: true,
      work: () => signOut(call),
      again: async () => askAgain(call),
    }),
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

function askAgain(call: FormCall): PageAnswer {
  const { title, text } = signInTexts[call.language].signOut;
  return { page: { title, content: markup`<p>${text}</p>${signOutButton(call)}`, path: '/account' }, status: 403 };
}
