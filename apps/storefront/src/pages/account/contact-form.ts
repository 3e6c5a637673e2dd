import { textLengthMax, type Contact } from '@counterfoil/contracts/customer';
import type { ShopperAccount, ShopperContactRequest } from '@counterfoil/contracts/shopper';
import type { FormFields } from '@counterfoil/http/call';
import { markup, type Markup } from '@counterfoil/http/markup';
import { contactTexts } from '../../texts/account-contacts.ts';
import { layoutTexts } from '../../texts/layout.ts';
import { submit, textField, type FieldProblem } from '../form-parts.ts';
import type { FormCall, PageCall } from '../page-route.ts';
import { accountForm } from './account-form.ts';
import { accountPaths } from './account-frame.ts';

type ContactType = Contact['contactType'];

/** One showing of the form of a contact. */
export interface ShownContact {
  readonly contactType: ContactType;
  readonly locator: string;
  readonly label: string;
  /** What was saved when the form was first shown; empty for a new contact. */
  readonly saved: { readonly locator: string; readonly label: string };
  readonly baseVersion: string;
}

const shownTypes: readonly ContactType[] = ['email', 'phone', 'url'];

/** A new contact of a type that somebody asks for. */
export function newContact(type: string | undefined): ShownContact {
  const contactType = type === 'phone' ? 'phone' : 'email';
  return { contactType, locator: '', label: '', saved: { locator: '', label: '' }, baseVersion: '' };
}

/** A contact as it is saved. */
export function savedContact({ locator, label, contactType }: Contact, version: number): ShownContact {
  const saved = { locator, label: label ?? '' };
  return { contactType, ...saved, saved, baseVersion: String(version) };
}

/** A contact as its form was sent. */
export function sentContact(fields: FormFields): ShownContact {
  const text = (name: string): string => fields[name]?.trim() ?? '';
  return {
    contactType: shownTypes.find((type) => type === fields['contactType']) ?? 'email',
    locator: text('locator'),
    label: text('label'),
    saved: { locator: text('savedLocator'), label: text('savedLabel') },
    baseVersion: text('baseVersion'),
  };
}

/** What adds the contact. */
export function addition({ contactType, locator, label }: ShownContact): ShopperContactRequest {
  return { contact: { contactType, locator, label: label === '' ? null : label } };
}

/** What the shopper changed of a contact; null: nothing. */
export function contactChange({ locator, label, saved, baseVersion }: ShownContact): ShopperContactRequest | null {
  const contact = {
    ...(locator !== saved.locator && { locator }),
    ...(label !== saved.label && { label: label === '' ? null : label }),
  };
  if (Object.keys(contact).length === 0) return null;
  const isVersion = /^\d{1,9}$/u.test(baseVersion);
  return { contact, ...(isVersion && { baseVersion: Number(baseVersion) }) };
}

/** The form of a contact. */
export function contactForm(
  call: PageCall | FormCall,
  parts: {
    readonly account: ShopperAccount | null;
    readonly shown: ShownContact;
    readonly action: string;
    readonly purpose: string;
    readonly problems: readonly FieldProblem[];
    /** That of a form whose fate nobody knows: sent again, it still does one thing. */
    readonly token?: string | undefined;
  },
): Markup {
  const { language } = call;
  const { account, shown, action, purpose, problems, token } = parts;
  const say = contactTexts[language];
  const hidden = { contactType: shown.contactType, ...savedFields(shown), baseVersion: shown.baseVersion };
  const inputs = Object.entries(hidden).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  const label = { name: 'label', label: say.label, value: shown.label, hint: say.labelHint };
  const content = markup`${inputs}
${locatorField(call, shown, problems)}
${textField({ ...label, language, problems, lengthMax: textLengthMax.short })}
<div class="actions">${submit(layoutTexts[language].save)}<a class="button plain" href="${accountPaths.contacts}">${layoutTexts[language].cancel}</a></div>`;
  return accountForm(call, account, { action, purpose, content, token });
}

function savedFields({ saved }: ShownContact): Record<string, string> {
  return { savedLocator: saved.locator, savedLabel: saved.label };
}

const locatorInputs = {
  email: { type: 'email', autocomplete: 'email', lengthMax: textLengthMax.email },
  phone: { type: 'tel', autocomplete: 'tel', lengthMax: textLengthMax.phone },
  url: { type: 'text', autocomplete: 'url', lengthMax: textLengthMax.street },
} as const;

function locatorField({ language }: PageCall, shown: ShownContact, problems: readonly FieldProblem[]): Markup {
  return textField({
    name: 'locator',
    label: contactTexts[language].locators[shown.contactType],
    value: shown.locator,
    language,
    isRequired: true,
    problems,
    ...locatorInputs[shown.contactType],
  });
}
