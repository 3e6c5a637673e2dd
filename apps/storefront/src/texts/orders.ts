import type { Translated } from './texts.ts';

const en = {
  title: 'Your orders',
  none: 'You have not ordered anything yet.',
  latest: (count: string) => `These are your latest ${count} orders and purchases.`,
  toProducts: 'To the products',
  heading: (receiptNumber: string) => `Order ${receiptNumber}`,
  purchase: (receiptNumber: string) => `Purchase ${receiptNumber}`,
  date: 'Date',
  place: 'Where',
  status: 'Status',
  total: 'Total',
  orderNumber: 'Order number',
  deliverTo: 'Delivery',
  deliveryDay: 'Preferred delivery day',
  goods: 'Goods',
  pieces: (quantity: string) => `${quantity} ×`,
  collected: 'Taken along in the store',
  addressGone: 'This address is no longer among your addresses.',
  backToList: 'All your orders',
  statuses: {
    accepted: 'Accepted. The order number follows.',
    confirmed: 'Confirmed',
    bought: 'Bought in the store',
    inReview: 'We are looking at it ourselves and will see to it. You need not do anything.',
    cancelled: 'Cancelled',
  },
  done: {
    ordered: 'Thank you! We have your order.',
    placedBefore: 'We have this order already, as you sent it first. To change something about it, contact us.',
  },
};

const fr: Translated<typeof en>['fr'] = {
  title: 'Vos commandes',
  none: "Vous n'avez encore rien commandé.",
  latest: (count) => `Voici vos ${count} derniers achats et commandes.`,
  toProducts: 'Voir les produits',
  heading: (receiptNumber) => `Commande ${receiptNumber}`,
  purchase: (receiptNumber) => `Achat ${receiptNumber}`,
  date: 'Date',
  place: 'Où',
  status: 'État',
  total: 'Total',
  orderNumber: 'Numéro de commande',
  deliverTo: 'Livraison',
  deliveryDay: 'Jour de livraison souhaité',
  goods: 'Articles',
  pieces: (quantity) => `${quantity} ×`,
  collected: 'Emporté en magasin',
  addressGone: 'Cette adresse ne figure plus parmi vos adresses.',
  backToList: 'Toutes vos commandes',
  statuses: {
    accepted: 'Acceptée. Le numéro de commande suit.',
    confirmed: 'Confirmée',
    bought: 'Acheté en magasin',
    inReview: "Nous nous en occupons nous-mêmes. Vous n'avez rien à faire.",
    cancelled: 'Annulée',
  },
  done: {
    ordered: 'Merci ! Nous avons bien reçu votre commande.',
    placedBefore:
      "Nous avons déjà cette commande, telle que vous l'avez envoyée d'abord. Pour y changer quelque chose, contactez-nous.",
  },
};

/** What the pages of orders show. */
export const orderTexts: Translated<typeof en> = { en, fr };
