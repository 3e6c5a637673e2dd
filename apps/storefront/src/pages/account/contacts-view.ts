import type { Contact } from '@counterfoil/contracts/customer';
import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { markup, type Markup } from '@counterfoil/http/markup';
import { contactTexts } from '../../texts/account-contacts.ts';
import { shortReference } from '../../visit/short-reference.ts';
import { form, notice, submit } from '../form-parts.ts';
import type { PageCall } from '../page-route.ts';
import { possibilityOf } from './account-calls.ts';
import { accountPaths } from './account-frame.ts';
import { isOtherEmail } from './account-view.ts';
import { consentQuestion } from './consent-view.ts';
import { contactPurposes } from './contact-purposes.ts';

const path = accountPaths.contacts;

/** All contacts of an account, each with its marketing consent. */
export function contactSections(call: PageCall, account: ShopperAccount, settings: StorefrontSettings): Markup[] {
  return [
    primaryEmail(call, account, settings),
    primaryPhone(call, account, settings),
    others(call, account, settings),
  ];
}

function primaryEmail(call: PageCall, account: ShopperAccount, settings: StorefrontSettings): Markup {
  const say = contactTexts[call.language];
  const { email } = account.profile;
  const written = email === null ? markup`<p>${say.noEmail}</p>` : markup`<p class="locator">${email}</p>`;
  return markup`<section class="panel"><h2>${say.email}</h2>
${written}
${signInEmail(call, account, settings)}
${email === null ? '' : primaryConsent(call, { account, settings, kind: 'email', locator: email })}
</section>`;
}

/** No other address can be claimed than the one that the identity provider has verified. */
function signInEmail(call: PageCall, account: ShopperAccount, settings: StorefrontSettings): Markup {
  const say = contactTexts[call.language];
  const { profile, signInEmail: address } = account;
  if (address === null) return markup``;
  if (!isOtherEmail(profile.email, address)) return markup`<p class="hint">${say.emailOfSignIn}</p>`;
  const { isLocked } = possibilityOf(account, settings, 'changeProfile');
  const button = form(call.shop, call, {
    action: `${path}/sign-in-email`,
    purpose: contactPurposes.useSignInEmail,
    class: 'inline',
    content: submit(say.useSignInEmail),
  });
  return markup`<p>${say.emailDiffers(address)} <span class="hint">${say.onlySignInEmail}</span></p>${isLocked ? '' : button}`;
}

function primaryPhone(call: PageCall, account: ShopperAccount, settings: StorefrontSettings): Markup {
  const say = contactTexts[call.language];
  const { phone } = account.profile;
  const to = `${accountPaths.profile}#field-phone`;
  const written =
    phone === null
      ? markup`<p>${say.noPhone} <a href="${to}">${say.addPhone}</a></p>`
      : markup`<p class="locator">${phone}</p><p><a href="${to}">${say.changePhone}</a></p>`;
  return markup`<section class="panel"><h2>${say.phone}</h2>
${written}
${phone === null ? '' : primaryConsent(call, { account, settings, kind: 'phone', locator: phone })}
</section>`;
}

interface PrimaryContact {
  readonly account: ShopperAccount;
  readonly settings: StorefrontSettings;
  readonly kind: 'email' | 'phone';
  readonly locator: string;
}

function primaryConsent(call: PageCall, { account, settings, kind, locator }: PrimaryContact): Markup {
  const { profile, consentGivenAt } = account;
  return consentQuestion(call, {
    locator,
    kind,
    consent: kind === 'email' ? profile.emailMarketingConsent : profile.phoneMarketingConsent,
    grantedAt: consentGivenAt[kind],
    action: `${path}/consent/${kind}`,
    purpose: contactPurposes.consent(kind),
    isLocked: possibilityOf(account, settings, 'changeProfile').isLocked,
  });
}

function others(call: PageCall, account: ShopperAccount, settings: StorefrontSettings): Markup {
  const say = contactTexts[call.language];
  const { reason, isLocked } = possibilityOf(account, settings, 'changeContacts');
  const listed = account.contacts.map((contact) => otherContact(call, { account, settings, contact, isLocked }));
  const add = (type: 'email' | 'phone', text: string): Markup =>
    markup`<a class="button plain" href="${path}/new?type=${type}">${text}</a>`;
  const ways = markup`<p class="actions">${[add('email', say.addEmailTo), add('phone', say.addPhoneTo)]}</p>`;
  return markup`<section class="panel"><h2>${say.others}</h2>
${reason === null ? '' : notice('hint', reason)}
${listed.length === 0 ? markup`<p>${say.noOthers}</p>` : markup`<ul class="contacts">${listed}</ul>`}
${isLocked ? '' : ways}
</section>`;
}

interface OtherContact {
  readonly account: ShopperAccount;
  readonly settings: StorefrontSettings;
  readonly contact: Contact;
  readonly isLocked: boolean;
}

function otherContact(call: PageCall, { account, settings, contact, isLocked }: OtherContact): Markup {
  const say = contactTexts[call.language];
  const { contactId, locator, label, contactType: kind, marketingConsent: consent } = contact;
  const reference = shortReference(contactId);
  const action = `${path}/${reference}/consent`;
  const purpose = contactPurposes.consent(reference);
  const grantedAt = account.consentGivenAt[`contact:${contactId}`];
  const question = consentQuestion(call, { locator, kind, consent, grantedAt, action, purpose, isLocked });
  const change = markup`<a href="${path}/${reference}" aria-label="${say.changeNamed(locator)}">${say.change}</a>`;
  return markup`<li><h3>${label ?? say.locators[kind]}</h3><p class="locator">${locator}</p>
${isLocked ? '' : markup`<div class="actions">${change}${removal(call, reference, locator)}</div>`}
${hasConsents(settings) ? question : ''}</li>`;
}

/** Removing asks first: it opens in place, without script too. */
function removal(call: PageCall, reference: string, locator: string): Markup {
  const say = contactTexts[call.language];
  const button = form(call.shop, call, {
    action: `${path}/${reference}/removal`,
    purpose: contactPurposes.remove(reference),
    class: 'inline',
    content: submit(say.removeNow, { tone: 'danger' }),
  });
  return markup`<details><summary aria-label="${say.removeNamed(locator)}">${say.remove}</summary><p>${say.removeAsk(locator)}</p>${button}</details>`;
}

/** Whether further contacts have consents of their own (LK-16). */
function hasConsents({ features }: StorefrontSettings): boolean {
  return features.some(({ featureId, isOn }) => featureId === 'multipleContactsWithConsent' && isOn);
}
