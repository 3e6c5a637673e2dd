import type { Product } from '@counterfoil/contracts/products';

type Line = readonly [itemId: string, en: string, fr: string, barcode: string | null, dollars: string, euros: string];

/* A general store; fruit is weighed and has no barcode. */
const lines: readonly Line[] = [
  ['10101', 'White bread, sliced', 'Pain de mie blanc', '2001010100009', '2.99', '2.20'],
  ['10102', 'Croissant', 'Croissant', null, '1.75', '1.10'],
  ['10103', 'Whole milk, 1 l', 'Lait entier, 1 l', '2001010300003', '1.89', '1.25'],
  ['10104', 'Salted butter, 250 g', 'Beurre demi-sel, 250 g', '2001010400000', '3.79', '2.95'],
  ['10105', 'Eggs, a dozen', 'Œufs, la douzaine', '2001010500007', '4.29', '3.90'],
  ['10106', 'Orange juice, 1 l', "Jus d'orange, 1 l", '2001010600004', '3.99', '2.80'],
  ['10107', 'Ground coffee, 250 g', 'Café moulu, 250 g', '2001010700001', '6.49', '5.20'],
  ['10108', 'Apples, 1 kg', 'Pommes, 1 kg', null, '3.49', '2.60'],
  ['10109', 'Bananas, 1 kg', 'Bananes, 1 kg', null, '1.99', '1.85'],
  ['10110', 'Dark chocolate', 'Chocolat noir', '2001011000001', '2.49', '2.10'],
  ['20201', 'Dish soap', 'Liquide vaisselle', '2002020100003', '3.29', '2.40'],
  ['20202', 'Laundry detergent', 'Lessive', '2002020200000', '11.99', '9.90'],
  ['20203', 'Toothpaste', 'Dentifrice', '2002020300007', '3.99', '2.95'],
  ['20204', 'Shampoo', 'Shampooing', '2002020400004', '5.49', '4.30'],
  ['20205', 'Paper towels, 6 rolls', 'Essuie-tout, 6 rouleaux', '2002020500001', '8.99', '5.90'],
  ['30301', 'Notebook, lined', 'Cahier ligné', '2003030100007', '2.29', '1.90'],
  ['30302', 'Ballpoint pen, blue', 'Stylo à bille bleu', '2003030200004', '1.29', '0.95'],
  ['30303', 'Light bulb, 9 W', 'Ampoule 9 W', '2003030300001', '4.99', '4.50'],
  ['30304', 'AA batteries, 4', 'Piles AA, 4', '2003030400008', '6.99', '5.50'],
  ['30305', 'Umbrella', 'Parapluie', '2003030500005', '18.00', '15.90'],
  ['81125', 'Straw hat', 'Chapeau de paille', '2008112500003', '24.90', '19.95'],
  ['81126', 'Cotton T-shirt', 'T-shirt en coton', '2008112600000', '14.90', '12.50'],
  ['81127', 'Wool socks', 'Chaussettes en laine', '2008112700007', '9.90', '8.50'],
  ['81128', 'Rain jacket', 'Veste de pluie', '2008112800004', '79.00', '69.00'],
  ['90001', 'Gift card', 'Carte cadeau', '2009000100008', '50.00', '50.00'],
];

/** What the tills of the sample retailer sell. */
export const sampleProducts: readonly Product[] = lines.map(([itemId, en, fr, barcode, dollars, euros]) => ({
  itemId,
  description: { en, fr },
  barcode,
  prices: { USD: dollars, EUR: euros },
}));
