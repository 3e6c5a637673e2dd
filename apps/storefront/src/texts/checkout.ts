import type { Translated } from './texts.ts';

const en = {
  basket: {
    title: 'Your basket',
    empty: 'There is nothing in your basket yet.',
    toProducts: 'To the products',
    each: (price: string) => `${price} each`,
    quantity: 'Quantity',
    removeNamed: (description: string) => `Remove ${description}`,
    remove: 'Remove',
    update: 'Update quantities',
    total: 'Total',
    checkout: 'Continue to delivery',
    gone: (items: string) => `No longer sold, and taken out of your basket: ${items}.`,
    quantityWrong: (max: string) => `Enter a whole number from 1 to ${max}.`,
    full: (max: string) => `A basket holds ${max} kinds of goods at most. Order these first.`,
    notSold: 'This is no longer sold.',
    done: {
      added: 'It is in your basket.',
      changed: 'Your basket was changed.',
      removed: 'It was taken out of your basket.',
    },
  },
  address: {
    title: 'Where should it go?',
    choose: 'One of your addresses',
    useChosen: 'Deliver to this address',
    another: 'A new address',
    useNew: 'Save and deliver to this address',
  },
  confirm: {
    title: 'Check and order',
    deliverTo: 'Deliver to',
    otherAddress: 'Choose another address',
    goods: 'Your goods',
    changeBasket: 'Change the basket',
    date: 'Preferred delivery day',
    dateHint: 'Leave it empty for as soon as possible.',
    payment: 'You pay when the goods are delivered. Nothing is charged here.',
    order: 'Place the order',
    changed: 'Prices or goods have changed. Check the new total, then place the order.',
    dateWrong: 'Enter a day such as 2027-05-31.',
    basketKept: 'Your basket is kept.',
  },
};

const fr: Translated<typeof en>['fr'] = {
  basket: {
    title: 'Votre panier',
    empty: 'Votre panier est encore vide.',
    toProducts: 'Voir les produits',
    each: (price) => `${price} la pièce`,
    quantity: 'Quantité',
    removeNamed: (description) => `Retirer ${description}`,
    remove: 'Retirer',
    update: 'Mettre à jour les quantités',
    total: 'Total',
    checkout: 'Continuer vers la livraison',
    gone: (items) => `N'est plus vendu et a été retiré de votre panier : ${items}.`,
    quantityWrong: (max) => `Saisissez un nombre entier de 1 à ${max}.`,
    full: (max) => `Un panier contient au plus ${max} articles différents. Commandez d'abord ceux-ci.`,
    notSold: "Cet article n'est plus vendu.",
    done: {
      added: "C'est dans votre panier.",
      changed: 'Votre panier a été modifié.',
      removed: "L'article a été retiré de votre panier.",
    },
  },
  address: {
    title: 'Où devons-nous livrer ?',
    choose: 'Une de vos adresses',
    useChosen: 'Livrer à cette adresse',
    another: 'Une nouvelle adresse',
    useNew: 'Enregistrer et livrer à cette adresse',
  },
  confirm: {
    title: 'Vérifier et commander',
    deliverTo: 'Livrer à',
    otherAddress: 'Choisir une autre adresse',
    goods: 'Vos articles',
    changeBasket: 'Modifier le panier',
    date: 'Jour de livraison souhaité',
    dateHint: 'Laissez vide pour une livraison dès que possible.',
    payment: "Vous payez à la livraison. Rien n'est débité ici.",
    order: 'Passer la commande',
    changed: 'Les prix ou les articles ont changé. Vérifiez le nouveau total, puis passez la commande.',
    dateWrong: 'Saisissez un jour, par exemple 2027-05-31.',
    basketKept: 'Votre panier est conservé.',
  },
};

/** What the basket and the steps to an order show. */
export const checkoutTexts: Translated<typeof en> = { en, fr };
