import type { PostalAddress } from '@counterfoil/contracts/customer';
import { markup, type Markup } from '@counterfoil/http/markup';
import { addressTexts } from '../../texts/addresses.ts';
import { customerFormTexts } from '@counterfoil/ui/customer-form/customer-form-texts';
import { refuse } from '@counterfoil/contracts/refusal';
import { changeAddress } from '../../commerce-api/shopper-calls.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { shortReference } from '../../visit/short-reference.ts';
import { recordingCall } from '../account/account-calls.ts';
import { accountPage } from '../account/account-frame.ts';
import { doneNotice } from '../done-notice.ts';
import { form, notice, problemSummary, type FieldProblem } from '../form-parts.ts';
import { defineForm, definePage, type PageCall } from '../page-route.ts';
import type { PageParts } from '../layout.ts';
import { takeForm } from '../taken-form.ts';
import { addressBy, addressPath, addressesPath, newAddressPath } from './address-paths.ts';
import { writtenAddress, writtenLines } from './address-view.ts';
import { possible, shopperAndSettings, type ShopperAndSettings } from '../account/shopper-and-settings.ts';

/** `GET /account/addresses`: all of them, as each country writes them. */
export const addressListPage = definePage(
  { name: 'addressListPage', path: addressesPath, access: 'signedIn', summary: 'The addresses of the shopper' },
  async (call) => ({ page: addressList(call, await shopperAndSettings(call)) }),
);

/** `POST /account/addresses/:reference/primary` */
export const takePrimaryAddress = defineForm(
  {
    name: 'takePrimaryAddress',
    path: `${addressesPath}/:reference/primary`,
    access: 'signedIn',
    summary: 'Make an address the main one',
  },
  async (call) => {
    const { shop, language, params } = call;
    const read = await shopperAndSettings(call);
    const address = addressBy(read.account, params['reference']);
    if (!address) throw refuse('not_found');
    return takeForm(call, {
      purpose: primaryPurpose(params['reference'] ?? ''),
      work: async (sent) => {
        const change = { address: { isPrimary: true } };
        await changeAddress(shop.commerceApi, recordingCall(call, sent), address.addressId, change);
        return { goTo: `${addressesPath}?done=madePrimary` };
      },
      again: async (problems, status) => ({ page: addressList(call, read, problems), status }),
      fieldOf: () => '',
      sentenceOf: refusalSentence(language),
    });
  },
);

function primaryPurpose(reference: string): string {
  return `primary-address-${reference}`;
}

function addressList(call: PageCall, read: ShopperAndSettings, problems: readonly FieldProblem[] = []): PageParts {
  const { language, query } = call;
  const say = addressTexts[language];
  const { addresses } = read.account;
  const entries = addresses.map((address) => entry(call, read, address));
  const list = addresses.length === 0 ? markup`<p>${say.none}</p>` : markup`<ul class="cards">${entries}</ul>`;
  const add = possible(read, 'addAddress');
  const content = [
    doneNotice(say.done, query['done']),
    problemSummary(problems, language),
    hindered(read),
    list,
    add.isLocked ? markup`` : markup`<p><a class="button" href="${newAddressPath}">${say.add}</a></p>`,
  ];
  return accountPage(call, { title: say.title, open: 'addresses', content, path: addressesPath });
}

/** What can't be done yet is said once, above the list. */
function hindered(read: ShopperAndSettings): Markup {
  const reasons = [possible(read, 'addAddress').reason, possible(read, 'changeAddress').reason];
  const said = new Set(reasons.filter((reason) => reason !== null));
  return markup`${[...said].map((reason) => notice('hint', reason))}`;
}

function entry(call: PageCall, read: ShopperAndSettings, address: PostalAddress): Markup {
  const { language } = call;
  const say = addressTexts[language];
  const badge = address.isPrimary ? markup`<span class="badge">${say.primary}</span>` : '';
  return markup`<li class="panel">
<p class="quiet">${customerFormTexts[language].purpose[address.purpose]} ${badge}</p>
${writtenAddress(address, language)}
${possible(read, 'changeAddress').isLocked ? '' : actions(call, address)}
</li>`;
}

function actions(call: PageCall, address: PostalAddress): Markup {
  const { shop, language } = call;
  const say = addressTexts[language];
  const path = addressPath(address);
  const named = writtenLines(address, language).join(', ');
  const makePrimary = form(shop, call, {
    action: `${path}/primary`,
    purpose: primaryPurpose(shortReference(address.addressId)),
    class: 'inline',
    content: markup`<button type="submit" class="plain" aria-label="${say.makePrimaryNamed(named)}">${say.makePrimary}</button>`,
  });
  return markup`<div class="actions">
<a class="button plain" href="${path}" aria-label="${say.changeNamed(named)}">${say.change}</a>
<a class="button plain" href="${path}/remove" aria-label="${say.removeNamed(named)}">${say.remove}</a>
${address.isPrimary ? '' : makePrimary}
</div>`;
}
