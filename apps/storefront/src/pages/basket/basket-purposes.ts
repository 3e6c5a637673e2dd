/** What the form of a product is for; the page and the receiver name the same. */
export const putInBasketPurpose = 'put-in-basket';

/** What the form of the basket is for. */
export const changeBasketPurpose = 'change-basket';
