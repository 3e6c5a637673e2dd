import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import { markup, type Markup } from '@counterfoil/http/markup';
import { formOwner, formOwnerField } from '../../visit/kept-form.ts';
import { form } from '../form-parts.ts';
import type { FormCall, PageCall } from '../page-route.ts';

type FormOptions = Parameters<typeof form>[2];

/**
 * A form that waits for its owner when it is sent after the session has ended (`page` of `takeForm`, `keptFields`). Null:
 * the account can't be read now, and the form stays whose it was.
 */
export function accountForm(
  call: PageCall | FormCall,
  account: Pick<ShopperAccount, 'signInEmail'> | null,
  options: FormOptions,
): Markup {
  const sentOwner = 'fields' in call ? (call.fields[formOwnerField] ?? '') : '';
  const owner = account === null ? sentOwner : formOwner(call.shop, account);
  const content = markup`<input type="hidden" name="${formOwnerField}" value="${owner}">${options.content}`;
  return form(call.shop, call, { ...options, content });
}
