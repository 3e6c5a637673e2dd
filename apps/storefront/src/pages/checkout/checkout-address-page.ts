import type { PostalAddress } from '@counterfoil/contracts/customer';
import { markup, type Markup } from '@counterfoil/http/markup';
import { accountTexts } from '../../texts/account.ts';
import { checkoutTexts } from '../../texts/checkout.ts';
import { layoutTexts } from '../../texts/layout.ts';
import { shortReference } from '../../visit/short-reference.ts';
import { addressForm, type ShownAddress } from '../addresses/address-form.ts';
import { writtenAddress } from '../addresses/address-view.ts';
import { possible, shopperAndSettings } from '../account/shopper-and-settings.ts';
import { addressToShow, newAddressStart, saveNewAddress, takeAddress } from '../addresses/take-address.ts';
import { basketPath } from '../basket/basket-view.ts';
import { notice, submit } from '../form-parts.ts';
import type { PageParts } from '../layout.ts';
import { defineForm, definePage, type PageCall } from '../page-route.ts';
import { checkoutAddressPath, checkoutConfirmPath, confirmPathOf } from './checkout-paths.ts';

const purpose = 'checkout-address';

/** `GET /checkout/address`: one of the addresses, or a new one right here. */
export const checkoutAddressPage = definePage(
  { name: 'checkoutAddressPage', path: checkoutAddressPath, access: 'signedIn', summary: 'Choose where goods go' },
  async (call) => {
    if (call.basket.size === 0) return { goTo: basketPath };
    const read = await shopperAndSettings(call);
    const shown = addressToShow(call, read, purpose, newAddressStart(read, 'delivery'));
    const possibility = possible(read, 'addAddress');
    return { page: addressStep(call, { ...shown, possibility, isOpen: shown.isKept }) };
  },
);

/** `POST /checkout/address`: saves a new address, whatever headquarters does, and goes on with it. */
export const takeCheckoutAddress = defineForm(
  { name: 'takeCheckoutAddress', path: checkoutAddressPath, access: 'signedIn', summary: 'Deliver to a new address' },
  (call) =>
    takeAddress(call, {
      purpose,
      page: checkoutAddressPath,
      save: async (address, sent) => ({ goTo: confirmPathOf(await saveNewAddress(call, address, sent)) }),
      show: (shown, status) => ({ page: addressStep(call, { ...shown, isOpen: true }), status }),
    }),
);

interface ShownStep extends ShownAddress {
  /** The form of the new address is open. */
  readonly isOpen: boolean;
  readonly isKept?: boolean;
}

function addressStep(call: PageCall, shown: ShownStep): PageParts {
  const { language } = call;
  const say = checkoutTexts[language].address;
  const addresses = shown.account?.addresses ?? [];
  const isLocked = shown.possibility?.isLocked ?? false;
  const entered = isLocked ? later(call, shown.possibility?.reason ?? '') : entry(call, shown);
  const open = shown.isOpen || isLocked ? markup` open` : '';
  const another = markup`<details class="another"${open}><summary>${say.another}</summary>${entered}</details>`;
  /* Whoever waits for the number sees the form as soon as it is here. */
  const live = isLocked && shown.account?.customerAccountNumber === null ? markup` data-live="/account/state"` : '';
  const content = markup`<div id="delivery-step"${live}>
${shown.isKept ? notice('hint', accountTexts[language].kept) : ''}
${addresses.length === 0 ? entered : markup`${choice(call, addresses)}${another}`}
</div>`;
  return { title: say.title, content, place: 'basket', path: checkoutAddressPath };
}

function entry(call: PageCall, shown: ShownStep): Markup {
  const submitText = checkoutTexts[call.language].address.useNew;
  return addressForm(call, shown, { action: checkoutAddressPath, purpose, submitText, autofillSection: 'shipping ' });
}

/** A form that is locked would only be in the way: what is in the basket waits. */
function later({ language }: PageCall, reason: string): Markup {
  return markup`${notice('hint', `${reason} ${checkoutTexts[language].confirm.basketKept}`)}
<p><a class="button" href="${checkoutAddressPath}">${layoutTexts[language].tryAgain}</a></p>`;
}

/* Choosing changes nothing, so the form leads to the next page by itself. */
function choice({ language, query }: PageCall, addresses: readonly PostalAddress[]): Markup {
  const say = checkoutTexts[language].address;
  const chosen = chosenOf(addresses, query['address']);
  const entries = addresses.map((address) => {
    const checked = address === chosen ? markup` checked` : '';
    const value = shortReference(address.addressId);
    return markup`<label class="panel choice"><input type="radio" name="address" value="${value}" required${checked}>
${writtenAddress(address, language)}</label>`;
  });
  return markup`<form method="get" action="${checkoutConfirmPath}" class="fields"><fieldset><legend>${say.choose}</legend>${entries}</fieldset>
<div class="actions">${submit(say.useChosen)}</div></form>`;
}

/** The one that was chosen before, or else the main one. */
function chosenOf(addresses: readonly PostalAddress[], reference: string | undefined): PostalAddress | undefined {
  return (
    addresses.find(({ addressId }) => shortReference(addressId) === reference) ??
    addresses.find(({ isPrimary }) => isPrimary) ??
    addresses[0]
  );
}
