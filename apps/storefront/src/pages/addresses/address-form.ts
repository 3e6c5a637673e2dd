import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { markup, type Markup } from '@counterfoil/http/markup';
import { accountForm } from '../account/account-form.ts';
import type { Possibility } from '../account/account-calls.ts';
import { notice, problemSummary, submit, type FieldProblem } from '../form-parts.ts';
import type { PageCall } from '../page-route.ts';
import { addressFields } from './address-fields.ts';
import type { TypedAddress } from './typed-address.ts';

/** What the form of one address shows. */
export interface ShownAddress {
  /** Null while the account can't be read. */
  readonly account: ShopperAccount | null;
  /** None while they can't be read. */
  readonly addressFormats: StorefrontSettings['addressFormats'];
  readonly possibility?: Possibility;
  readonly opened: TypedAddress;
  readonly typed: TypedAddress;
  readonly problems?: readonly FieldProblem[];
  /** That of a form whose fate nobody knows: sent again, it still does one thing. */
  readonly token?: string | undefined;
}

/** What it is for and where it leads. */
export interface AddressFormFrame {
  readonly action: string;
  readonly purpose: string;
  /** Of the button that saves. */
  readonly submitText: string;
  /** Behind that button. */
  readonly otherwise?: Markup;
  readonly autofillSection?: string;
}

/** The form of one address with what is wrong, or why it can't be saved yet. */
export function addressForm(call: PageCall, shown: ShownAddress, frame: AddressFormFrame): Markup {
  const { account, opened, typed, addressFormats, possibility, problems = [], token } = shown;
  const { action, purpose, submitText, otherwise = '', autofillSection = '' } = frame;
  const { language } = call;
  const { reason, isLocked } = possibility ?? { reason: null, isLocked: false };
  const settings = { addressFormats };
  const fields = addressFields({ typed, opened, settings, language, problems, isLocked, autofillSection });
  const save = isLocked ? '' : submit(submitText);
  const content = markup`${fields}<div class="actions">${save}${otherwise}</div>`;
  return markup`${problemSummary(problems, language)}${reason === null ? '' : notice('hint', reason)}
${accountForm(call, account, { action, purpose, content, token })}`;
}
