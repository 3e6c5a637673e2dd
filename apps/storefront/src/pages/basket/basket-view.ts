import { orderQuantityMax } from '@counterfoil/contracts/shopper';
import type { FormFields } from '@counterfoil/http/call';
import { markup, type Markup } from '@counterfoil/http/markup';
import type { Language } from '@counterfoil/contracts/error-register';
import { checkoutTexts } from '../../texts/checkout.ts';
import { defaultButton } from '../addresses/address-fields.ts';
import { changeBasketPurpose } from './basket-purposes.ts';
import { doneNotice } from '../done-notice.ts';
import { form, notice, problemSummary, submit, textField, type FieldProblem } from '../form-parts.ts';
import { money } from '../format.ts';
import type { PageParts } from '../layout.ts';
import type { PageCall } from '../page-route.ts';
import { itemField, quantityField } from './change-basket.ts';
import type { Goods, GoodsLine } from './goods.ts';

/** Where the basket is. */
export const basketPath = '/basket';

/** The page of a basket, with what was typed and what is wrong in it. */
export function basketView(
  call: PageCall,
  goods: Goods,
  problems: readonly FieldProblem[] = [],
  typed: FormFields = {},
): PageParts {
  const { language, query } = call;
  const say = checkoutTexts[language].basket;
  const content = markup`${doneNotice(say.done, query['done'])}${goneNotice(goods, language)}${problemSummary(problems, language)}
${goods.lines.length === 0 ? nothing(language) : basketForm(call, goods, problems, typed)}`;
  return { title: say.title, content, place: 'basket', path: basketPath };
}

/** Names what is no longer sold. */
export function goneNotice({ gone }: Pick<Goods, 'gone'>, language: Language): Markup {
  return gone.length === 0 ? markup`` : notice('warn', checkoutTexts[language].basket.gone(gone.join(', ')));
}

function nothing(language: Language): Markup {
  const say = checkoutTexts[language].basket;
  return markup`<p>${say.empty}</p><p><a class="button" href="/">${say.toProducts}</a></p>`;
}

function basketForm(call: PageCall, goods: Goods, problems: readonly FieldProblem[], typed: FormFields): Markup {
  const { shop, language } = call;
  const say = checkoutTexts[language].basket;
  const lines = goods.lines.map((line, place) => lineOf(line, place, { language, goods, problems, typed }));
  const content = markup`${defaultButton()}<ul class="cards">${lines}</ul>
<p class="total"><span>${say.total}</span> <strong>${money(goods.total, goods.currency, language)}</strong></p>
<div class="actions">${submit(say.checkout, { name: 'next', value: 'checkout' })}
<button type="submit" class="plain">${say.update}</button></div>`;
  return form(shop, call, { action: basketPath, purpose: changeBasketPurpose, content });
}

interface LineParts {
  readonly language: Language;
  readonly goods: Goods;
  readonly problems: readonly FieldProblem[];
  readonly typed: FormFields;
}

function lineOf(line: GoodsLine, place: number, { language, goods, problems, typed }: LineParts): Markup {
  const { itemId, description, price, quantity, amount } = line;
  const say = checkoutTexts[language].basket;
  const name = quantityField(place);
  const field = textField({
    name,
    label: say.quantity,
    value: typed[name] ?? String(quantity),
    language,
    problems,
    type: 'number',
    inputMode: 'numeric',
    min: 0,
    max: orderQuantityMax,
    isRequired: true,
  });
  return markup`<li class="panel"><fieldset class="line">
<legend>${description}</legend>
<p class="quiet">${say.each(money(price, goods.currency, language))}</p>
<input type="hidden" name="${itemField(place)}" value="${itemId}">
${field}
<button type="submit" class="plain" name="remove" value="${itemId}" formnovalidate aria-label="${say.removeNamed(description)}">${say.remove}</button>
<p class="price">${money(amount, goods.currency, language)}</p>
</fieldset></li>`;
}
