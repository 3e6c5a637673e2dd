import { refuse } from '@counterfoil/contracts/refusal';
import { markup } from '@counterfoil/http/markup';
import { changeAddress } from '../../commerce-api/shopper-calls.ts';
import { accountTexts } from '../../texts/account.ts';
import { addressTexts } from '../../texts/addresses.ts';
import { layoutTexts } from '../../texts/layout.ts';
import type { SentForm } from '../../visit/form-token.ts';
import { accountOf, recordingCall } from '../account/account-calls.ts';
import { accountPage } from '../account/account-frame.ts';
import { notice } from '../form-parts.ts';
import type { PageParts } from '../layout.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { addressForm, type ShownAddress } from './address-form.ts';
import { addressBy, addressesPath, pathOfReference } from './address-paths.ts';
import { possible, shopperAndSettings } from '../account/shopper-and-settings.ts';
import { addressToShow, takeAddress, type SentAddress } from './take-address.ts';
import { changesOf, typedOf } from './typed-address.ts';

const path = `${addressesPath}/:reference`;
const done = `${addressesPath}?done=changed`;

/** `GET /account/addresses/:reference` */
export const changeAddressPage = definePage(
  { name: 'changeAddressPage', path, access: 'signedIn', summary: 'The form of an address' },
  async (call) => {
    const read = await shopperAndSettings(call);
    const address = addressBy(read.account, call.params['reference']);
    if (!address) throw refuse('not_found');
    const shown = addressToShow(call, read, purposeOf(call), typedOf(address));
    return { page: changeForm(call, { ...shown, possibility: possible(read, 'changeAddress') }) };
  },
);

/** `POST /account/addresses/:reference` */
export const takeChangedAddress = defineForm(
  { name: 'takeChangedAddress', path, access: 'signedIn', summary: 'Change an address' },
  (call) =>
    takeAddress(call, {
      purpose: purposeOf(call),
      page: pageOf(call),
      save: (address, sent) => saveChanges(call, address, sent),
      show: (shown, status) => ({ page: changeForm(call, shown), status }),
    }),
);

/** Only what differs is sent, so that what another has changed meanwhile stays. */
async function saveChanges(call: FormCall, { opened, typed }: SentAddress, sent: SentForm): Promise<PageAnswer> {
  const changed = addressBy(await accountOf(call), call.params['reference']);
  if (!changed) throw refuse('address_unknown');
  const address = changesOf(opened, typed);
  if (address !== null) {
    await changeAddress(call.shop.commerceApi, recordingCall(call, sent), changed.addressId, { address });
  }
  return { goTo: done };
}

function pageOf({ params }: PageCall): string {
  return pathOfReference(params['reference'] ?? '');
}

/* Of one address: what was typed for it never comes into the form of another. */
function purposeOf({ params }: PageCall): string {
  return `change-address-${params['reference'] ?? ''}`;
}

function changeForm(call: PageCall, shown: ShownAddress & { readonly isKept?: boolean }): PageParts {
  const { language } = call;
  const { save, cancel } = layoutTexts[language];
  const form = addressForm(call, shown, {
    action: pageOf(call),
    purpose: purposeOf(call),
    submitText: save,
    otherwise: markup`<a class="button plain" href="${addressesPath}">${cancel}</a>`,
  });
  const content = [shown.isKept ? notice('hint', accountTexts[language].kept) : markup``, form];
  const title = addressTexts[language].changeTitle;
  return accountPage(call, { title, open: 'addresses', content, path: pageOf(call) });
}
