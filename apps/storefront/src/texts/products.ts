import type { Translated } from './texts.ts';

const en = {
  title: 'Our products',
  putInBasket: 'Put in basket',
  nothing: 'Nothing is sold here at the moment. Come back soon.',
};

const fr: Translated<typeof en>['fr'] = {
  title: 'Nos produits',
  putInBasket: 'Ajouter au panier',
  nothing: "Rien n'est en vente pour le moment. Revenez bientôt.",
};

/** What the list of products shows. */
export const productsTexts: Translated<typeof en> = { en, fr };
