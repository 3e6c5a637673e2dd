import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { notYetMessages } from '@counterfoil/contracts/not-yet-messages';
import { notYetCodes } from '@counterfoil/contracts/shopper';
import type { Texts } from './texts.ts';

/*
 * The register's sentences are for everybody, and some of them for staff. Shoppers are told what it means to them, in
 * place of those.
 */

const en = {
  edit_needs_headquarters: 'We could not save this just now. Nothing you entered was lost: try again in a moment.',
  headquarters_unreachable: 'We could not save this just now. Nothing you entered was lost: try again in a moment.',
  title_feature_needed: 'A title can be saved as soon as your customer number is here. Leave it out for now.',
  contact_consent_feature_needed: 'We ask for your agreement for your first e-mail address and phone number only.',
  contact_unknown: 'This contact is no longer among yours. It may have been removed in another window.',
  address_feature_needed: 'Your customer number is on its way. You can add further addresses as soon as it is here.',
  address_unknown: 'This address is no longer among yours. It may have been removed in another window.',
  address_duplicate: 'You have this address already.',
  entry_duplicate: 'You have entered this already.',
  too_many_addresses: 'You have as many addresses as we can keep. Remove one that you no longer use.',
  too_many_entries: 'You have as many entries as we can keep. Remove one that you no longer use.',
  customer_version_unknown: 'This page was out of date. Check what you entered and send it again.',
  idempotency_key_reused: 'This page had been sent before. Check what you entered and send it again.',
  customer_deactivated: 'Your account is closed. Please contact us.',
  nothing_changed: 'Nothing was changed.',
  phone_invalid: 'Enter a valid phone number. One of another country begins with + and the country code.',
  personal_title_unknown: 'Choose a title from the list.',
  shopper_email_unverified:
    'Your e-mail address is not confirmed yet. Confirm it where you sign in, then sign in again.',
  loyalty_card_exists: 'You have a card of this program already.',
  loyalty_program_unknown: 'This program is no longer offered.',
  order_customer_pending: `${notYetMessages.order_customer_pending.en} Your basket is kept.`,
  order_address_pending: 'We are still saving this address. You can order to it in a few minutes; your basket is kept.',
  order_address_unknown: 'This address is no longer among yours. Choose another one.',
  order_given_up: 'This order could not be placed. Your basket is kept: please try again.',
  requested_date_in_past: 'Choose today or a later day.',
} as const satisfies Partial<Record<ErrorCode, string>>;

const fr: Texts<typeof en> = {
  edit_needs_headquarters:
    "Nous n'avons pas pu enregistrer ceci à l'instant. Votre saisie n'est pas perdue : réessayez dans un instant.",
  headquarters_unreachable:
    "Nous n'avons pas pu enregistrer ceci à l'instant. Votre saisie n'est pas perdue : réessayez dans un instant.",
  title_feature_needed:
    "Un titre pourra être enregistré dès que votre numéro de client sera là. Laissez-le de côté pour l'instant.",
  contact_consent_feature_needed:
    'Nous demandons votre accord seulement pour votre première adresse e-mail et votre premier téléphone.',
  contact_unknown:
    "Cette coordonnée n'est plus parmi les vôtres. Elle a peut-être été supprimée dans une autre fenêtre.",
  address_feature_needed:
    "Votre numéro de client est en route. Vous pourrez ajouter d'autres adresses dès son arrivée.",
  address_unknown: "Cette adresse n'est plus parmi les vôtres. Elle a peut-être été supprimée dans une autre fenêtre.",
  address_duplicate: 'Vous avez déjà cette adresse.',
  entry_duplicate: 'Vous avez déjà saisi ceci.',
  too_many_addresses:
    "Vous avez autant d'adresses que nous pouvons en garder. Supprimez-en une que vous n'utilisez plus.",
  too_many_entries: "Vous avez autant d'entrées que nous pouvons en garder. Supprimez-en une que vous n'utilisez plus.",
  customer_version_unknown: "Cette page n'était plus à jour. Vérifiez votre saisie et envoyez-la de nouveau.",
  idempotency_key_reused: 'Cette page avait déjà été envoyée. Vérifiez votre saisie et envoyez-la de nouveau.',
  customer_deactivated: 'Votre compte est fermé. Contactez-nous.',
  nothing_changed: "Rien n'a été modifié.",
  phone_invalid:
    "Saisissez un numéro de téléphone valable. Celui d'un autre pays commence par + et l'indicatif du pays.",
  personal_title_unknown: 'Choisissez un titre dans la liste.',
  shopper_email_unverified:
    "Votre adresse e-mail n'est pas encore confirmée. Confirmez-la là où vous vous connectez, puis reconnectez-vous.",
  loyalty_card_exists: 'Vous avez déjà une carte de ce programme.',
  loyalty_program_unknown: "Ce programme n'est plus proposé.",
  order_customer_pending: `${notYetMessages.order_customer_pending.fr} Votre panier est conservé.`,
  order_address_pending:
    'Nous enregistrons encore cette adresse. Vous pourrez y commander dans quelques minutes ; votre panier est conservé.',
  order_address_unknown: "Cette adresse n'est plus parmi les vôtres. Choisissez-en une autre.",
  order_given_up: "Cette commande n'a pas pu être passée. Votre panier est conservé : réessayez.",
  requested_date_in_past: "Choisissez aujourd'hui ou un jour plus tard.",
};

const sentences: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { ...notYetIn('en'), ...en },
  fr: { ...notYetIn('fr'), ...fr },
};

function notYetIn(language: Language): Record<string, string> {
  return Object.fromEntries(notYetCodes.map((code) => [code, notYetMessages[code][language]]));
}

/** What a refusal means to a shopper; undefined where the register's own sentence says it well. */
export function refusalSentence(language: Language): (code: string) => string | undefined {
  return (code) => (Object.hasOwn(sentences[language], code) ? sentences[language][code] : undefined);
}
