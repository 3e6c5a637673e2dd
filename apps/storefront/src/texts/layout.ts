import type { Translated } from './texts.ts';

const en = {
  skip: 'To the content',
  products: 'Products',
  basket: 'Basket',
  basketCount: (count: number) => `${count} item${count === 1 ? '' : 's'}`,
  account: 'Your account',
  signIn: 'Sign in',
  signUp: 'Sign up',
  menu: 'Main menu',
  language: 'Français',
  demonstration: 'Demonstration: people and goods are made up, nothing is sold.',
  footer: 'Your details stay with this shop: for your orders, and for what you have allowed.',
  errorTitle: 'Please check what you entered',
  optional: 'optional',
  save: 'Save',
  cancel: 'Cancel',
  errorHeading: 'That did not work',
  notFoundHeading: 'There is no such page',
  notFound: 'The address may be mistyped, or the page may be gone.',
  tooManyHeading: 'One moment, please',
  tooMany: (seconds: number) =>
    `Very many requests came from your network. Please try again in ${seconds} second${seconds === 1 ? '' : 's'}.`,
  tryAgain: 'Try again',
  home: 'To the start page',
};

const fr: Translated<typeof en>['fr'] = {
  skip: 'Aller au contenu',
  products: 'Produits',
  basket: 'Panier',
  basketCount: (count) => `${count} article${count > 1 ? 's' : ''}`,
  account: 'Votre compte',
  signIn: 'Se connecter',
  signUp: "S'inscrire",
  menu: 'Menu principal',
  language: 'English',
  demonstration: "Démonstration : personnes et articles sont inventés, rien n'est vendu.",
  footer: 'Vos données restent chez nous : pour vos commandes et pour ce que vous avez autorisé.',
  errorTitle: 'Veuillez vérifier votre saisie',
  optional: 'facultatif',
  save: 'Enregistrer',
  cancel: 'Annuler',
  errorHeading: "Cela n'a pas fonctionné",
  notFoundHeading: "Cette page n'existe pas",
  notFound: "L'adresse est peut-être mal saisie, ou la page n'existe plus.",
  tooManyHeading: "Un instant, s'il vous plaît",
  tooMany: (seconds) =>
    `Beaucoup de demandes sont venues de votre réseau. Réessayez dans ${seconds} seconde${seconds > 1 ? 's' : ''}.`,
  tryAgain: 'Réessayer',
  home: "Vers la page d'accueil",
};

/** What every page shows. */
export const layoutTexts: Translated<typeof en> = { en, fr };
