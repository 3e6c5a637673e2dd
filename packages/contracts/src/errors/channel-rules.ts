import type { ErrorEntry } from '../error-entry.ts';
import { outage, refusal } from '../error-entry.ts';
import { features } from '../features.ts';

const enhanced = features.enhancedAsyncCustomerCreation.name;
const addresses = features.asyncAddressCreation.name;
const contacts = features.multipleContactsWithConsent.name;
const identities = features.automaticIdentityLinking.name;

/** What an administrator does so that channels do more for customers whose number is on its way. */
const switchOn = 'Switch the feature on at headquarters and let job 1110 bring it to the channel.';

/** What a channel does not do for a customer, by its features and modes (SD-14, SD-15, LK-08). */
export const channelRuleErrors = {
  customer_pending_not_editable: refusal(
    409,
    'This customer is still on the way to headquarters. You can change it as soon as its account number is here.',
    'Ce client est encore en route vers le siège. Vous pourrez le modifier dès que son numéro de compte sera là.',
    'Wait for the account number, or switch on asynchronous editing of customers at headquarters.',
  ),
  edit_needs_headquarters: outage(
    503,
    'Headquarters cannot be reached; the change was not saved. Try again in a moment.',
    "Le siège est injoignable ; la modification n'a pas été enregistrée. Réessayez dans un instant.",
    'Check the line, or switch on asynchronous editing of customers at headquarters.',
  ),
  edit_waits_for_earlier: refusal(
    409,
    'Earlier changes of this customer are still on the way to headquarters. Try again in a moment.',
    'Des modifications précédentes de ce client sont encore en route vers le siège. Réessayez dans un instant.',
    'Let the three jobs run; see what needs attention in the customer synchronization status.',
  ),
  title_feature_needed: refusal(
    422,
    `A customer that is created without headquarters has no title. The feature "${enhanced.en}" allows it.`,
    `Un client créé sans le siège n'a pas de titre. La fonctionnalité « ${enhanced.fr} » le permet.`,
    switchOn,
  ),
  affiliation_feature_needed: refusal(
    422,
    `A customer that is created without headquarters has no affiliations. The feature "${enhanced.en}" allows them.`,
    `Un client créé sans le siège n'a pas d'affiliations. La fonctionnalité « ${enhanced.fr} » les permet.`,
    switchOn,
  ),
  contact_feature_needed: refusal(
    422,
    `A customer that is created without headquarters has one e-mail address and phone number. The feature "${enhanced.en}" allows more.`,
    `Un client créé sans le siège a une seule adresse e-mail et un seul téléphone. La fonctionnalité « ${enhanced.fr} » en permet davantage.`,
    switchOn,
  ),
  contact_consent_feature_needed: refusal(
    422,
    `Consent is asked for the first e-mail address and phone number only. The feature "${contacts.en}" allows it for each.`,
    `Le consentement ne vaut que pour les premiers e-mail et téléphone. La fonctionnalité « ${contacts.fr} » le permet pour chacun.`,
    switchOn,
  ),
  address_feature_needed: refusal(
    422,
    `A customer that is created without headquarters has one address. The feature "${addresses.en}" allows more.`,
    `Un client créé sans le siège a une seule adresse. La fonctionnalité « ${addresses.fr} » en permet davantage.`,
    switchOn,
  ),
  contact_unknown: refusal(404, 'No such contact.', "Ce contact n'existe pas.", 'Open the customer again.'),
  loyalty_customer_pending: refusal(
    409,
    'A loyalty card can be issued as soon as the account number of the customer is here.',
    'Une carte de fidélité pourra être émise dès que le numéro de compte du client sera là.',
    'Wait for the account number, or let enrolments of pending customers be queued by the feature for it.',
  ),
  loyalty_enrollment_blocked: refusal(
    409,
    'This customer is blocked for loyalty enrolment.',
    "Ce client est bloqué pour l'adhésion à la fidélité.",
    'Lift the block on the customer first.',
  ),
  loyalty_card_number_required: refusal(
    422,
    'Enter the number of the loyalty card.',
    'Saisissez le numéro de la carte de fidélité.',
    'Hand out a numbered card, or switch on "Generate loyalty card number" in the functionality profile.',
  ),
  external_identity_taken: refusal(
    409,
    'This sign-in already belongs to another customer.',
    'Cette connexion appartient déjà à un autre client.',
    'Unlink it from the other customer first.',
  ),
  external_identity_unknown: refusal(
    404,
    'No customer has this sign-in.',
    "Aucun client n'a cette connexion.",
    'Create or link the customer.',
  ),
  identity_linking_feature_needed: refusal(
    409,
    `Customers are not linked to sign-ins automatically. The feature "${identities.en}" does it.`,
    `Les clients ne sont pas liés automatiquement aux connexions. La fonctionnalité « ${identities.fr} » le fait.`,
    switchOn,
  ),
  customer_of_other_channel: refusal(
    409,
    'This customer is not known in this channel yet. Confirm to make it visible here; no second customer is created.',
    "Ce client n'est pas encore connu dans ce canal. Confirmez pour l'y rendre visible ; aucun second client n'est créé.",
    'Send the request again with "confirm": true.',
  ),
  customer_of_other_legal_entity: refusal(
    409,
    'This customer belongs to another company. Confirm to create a customer here with the same name, contacts and addresses.',
    'Ce client appartient à une autre société. Confirmez pour créer ici un client avec les mêmes nom, contacts et adresses.',
    'Send the request again with "confirm": true.',
  ),
} as const satisfies Record<string, ErrorEntry>;
