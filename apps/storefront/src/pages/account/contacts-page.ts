import type { ShopperContactRequest, ShopperProfileChanges } from '@counterfoil/contracts/shopper';
import { refuse } from '@counterfoil/contracts/refusal';
import { changeContact, removeContact, updateShopper } from '../../commerce-api/shopper-calls.ts';
import { contactTexts } from '../../texts/account-contacts.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { referredTo } from '../../visit/short-reference.ts';
import { shopperAndSettings } from './shopper-and-settings.ts';
import { doneNotice } from '../done-notice.ts';
import { notice, problemSummary, type FieldProblem } from '../form-parts.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { takeForm, type RefusedStatus, type TakenForm } from '../taken-form.ts';
import { accountOf, possibilityOf, recordingCall } from './account-calls.ts';
import { accountPage, accountPaths } from './account-frame.ts';
import { contactPurposes } from './contact-purposes.ts';
import { contactSections } from './contacts-view.ts';

const path = accountPaths.contacts;

/** `GET /account/contacts` */
export const contactsPage = definePage(
  { name: 'contactsPage', path, access: 'signedIn', summary: 'The contacts and marketing consents of the shopper' },
  (call) => contactsAnswer(call, []),
);

/** `POST /account/contacts/sign-in-email`: the address of the sign-in becomes the customer's own. */
export const useSignInEmail = defineForm(
  {
    name: 'useSignInEmail',
    path: `${path}/sign-in-email`,
    access: 'signedIn',
    summary: 'Use the e-mail address of the sign-in',
  },
  (call) =>
    takeContactForm(call, contactPurposes.useSignInEmail, async (sent) => {
      const body = { changes: { usesSignInEmail: true } } as const;
      await updateShopper(call.shop.commerceApi, recordingCall(call, sent), body);
      return 'emailTaken';
    }),
);

const primaryConsents = { email: 'emailMarketingConsent', phone: 'phoneMarketingConsent' } as const;

/** `POST /account/contacts/consent/:of`: whether there may be marketing by the first e-mail address or phone number. */
export const answerConsent = defineForm(
  {
    name: 'answerConsent',
    path: `${path}/consent/:of`,
    access: 'signedIn',
    summary: 'Agree to marketing, or withdraw the agreement',
  },
  (call) => {
    const of = call.params['of'] === 'phone' ? 'phone' : 'email';
    return takeContactForm(call, contactPurposes.consent(of), async (sent) => {
      const consent = consentOf(call);
      const changes: ShopperProfileChanges = { [primaryConsents[of]]: consent };
      await updateShopper(call.shop.commerceApi, recordingCall(call, sent), { changes });
      return consent;
    });
  },
);

/** `POST /account/contacts/:reference/consent`: the same by a further contact. */
export const answerContactConsent = defineForm(
  {
    name: 'answerContactConsent',
    path: `${path}/:reference/consent`,
    access: 'signedIn',
    summary: 'Agree to marketing by a contact, or withdraw the agreement',
  },
  (call) =>
    takeContactForm(call, contactPurposes.consent(referenceOf(call)), async (sent) => {
      const contactId = await contactIdOf(call);
      if (contactId === undefined) throw refuse('contact_unknown');
      const consent = consentOf(call);
      const body: ShopperContactRequest = { contact: { marketingConsent: consent } };
      await changeContact(call.shop.commerceApi, recordingCall(call, sent), contactId, body);
      return consent;
    }),
);

/** `POST /account/contacts/:reference/removal`; pressed twice, the second finds it gone, which is what was asked for. */
export const removeFurtherContact = defineForm(
  {
    name: 'removeFurtherContact',
    path: `${path}/:reference/removal`,
    access: 'signedIn',
    summary: 'Remove a contact',
  },
  (call) =>
    takeContactForm(call, contactPurposes.remove(referenceOf(call)), async (sent) => {
      const contactId = await contactIdOf(call);
      if (contactId !== undefined) await removeContact(call.shop.commerceApi, recordingCall(call, sent), contactId);
      return 'removed';
    }),
);

type DoneKey = keyof (typeof contactTexts)['en']['done'];

function takeContactForm(
  call: FormCall,
  purpose: string,
  work: (sent: Parameters<TakenForm['work']>[0]) => Promise<DoneKey>,
): Promise<PageAnswer> {
  return takeForm(call, {
    purpose,
    page: path,
    work: async (sent) => ({ goTo: `${path}?done=${await work(sent)}` }),
    again: (problems, status) => contactsAnswer(call, problems, status),
    fieldOf: () => '',
    sentenceOf: refusalSentence(call.language),
  });
}

async function contactsAnswer(
  call: PageCall,
  problems: readonly FieldProblem[],
  status: 200 | RefusedStatus = 200,
): Promise<PageAnswer> {
  const { language, query } = call;
  const { account, settings } = await shopperAndSettings(call);
  const say = contactTexts[language];
  const { reason } = possibilityOf(account, settings, 'changeProfile');
  const content = [
    problemSummary(problems, language),
    doneNotice(say.done, query['done']),
    ...(reason === null ? [] : [notice('hint', reason)]),
    ...contactSections(call, account, settings),
  ];
  return { page: accountPage(call, { title: say.title, open: 'contacts', content, path }), status };
}

function consentOf({ fields }: FormCall): 'granted' | 'refused' {
  return fields['consent'] === 'granted' ? 'granted' : 'refused';
}

function referenceOf({ params }: PageCall): string {
  return params['reference'] ?? '';
}

async function contactIdOf(call: PageCall): Promise<string | undefined> {
  const { contacts } = await accountOf(call);
  return referredTo(contacts, referenceOf(call), ({ contactId }) => contactId)?.contactId;
}
