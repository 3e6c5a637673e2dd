import type { Fix } from '@counterfoil/contracts/administration/fix';
import type { StoreFinancials } from '../orders/orders.ts';
import type { Sentence } from '../configuration/configuration-sentences.ts';
import { figure } from './figures.ts';
import { runNow } from './fixes.ts';
import { attention, fine, type Finding } from './finding.ts';

interface OrderTrouble {
  readonly name: string;
  readonly count: number;
  readonly what: Sentence;
  readonly remedy: Sentence;
  readonly fix?: Fix;
}

const listOrders: Sentence = {
  en: 'See why: counterfoil orders list; correct one (counterfoil orders edit ID) and make it (counterfoil orders sync ID); all again: counterfoil job run synchronize-orders',
  fr: 'Voyez pourquoi : counterfoil orders list ; corrigez-en une (counterfoil orders edit ID) puis créez-la (counterfoil orders sync ID) ; toutes à nouveau : counterfoil job run synchronize-orders',
};

/** Orders that could not be made of their transactions, and what else of the stores' sales stands still (WD-24). */
export function checkOrders(tiles: StoreFinancials): Finding[] {
  const troubles = troublesOf(tiles).filter(({ count }) => count > 0);
  if (troubles.length === 0) {
    const message = { en: 'No order has a sync error.', fr: "Aucune commande n'a d'erreur de synchronisation." };
    return [fine('orders', message)];
  }
  return troubles.map(({ name, count, what, remedy, fix }) => {
    const counted = figure(count);
    const message = { en: `${counted.en} ${what.en}.`, fr: `${counted.fr} ${what.fr}.` };
    return attention(name, message, remedy, fix);
  });
}

function troublesOf(tiles: StoreFinancials): OrderTrouble[] {
  return [
    {
      name: 'orders/stores',
      count: tiles.customerOrderSyncErrors,
      what: {
        en: 'customer orders of stores have sync errors',
        fr: 'commandes client des magasins ont une erreur de synchronisation',
      },
      remedy: listOrders,
      fix: runNow('synchronize-orders'),
    },
    {
      name: 'orders/online',
      count: tiles.onlineOrderSyncErrors,
      what: { en: 'online orders have sync errors', fr: 'commandes en ligne ont une erreur de synchronisation' },
      remedy: listOrders,
      fix: runNow('synchronize-orders'),
    },
    {
      name: 'orders/parked-transactions',
      count: tiles.parkedTransactions,
      what: {
        en: 'transactions arrived that could not be kept as such',
        fr: 'transactions arrivées n’ont pas pu être conservées comme telles',
      },
      remedy: { en: 'See why: GET /parked-transactions', fr: 'Voyez pourquoi : GET /parked-transactions' },
    },
    {
      name: 'orders/statements',
      count: tiles.statementsWithErrors,
      what: { en: 'statements could not be posted', fr: "relevés n'ont pas pu être validés" },
      remedy: {
        en: 'See why: counterfoil statements list; after correcting: counterfoil statements post ID',
        fr: 'Voyez pourquoi : counterfoil statements list ; après correction : counterfoil statements post ID',
      },
    },
  ];
}
