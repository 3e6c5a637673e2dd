import type { PostalAddress } from '@counterfoil/contracts/customer';
import { refuse } from '@counterfoil/contracts/refusal';
import { markup } from '@counterfoil/http/markup';
import { removeAddress } from '../../commerce-api/shopper-calls.ts';
import { addressTexts } from '../../texts/addresses.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import type { SentForm } from '../../visit/form-token.ts';
import { accountOf, recordingCall } from '../account/account-calls.ts';
import { accountPage } from '../account/account-frame.ts';
import { form, problemSummary, type FieldProblem } from '../form-parts.ts';
import type { PageParts } from '../layout.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { takeForm } from '../taken-form.ts';
import { addressBy, addressesPath, pathOfReference } from './address-paths.ts';
import { writtenAddress } from './address-view.ts';

const path = `${addressesPath}/:reference/remove`;
const done = `${addressesPath}?done=removed`;

/** `GET /account/addresses/:reference/remove`: asks first. */
export const removeAddressPage = definePage(
  { name: 'removeAddressPage', path, access: 'signedIn', summary: 'Ask whether to remove an address' },
  async (call) => ({ page: question(call, await addressOfPage(call)) }),
);

/** `POST /account/addresses/:reference/remove` */
export const takeRemovedAddress = defineForm(
  { name: 'takeRemovedAddress', path, access: 'signedIn', summary: 'Remove an address' },
  (call) =>
    takeForm(call, {
      purpose: purposeOf(call),
      work: (sent) => remove(call, sent),
      again: async (problems, status) => ({ page: question(call, await addressOfPage(call), problems), status }),
      fieldOf: () => '',
      sentenceOf: refusalSentence(call.language),
    }),
);

/** The form was shown for this address; one that isn't there any more has been removed. */
async function remove(call: FormCall, sent: SentForm): Promise<PageAnswer> {
  const address = addressBy(await accountOf(call), call.params['reference']);
  if (address) await removeAddress(call.shop.commerceApi, recordingCall(call, sent), address.addressId);
  return { goTo: done };
}

async function addressOfPage(call: PageCall): Promise<PostalAddress> {
  const address = addressBy(await accountOf(call), call.params['reference']);
  if (!address) throw refuse('not_found');
  return address;
}

function purposeOf({ params }: PageCall): string {
  return `remove-address-${params['reference'] ?? ''}`;
}

function question(call: PageCall, address: PostalAddress, problems: readonly FieldProblem[] = []): PageParts {
  const { shop, language, params } = call;
  const say = addressTexts[language];
  const action = `${pathOfReference(params['reference'] ?? '')}/remove`;
  const buttons = markup`<div class="actions"><button type="submit" class="danger">${say.removeNow}</button>
<a class="button plain" href="${addressesPath}">${say.keep}</a></div>`;
  const content = [
    problemSummary(problems, language),
    markup`<div class="panel">${writtenAddress(address, language)}</div><p>${say.removeHint}</p>`,
    form(shop, call, { action, purpose: purposeOf(call), content: buttons }),
  ];
  return accountPage(call, { title: say.removeTitle, open: 'addresses', content, path: action });
}
