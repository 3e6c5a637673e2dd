import type { Translated } from './texts.ts';

const en = {
  title: 'Loyalty',
  cards: 'Your cards',
  noCards: 'You have no card yet.',
  cardNumber: (number: string) => `Card number ${number}`,
  cardPending: 'Its number is on its way.',
  join: 'Programs you can join',
  joinNow: 'Join',
  joinNamed: (program: string) => `Join ${program}`,
  nothingToJoin: 'You are in every program we offer.',
  noPrograms: 'We offer no loyalty program at the moment.',
  done: { joined: 'Welcome! Your card is below.' },
};

const fr: Translated<typeof en>['fr'] = {
  title: 'Fidélité',
  cards: 'Vos cartes',
  noCards: "Vous n'avez pas encore de carte.",
  cardNumber: (number) => `Carte numéro ${number}`,
  cardPending: 'Son numéro est en route.',
  join: 'Programmes auxquels vous pouvez adhérer',
  joinNow: 'Adhérer',
  joinNamed: (program) => `Adhérer à ${program}`,
  nothingToJoin: 'Vous faites partie de tous nos programmes.',
  noPrograms: "Nous ne proposons pas de programme de fidélité pour l'instant.",
  done: { joined: 'Bienvenue ! Votre carte est ci-dessous.' },
};

/** What the page of loyalty cards shows. */
export const loyaltyTexts: Translated<typeof en> = { en, fr };
