import type { ShopRoute } from '../page-route.ts';
import { forgottenPasswordPage } from './forgotten-password-page.ts';
import { privacyPage } from './privacy-page.ts';
import { signInPage } from './sign-in-page.ts';
import { signedOutPage, signOutForm } from './sign-out-page.ts';
import { signUpForm, signUpPage } from './sign-up-page.ts';
import { signedInPage } from './signed-in-page.ts';

/** Signing up, in and out. */
export const signInRoutes: readonly ShopRoute[] = [
  signInPage,
  signedInPage,
  signUpPage,
  signUpForm,
  signOutForm,
  signedOutPage,
  forgottenPasswordPage,
  privacyPage,
];
