import { refuse } from '@counterfoil/contracts/refusal';
import type { Markup } from '@counterfoil/http/markup';
import { addContact, changeContact } from '../../commerce-api/shopper-calls.ts';
import { accountTexts } from '../../texts/account.ts';
import { contactTexts } from '../../texts/account-contacts.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { keptFields } from '../../visit/kept-form.ts';
import { referredTo, shortReference } from '../../visit/short-reference.ts';
import { notice, problemSummary } from '../form-parts.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { takeForm, type RefusedStatus, type TakenForm } from '../taken-form.ts';
import { accountOf, recordingCall } from './account-calls.ts';
import { accountPage, accountPaths } from './account-frame.ts';
import {
  addition,
  contactChange,
  contactForm,
  newContact,
  savedContact,
  sentContact,
  type ShownContact,
} from './contact-form.ts';
import { contactPurposes } from './contact-purposes.ts';

const listPath = accountPaths.contacts;
const newPath = `${listPath}/new`;

/** `GET /account/contacts/new?type=` */
export const newContactPage = definePage(
  { name: 'newContactPage', path: newPath, access: 'signedIn', summary: 'A new contact' },
  async (call) => {
    const account = await accountOf(call);
    const kept = keptFields(call, account, contactPurposes.add);
    const shown = kept ? sentContact(kept) : newContact(call.query['type']);
    const parts = { account, shown, action: newPath, purpose: contactPurposes.add, problems: [] };
    return contactAnswer(call, {
      title: newTitle(call, shown),
      content: [...told(call, kept), contactForm(call, parts)],
    });
  },
);

/** `POST /account/contacts/new` */
export const addFurtherContact = defineForm(
  { name: 'addFurtherContact', path: newPath, access: 'signedIn', summary: 'Add a contact' },
  (call) => {
    const shown = sentContact(call.fields);
    const place = { shown, title: newTitle(call, shown), action: newPath, purpose: contactPurposes.add };
    return takeContact(call, place, async (sent) => {
      await addContact(call.shop.commerceApi, recordingCall(call, sent), addition(shown));
      return { goTo: `${listPath}?done=added` };
    });
  },
);

/** `GET /account/contacts/:reference`; none of the shopper's own: there is no such page. */
export const contactPage = definePage(
  { name: 'contactPage', path: `${listPath}/:reference`, access: 'signedIn', summary: 'A contact to change' },
  async (call) => {
    const account = await accountOf(call);
    const contact = referredTo(account.contacts, call.params['reference'], ({ contactId }) => contactId);
    if (!contact) throw refuse('not_found');
    const reference = shortReference(contact.contactId);
    const purpose = contactPurposes.change(reference);
    const kept = keptFields(call, account, purpose);
    const shown = kept ? sentContact(kept) : savedContact(contact, account.version);
    const parts = { account, shown, action: `${listPath}/${reference}`, purpose, problems: [] };
    const title = contactTexts[call.language].changeTitle;
    return contactAnswer(call, { title, content: [...told(call, kept), contactForm(call, parts)] });
  },
);

/** `POST /account/contacts/:reference`: saves what the shopper changed of it. */
export const changeFurtherContact = defineForm(
  { name: 'changeFurtherContact', path: `${listPath}/:reference`, access: 'signedIn', summary: 'Change a contact' },
  (call) => {
    const reference = call.params['reference'] ?? '';
    const shown = sentContact(call.fields);
    const purpose = contactPurposes.change(reference);
    const title = contactTexts[call.language].changeTitle;
    const place = { shown, title, action: `${listPath}/${encodeURIComponent(reference)}`, purpose };
    return takeContact(call, place, async (sent) => {
      const { contacts } = await accountOf(call);
      const contactId = referredTo(contacts, reference, (contact) => contact.contactId)?.contactId;
      if (contactId === undefined) throw refuse('contact_unknown');
      const body = contactChange(shown);
      if (body) await changeContact(call.shop.commerceApi, recordingCall(call, sent), contactId, body);
      return { goTo: `${listPath}?done=${body ? 'changed' : 'unchanged'}` };
    });
  },
);

interface ContactPlace {
  readonly shown: ShownContact;
  readonly title: string;
  readonly action: string;
  readonly purpose: string;
}

function takeContact(call: FormCall, place: ContactPlace, work: TakenForm['work']): Promise<PageAnswer> {
  const { shown, title, action, purpose } = place;
  return takeForm(call, {
    purpose,
    page: action,
    work,
    again: async (problems, status, token) => {
      const form = contactForm(call, { account: null, shown, action, purpose, problems, token });
      const content = [problemSummary(problems, call.language), form];
      return contactAnswer(call, { title, path: action, content }, status);
    },
    fieldOf: formField,
    sentenceOf: refusalSentence(call.language),
  });
}

/** `contact.locator` is the field `locator`; what is no field is a problem of the whole form. */
function formField(apiField: string): string {
  const name = apiField.split('.').at(-1) ?? '';
  return name === 'locator' || name === 'label' ? name : '';
}

function newTitle({ language }: PageCall, { contactType }: ShownContact): string {
  const say = contactTexts[language];
  return contactType === 'phone' ? say.newPhone : say.newEmail;
}

function told({ language }: PageCall, kept: object | null): Markup[] {
  return kept === null ? [] : [notice('hint', accountTexts[language].kept)];
}

function contactAnswer(
  call: PageCall,
  page: { readonly title: string; readonly content: readonly Markup[]; readonly path?: string },
  status: 200 | RefusedStatus = 200,
): PageAnswer {
  return { page: accountPage(call, { ...page, open: 'contacts' }), status };
}
