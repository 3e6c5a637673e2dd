import type { Markup } from '@counterfoil/http/markup';
import { accountTexts } from '../../texts/account.ts';
import { form, submit } from '../form-parts.ts';
import type { PageCall } from '../page-route.ts';

/** What the form for signing out is for; the page and the receiver name the same. */
export const signOutPurpose = 'sign-out';

/** The button that signs out. */
export function signOutForm(call: PageCall): Markup {
  const content = submit(accountTexts[call.language].signOut, { tone: 'plain' });
  return form(call.shop, call, { action: '/sign-out', purpose: signOutPurpose, class: 'inline', content });
}
