import type { ShopRoute } from '../page-route.ts';
import { accountOverview } from './account-page.ts';
import { accountState } from './account-state.ts';
import { addFurtherContact, changeFurtherContact, contactPage, newContactPage } from './contact-pages.ts';
import {
  answerConsent,
  answerContactConsent,
  contactsPage,
  removeFurtherContact,
  useSignInEmail,
} from './contacts-page.ts';
import { joinLoyalty, loyaltyPage } from './loyalty-page.ts';
import { changeProfile, profilePage } from './profile-page.ts';

/** The pages of an account, without its addresses and orders. */
export const accountRoutes: readonly ShopRoute[] = [
  accountOverview,
  accountState,
  profilePage,
  changeProfile,
  contactsPage,
  useSignInEmail,
  answerConsent,
  answerContactConsent,
  removeFurtherContact,
  newContactPage,
  addFurtherContact,
  contactPage,
  changeFurtherContact,
  loyaltyPage,
  joinLoyalty,
];
