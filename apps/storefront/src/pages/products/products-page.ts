import { markup } from '@counterfoil/http/markup';
import { productsTexts } from '../../texts/products.ts';
import { signInTexts } from '../../texts/sign-in.ts';
import { doneNotice } from '../done-notice.ts';
import { money } from '../format.ts';
import { form, submit } from '../form-parts.ts';
import { definePage } from '../page-route.ts';
import { putInBasketPurpose } from '../basket/basket-purposes.ts';

/** `GET /`: what the shop sells. */
export const productsPage = definePage(
  { name: 'productsPage', path: '/', access: 'everybody', summary: 'What the shop sells' },
  async (call) => {
    const { shop, language } = call;
    const say = productsTexts[language];
    const { products, currency } = await shop.settings(language);
    const tiles = products.map(
      ({ itemId, description, price }) => markup`<li class="tile">
<span class="picture" aria-hidden="true">${Array.from(description)[0] ?? ''}</span>
<h2>${description}</h2>
<p class="price">${money(price, currency, language)}</p>
${form(shop, call, {
  action: '/basket/lines',
  purpose: putInBasketPurpose,
  class: 'inline',
  content: markup`<input type="hidden" name="itemId" value="${itemId}">${submit(say.putInBasket)}`,
})}
</li>`,
    );
    const content = products.length === 0 ? markup`<p>${say.nothing}</p>` : markup`<ul class="tiles">${tiles}</ul>`;
    const { signedOut } = signInTexts[language];
    const shown = [doneNotice({ signedOut }, call.query['done']), content];
    return { page: { title: say.title, content: shown, place: 'products', width: 'wide' } };
  },
);
