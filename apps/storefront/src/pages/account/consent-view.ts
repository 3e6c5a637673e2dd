import type { Contact } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import { contactTexts } from '../../texts/account-contacts.ts';
import { form, submit } from '../form-parts.ts';
import { day } from '../format.ts';
import type { PageCall } from '../page-route.ts';

/** An address or number that a marketing consent is for. */
export interface ConsentSubject {
  readonly locator: string;
  readonly kind: Contact['contactType'];
  readonly consent: Contact['marketingConsent'];
  /** When it was given, ISO 8601; undefined where nobody knows. */
  readonly grantedAt: string | undefined;
  /** Where the answer is sent. */
  readonly action: string;
  readonly purpose: string;
  readonly isLocked: boolean;
}

/**
 * Whether there may be marketing, in words, with one button for each answer: nothing is ticked beforehand, and an
 * agreement is taken back as easily as it is given.
 */
export function consentQuestion(call: PageCall, subject: ConsentSubject): Markup {
  const say = contactTexts[call.language].consent;
  const { kind, consent } = subject;
  const question = { email: say.askEmail, phone: say.askPhone, url: say.askUrl }[kind];
  const withdrawable = consent === 'refused' ? '' : markup` <span class="hint">${say.withdrawable}</span>`;
  return markup`<div class="consent"><p>${question}<br><strong>${stateOf(subject, call.language)}</strong>${withdrawable}</p>
${answerForm(call, subject)}</div>`;
}

function stateOf({ consent, grantedAt }: ConsentSubject, language: Language): string {
  const say = contactTexts[language].consent;
  if (consent !== 'granted') return say[consent];
  return grantedAt === undefined ? say.granted : say.grantedOn(day(new Date(grantedAt), language));
}

/** Where nothing else may be changed yet, marketing can be refused all the same. */
function answerForm(call: PageCall, { consent, locator, action, purpose, isLocked }: ConsentSubject): Markup {
  const say = contactTexts[call.language].consent;
  const button = (value: 'granted' | 'refused', text: string): Markup =>
    submit(text, { name: 'consent', value, tone: 'plain', spoken: say.of(text, locator) });
  const yes = consent === 'granted' || isLocked ? [] : [button('granted', say.yes)];
  const no = consent === 'refused' ? [] : [button('refused', consent === 'granted' ? say.withdraw : say.no)];
  const content = markup`<div class="actions">${[...yes, ...no]}</div>`;
  return form(call.shop, call, { action, purpose, class: 'inline', content });
}
