import { orderQuantityMax } from '@counterfoil/contracts/shopper';
import { basketLineCountMax, pieceCountOf, setBasket, type Basket } from '../../visit/basket.ts';
import { addCookie } from '../../visit/visit.ts';
import { checkoutTexts } from '../../texts/checkout.ts';
import { changeBasketPurpose, putInBasketPurpose } from './basket-purposes.ts';
import { checkoutAddressPath } from '../checkout/checkout-paths.ts';
import type { FieldProblem } from '../form-parts.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { takeForm } from '../taken-form.ts';
import { basketPath, basketView } from './basket-view.ts';
import { basketWith, changedBasket } from './change-basket.ts';
import { basketOfGoods, goodsOf } from './goods.ts';

/** `GET /basket`: what is in it; what is no longer sold is taken out and named. */
export const basketPage = definePage(
  { name: 'basketPage', path: basketPath, access: 'everybody', summary: 'What is in the basket' },
  async (call) => showBasket(call),
);

/** `POST /basket/lines`: one more of an item. */
export const takeBasketLine = defineForm(
  { name: 'takeBasketLine', path: `${basketPath}/lines`, access: 'everybody', summary: 'Put something in the basket' },
  async (call) =>
    takeForm(call, {
      purpose: putInBasketPurpose,
      isAnybodys: true,
      work: () => putInBasket(call),
      again: async (problems, status) => ({ ...(await showBasket(call, problems)), status }),
    }),
);

/** `POST /basket`: other quantities, or something taken out. */
export const takeBasket = defineForm(
  { name: 'takeBasket', path: basketPath, access: 'everybody', summary: 'Change the basket' },
  async (call) =>
    takeForm(call, {
      purpose: changeBasketPurpose,
      isAnybodys: true,
      work: () => changeBasket(call),
      again: async (problems, status) => ({ ...(await showBasket(call, problems)), status }),
    }),
);

async function putInBasket(call: FormCall): Promise<PageAnswer> {
  const { shop, language, basket, fields } = call;
  const say = checkoutTexts[language].basket;
  const { products } = await shop.settings(language);
  const product = products.find(({ itemId }) => itemId === fields['itemId']);
  if (!product) return refused(call, say.notSold);
  const changed = basketWith(basket, product.itemId);
  return changed === null ? refused(call, say.full(String(basketLineCountMax))) : kept(call, changed, 'added');
}

async function changeBasket(call: FormCall): Promise<PageAnswer> {
  const { language, basket, fields } = call;
  const removed = fields['remove'];
  if (removed !== undefined) {
    return kept(call, new Map([...basket].filter(([itemId]) => itemId !== removed)), 'removed');
  }
  const changed = changedBasket(basket, fields);
  if ('wrongFields' in changed) {
    const message = checkoutTexts[language].basket.quantityWrong(String(orderQuantityMax));
    return {
      ...(await showBasket(
        call,
        changed.wrongFields.map((field) => ({ field, message })),
      )),
      status: 422,
    };
  }
  return kept(call, changed.basket, fields['next'] === 'checkout' && changed.basket.size > 0 ? 'checkout' : 'changed');
}

function kept({ reply }: PageCall, basket: Basket, done: 'added' | 'changed' | 'removed' | 'checkout'): PageAnswer {
  addCookie(reply, setBasket(basket));
  return { goTo: done === 'checkout' ? checkoutAddressPath : `${basketPath}?done=${done}` };
}

async function refused(call: FormCall, message: string): Promise<PageAnswer> {
  return { ...(await showBasket(call, [{ field: '', message }])), status: 422 };
}

async function showBasket(call: PageCall & Partial<FormCall>, problems: readonly FieldProblem[] = []) {
  const { shop, language, basket, reply, fields } = call;
  const goods = goodsOf(basket, await shop.settings(language));
  const present = basketOfGoods(goods);
  if (goods.gone.length > 0) addCookie(reply, setBasket(present));
  return { page: { ...basketView(call, goods, problems, fields), basketCount: pieceCountOf(present) } };
}
