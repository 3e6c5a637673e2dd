import type { ErrorEntry } from '../error-entry.ts';
import { refusal } from '../error-entry.ts';

/** What headquarters refuses when it creates, edits or converts customers. */
export const headquartersErrors = {
  channel_or_legal_entity_required: refusal(
    422,
    'Name the channel or the legal entity of the customer.',
    "Indiquez le canal ou l'entité juridique du client.",
    'Give channelId (a call center, for example) or legalEntity.',
  ),
  channel_of_other_legal_entity: refusal(
    422,
    'The channel "{value}" belongs to another legal entity than the customer.',
    'Le canal « {value} » appartient à une autre entité juridique que le client.',
    'Name a channel of the legal entity of the customer, or none.',
  ),
  duplicate_review_unknown: refusal(
    404,
    'No such duplicate review.',
    'Examen de doublon introuvable.',
    'Use one of GET /duplicate-reviews.',
  ),
  identity_linked_elsewhere: refusal(
    409,
    'This sign-in is linked to another customer.',
    'Cette connexion est liée à un autre client.',
    'Unlink it from the other customer, then synchronize again; or take it out of this record.',
  ),
  loyalty_card_number_taken: refusal(
    409,
    'The loyalty card number {value} is already in use.',
    'Le numéro de carte de fidélité {value} est déjà utilisé.',
    'Correct the number of the card, or leave it empty so that headquarters issues one.',
  ),
  loyalty_card_number_sequence_missing: refusal(
    422,
    'There is no number sequence for loyalty cards of the program {program} in {legalEntity}.',
    "Il n'y a pas de souche de numéros pour les cartes de fidélité du programme {program} dans {legalEntity}.",
    'Create a number sequence of the kind loyalty card, or give the number of the card; then synchronize again.',
  ),
  loyalty_card_number_sequence_exhausted: refusal(
    422,
    'The number sequence for loyalty cards of the program {program} in {legalEntity} has been exceeded.',
    'La souche de numéros des cartes de fidélité du programme {program} dans {legalEntity} est épuisée.',
    'Raise the largest number of the sequence, then synchronize again.',
  ),
  customer_not_at_headquarters: refusal(
    404,
    'Headquarters does not know this customer yet. If it was created in a store, the P-job brings it here.',
    "Le siège ne connaît pas encore ce client. S'il a été créé dans un magasin, le P-job l'apportera ici.",
    'Ask the scale unit of the store where it was created for its trace; check that the P-job is scheduled and runs.',
  ),
} as const satisfies Record<string, ErrorEntry>;
