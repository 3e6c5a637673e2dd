import type { Language } from '@counterfoil/contracts/error-register';
import { shopperActs, type NotYetCode, type ShopperAccount, type ShopperAct } from '@counterfoil/contracts/shopper';
import { markup, type Markup } from '@counterfoil/http/markup';
import { accountTexts } from '../../texts/account.ts';
import { accountPaths, type AccountPlace } from './account-frame.ts';

/** The customer number, or that it is on its way and what works meanwhile; the script shows it when it comes. */
export function customerNumber(account: ShopperAccount, language: Language): Markup {
  const say = accountTexts[language];
  const { customerAccountNumber, synchronization } = account;
  const review = synchronization === 'needsAttention' ? markup`<p>${say.inReview}</p>` : markup``;
  if (customerAccountNumber !== null) {
    return markup`<section class="panel" id="customer-number"><h2>${say.number}</h2>
<p class="customer-number">${customerAccountNumber}</p>${review}</section>`;
  }
  return markup`<section class="panel" id="customer-number" data-live="/account/state"><h2>${say.numberPending}</h2>
<p>${synchronization === 'needsAttention' ? say.inReview : say.numberPendingText}</p>
${whatWorks(account, language)}</section>`;
}

/** Those that the number settles; others have reasons of their own, which their pages tell. */
const untilNumber: ReadonlySet<NotYetCode> = new Set([
  'customer_pending_not_editable',
  'contact_feature_needed',
  'loyalty_customer_pending',
  'order_customer_pending',
]);

function whatWorks({ notYet }: ShopperAccount, language: Language): Markup[] {
  const say = accountTexts[language];
  const isLater = (act: ShopperAct): boolean => {
    const reason = notYet[act];
    return reason !== null && untilNumber.has(reason.code);
  };
  const possible = shopperActs.filter((act) => notYet[act] === null);
  const inWords = (acts: readonly ShopperAct[]): string[] => acts.map((act) => say.acts[act]);
  return [
    wordsOf(say.worksAlready, [say.fillBasket, ...inWords(possible)]),
    wordsOf(say.worksLater, inWords(shopperActs.filter(isLater))),
  ];
}

function wordsOf(sentence: string, entries: readonly string[]): Markup {
  if (entries.length === 0) return markup``;
  return markup`<p>${sentence}</p><ul>${entries.map((entry) => markup`<li>${entry}</li>`)}</ul>`;
}

/** What only the shopper can put right; nothing when all is well. */
export function toDoList(account: ShopperAccount, language: Language): Markup {
  const say = accountTexts[language];
  const { name, profile, signInEmail, addresses, notYet } = account;
  const lines = [
    name === '' && { sentence: say.nameMissing, to: accountPaths.profile, link: say.nameAdd },
    signInEmail !== null &&
      isOtherEmail(profile.email, signInEmail) && {
        sentence: say.emailDiffers,
        to: accountPaths.contacts,
        link: say.emailLook,
      },
    addresses.length === 0 &&
      notYet.addAddress === null && {
        sentence: say.addressMissing,
        to: `${accountPaths.addresses}/new`,
        link: say.addressAdd,
      },
  ].filter((line) => line !== false);
  if (lines.length === 0) return markup``;
  const items = lines.map(({ sentence, to, link }) => markup`<li>${sentence} <a href="${to}">${link}</a></li>`);
  return markup`<section class="notice warn"><h2>${say.toDo}</h2><ul>${items}</ul></section>`;
}

/** Whether the customer's address is another than the one that was signed in with. */
export function isOtherEmail(email: string | null, signInEmail: string): boolean {
  return email?.toLowerCase() !== signInEmail.toLowerCase();
}

/** The ways to the parts of the account, each with what is there. */
export function partsOfAccount(language: Language): Markup {
  const say = accountTexts[language];
  const parts: Exclude<AccountPlace, 'overview'>[] = ['orders', 'profile', 'addresses', 'contacts', 'loyalty'];
  const items = parts.map(
    (part) =>
      markup`<li><h2><a href="${accountPaths[part]}">${say.places[part]}</a></h2><p>${say.about[part]}</p></li>`,
  );
  return markup`<ul class="account-parts">${items}</ul>`;
}
