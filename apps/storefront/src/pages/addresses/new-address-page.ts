import { markup } from '@counterfoil/http/markup';
import { accountTexts } from '../../texts/account.ts';
import { addressTexts } from '../../texts/addresses.ts';
import { layoutTexts } from '../../texts/layout.ts';
import { accountPage } from '../account/account-frame.ts';
import { notice } from '../form-parts.ts';
import type { PageParts } from '../layout.ts';
import { defineForm, definePage, type PageCall } from '../page-route.ts';
import { addressForm, type ShownAddress } from './address-form.ts';
import { addressesPath, newAddressPath } from './address-paths.ts';
import { possible, shopperAndSettings } from '../account/shopper-and-settings.ts';
import { addressToShow, newAddressStart, saveNewAddress, takeAddress } from './take-address.ts';

const purpose = 'new-address';

/** `GET /account/addresses/new` */
export const newAddressPage = definePage(
  { name: 'newAddressPage', path: newAddressPath, access: 'signedIn', summary: 'The form of a new address' },
  async (call) => {
    const read = await shopperAndSettings(call);
    const shown = addressToShow(call, read, purpose, newAddressStart(read, 'home'));
    return { page: newAddress(call, { ...shown, possibility: possible(read, 'addAddress') }) };
  },
);

/** `POST /account/addresses/new` */
export const takeNewAddress = defineForm(
  { name: 'takeNewAddress', path: newAddressPath, access: 'signedIn', summary: 'Add an address' },
  (call) =>
    takeAddress(call, {
      purpose,
      page: newAddressPath,
      save: async (address, sent) => {
        await saveNewAddress(call, address, sent);
        return { goTo: `${addressesPath}?done=added` };
      },
      show: (shown, status) => ({ page: newAddress(call, shown), status }),
    }),
);

function newAddress(call: PageCall, shown: ShownAddress & { readonly isKept?: boolean }): PageParts {
  const { language } = call;
  const { save, cancel } = layoutTexts[language];
  const form = addressForm(call, shown, {
    action: newAddressPath,
    purpose,
    submitText: save,
    otherwise: markup`<a class="button plain" href="${addressesPath}">${cancel}</a>`,
  });
  const content = [shown.isKept ? notice('hint', accountTexts[language].kept) : markup``, form];
  return accountPage(call, {
    title: addressTexts[language].newTitle,
    open: 'addresses',
    content,
    path: newAddressPath,
  });
}
