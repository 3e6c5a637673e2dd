import { outage, refusal, type ErrorEntry } from '../error-entry.ts';

/** What the web shop and its scale unit answer to shoppers. */
export const storefrontErrors = {
  shopper_identity_invalid: refusal(
    401,
    'This sign-in is not valid, or no longer. Sign in again.',
    "Cette connexion n'est pas valable, ou ne l'est plus. Reconnectez-vous.",
    'The log names the reason: compare `issuer` and `clientId` of `identityProvider` at the scale unit with those of the storefront, and the clocks of both with that of the provider.',
  ),
  shopper_email_unverified: refusal(
    403,
    'Your e-mail address is not confirmed yet. Confirm it where you sign in, then sign in again.',
    "Votre adresse e-mail n'est pas encore confirmée. Confirmez-la là où vous vous connectez, puis reconnectez-vous.",
    'The identity provider has to tell the claims `email` and `email_verified` in the ID token; nobody is linked by an address that it has not verified.',
  ),
  shopper_session_ended: refusal(
    401,
    'You have been signed out. Sign in again.',
    'Vous avez été déconnecté. Reconnectez-vous.',
    'Nothing: a session ends when the shopper signs out, after a day without use, after a week, and when the customer is deactivated or no longer linked to the sign-in.',
  ),
  web_shop_unavailable: outage(
    503,
    'The shop cannot be reached at the moment. Nothing was lost: try again in a minute.',
    "La boutique n'est pas joignable pour le moment. Rien n'est perdu : réessayez dans une minute.",
    'Check that the web shop reaches its scale unit (`commerceApiUrl`) and that its access token is known there.',
  ),
  form_expired: refusal(
    403,
    'This page was open for too long, or in another window. Nothing was saved: check what you entered and send it again.',
    "Cette page est restée ouverte trop longtemps, ou dans une autre fenêtre. Rien n'a été enregistré : vérifiez votre saisie et envoyez-la de nouveau.",
    'Load the form again: its token is bound to the browser and lasts for some hours.',
  ),
  order_total_changed: refusal(
    409,
    'Prices have changed meanwhile. Nothing was ordered: check the new total and order again.',
    "Les prix ont changé entre-temps. Rien n'a été commandé : vérifiez le nouveau total et commandez de nouveau.",
    'Nothing: a price of a product was published between the page that the shopper saw and the order.',
  ),
} as const satisfies Record<string, ErrorEntry>;
