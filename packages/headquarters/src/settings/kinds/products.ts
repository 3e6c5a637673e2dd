import { productSchema } from '@counterfoil/contracts/products';
import { isCurrency } from '@counterfoil/customer/validate/field-formats';
import { defineSettingKind } from '../setting-kind.ts';

/** What tills sell. */
export const products = defineSettingKind({
  name: 'products',
  title: { en: 'product', fr: 'produit' },
  description:
    'The short catalogue of the tills, with one price of a piece for each currency, taxes included. Channels get the ' +
    'products that have a price in one of their currencies.',
  key: ['itemId'],
  schema: productSchema,
  storage: { documents: true },
  job: '1040',
  example: {
    itemId: '81125',
    description: { en: 'Straw hat', fr: 'Chapeau de paille' },
    barcode: '2008112500003',
    prices: { USD: '24.90', EUR: '22.50' },
  },
  check: ({ prices }) =>
    Object.keys(prices)
      .filter((currency) => !isCurrency(currency))
      .map((value) => ({ code: 'currency_invalid', field: `prices.${value}`, parameters: { value } })),
});
