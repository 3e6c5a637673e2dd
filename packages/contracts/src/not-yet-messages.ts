import type { Language } from './error-register.ts';
import type { NotYetCode } from './shopper.ts';

/**
 * Why something of an account can't be done at present, in the words of a shopper: the scale unit tells it in advance
 * (`notYet`), and the web shop when it was tried all the same, in place of the register's sentences for staff.
 */
export const notYetMessages: Readonly<Record<NotYetCode, Readonly<Record<Language, string>>>> = {
  customer_pending_not_editable: {
    en: 'Your customer number is on its way. This works as soon as it is here, usually in a few minutes.',
    fr: 'Votre numéro de client est en route. Cela fonctionnera dès son arrivée, en général dans quelques minutes.',
  },
  edit_waits_for_earlier: {
    en: 'We are still saving what you changed before. Try again in a moment.',
    fr: 'Nous enregistrons encore vos modifications précédentes. Réessayez dans un instant.',
  },
  contact_feature_needed: {
    en: 'Your customer number is on its way. You can add further contacts as soon as it is here.',
    fr: "Votre numéro de client est en route. Vous pourrez ajouter d'autres coordonnées dès son arrivée.",
  },
  loyalty_customer_pending: {
    en: 'Your customer number is on its way. You can join as soon as it is here, usually in a few minutes.',
    fr: 'Votre numéro de client est en route. Vous pourrez adhérer dès son arrivée, en général dans quelques minutes.',
  },
  loyalty_enrollment_blocked: {
    en: 'You cannot join the loyalty program here. Please contact us.',
    fr: 'Vous ne pouvez pas adhérer au programme de fidélité ici. Contactez-nous.',
  },
  loyalty_card_number_required: {
    en: 'Loyalty cards are handed out in our stores.',
    fr: 'Les cartes de fidélité sont remises dans nos magasins.',
  },
  order_customer_pending: {
    en: 'Your customer number is on its way. You can order as soon as it is here, usually in a few minutes.',
    fr: 'Votre numéro de client est en route. Vous pourrez commander dès son arrivée, en général dans quelques minutes.',
  },
};
