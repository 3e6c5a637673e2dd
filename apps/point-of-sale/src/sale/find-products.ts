import type { Language } from '@counterfoil/contracts/error-register';
import type { Product } from '@counterfoil/contracts/products';

/** An article that can be sold here: it has a price in the currency of the store. */
export interface SellableProduct {
  readonly product: Product;
  readonly name: string;
  readonly price: string;
}

/** The articles with a price in `currency`, by name. */
export function sellableProducts(
  products: readonly Product[],
  currency: string,
  language: Language,
): SellableProduct[] {
  return products
    .flatMap((product) => {
      const price = product.prices[currency];
      return price === undefined ? [] : [{ product, name: product.description[language], price }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/**
 * The articles that `text` finds. A barcode or item id, whole, finds its article alone; otherwise every word must begin
 * a word of the description or item id, or be the price (`4.5`, `4,50`).
 */
export function findProducts(products: readonly SellableProduct[], text: string): SellableProduct[] {
  const typed = folded(text.trim());
  if (typed === '') return [...products];
  const exact = products.filter(({ product }) => product.barcode === text.trim() || folded(product.itemId) === typed);
  if (exact.length > 0) return exact;
  const words = typed.split(/\s+/u);
  return products.filter((candidate) => words.every((word) => matches(candidate, word)));
}

function matches({ product, name, price }: SellableProduct, word: string): boolean {
  const ownWords = folded(`${name} ${product.itemId}`).split(/[\s'’]+/u);
  return ownWords.some((own) => own.startsWith(word)) || isPrice(price, word);
}

function isPrice(price: string, word: string): boolean {
  const plain = word.replace(',', '.').replace(/[^\d.]/gu, '');
  return /^\D?\d+(?:[.,]\d+)?\D?$/u.test(word) && Number(plain) === Number(price);
}

/** Without case and accents: `Crème` is found by `creme`. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
