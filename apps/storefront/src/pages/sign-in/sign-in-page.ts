import { clearSignUp } from '../../visit/sign-up-details.ts';
import { addCookie } from '../../visit/visit.ts';
import { definePage } from '../page-route.ts';
import { pathInShop } from '../path-in-shop.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { arrivalPath, signInPaths } from './sign-in-addresses.ts';
import { tellingFailures } from './sign-in-failure.ts';
import { signInsPerMinute } from './sign-in-limits.ts';

/**
 * `GET /sign-in`: leads to the identity provider, and afterwards to the page of the shop that `to` names. What somebody
 * typed at signing up in this browser is forgotten unless they go on with that: the next one may be somebody else.
 */
export const signInPage = definePage(
  {
    name: 'signIn',
    path: signInPaths.signIn,
    access: 'everybody',
    summary: 'Sign in',
    requestsPerMinute: signInsPerMinute,
  },
  async (call) => {
    const returnTo = pathInShop(call.query['to'], arrivalPath);
    if (call.query['resume'] === undefined) addCookie(call.reply, clearSignUp());
    return tellingFailures(call, returnTo, () => beginSignIn(call, { returnTo }));
  },
);
