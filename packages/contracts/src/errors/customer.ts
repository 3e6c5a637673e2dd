import type { ErrorEntry } from '../error-entry.ts';
import { refusal } from '../error-entry.ts';

/** What a person typed about contacts, titles, affiliations and attributes of a customer. */
export const customerErrors = {
  too_many_entries: refusal(
    422,
    'A customer has at most {max} entries in this list.',
    'Un client a au plus {max} entrées dans cette liste.',
    'Remove entries that are no longer used.',
  ),
  entry_duplicate: refusal(
    422,
    'This entry is named twice. Name it once.',
    'Cette entrée est nommée deux fois. Nommez-la une seule fois.',
    'Name every contact, affiliation, address book, attribute, card or identity once, and do not add and remove it at once.',
  ),
  image_invalid: refusal(
    422,
    'Choose a PNG, JPEG or WebP picture.',
    'Choisissez une image PNG, JPEG ou WebP.',
    'Send the thumbnail as a base64 data URL of type image/png, image/jpeg or image/webp.',
  ),
  url_invalid: refusal(
    422,
    'Enter a web address like https://www.example.com.',
    'Saisissez une adresse web comme https://www.exemple.fr.',
    'Correct the web address; it begins with http:// or https://.',
  ),
  attribute_unknown: refusal(
    422,
    'Customers have no attribute "{value}". Leave it out.',
    "Les clients n'ont pas d'attribut « {value} ». Ne le renseignez pas.",
    'Name an attribute of the customer attribute group, or publish the group with job 1110.',
  ),
  attribute_required: refusal(
    422,
    'Fill in "{en}".',
    'Renseignez « {fr} ».',
    'Ask for the value; the attribute is marked as required in the customer attribute group.',
  ),
  attribute_text_expected: refusal(
    422,
    'Enter a text for "{en}".',
    'Saisissez un texte pour « {fr} ».',
    'Send a text.',
  ),
  attribute_integer_expected: refusal(
    422,
    'Enter a whole number for "{en}".',
    'Saisissez un nombre entier pour « {fr} ».',
    'Send a number without decimals.',
  ),
  attribute_decimal_expected: refusal(
    422,
    'Enter a number for "{en}".',
    'Saisissez un nombre pour « {fr} ».',
    'Send a number.',
  ),
  attribute_boolean_expected: refusal(
    422,
    'Answer "{en}" with yes or no.',
    'Répondez à « {fr} » par oui ou par non.',
    'Send true or false.',
  ),
  attribute_value_unlisted: refusal(
    422,
    'Choose "{en}" from its list.',
    'Choisissez « {fr} » dans sa liste.',
    'Send one of the values of the fixed list of the attribute.',
  ),
  attribute_too_low: refusal(
    422,
    '"{en}" is at least {min}.',
    '« {fr} » vaut au moins {min}.',
    'Send a number in the range of the attribute.',
  ),
  attribute_too_high: refusal(
    422,
    '"{en}" is at most {max}.',
    '« {fr} » vaut au plus {max}.',
    'Send a number in the range of the attribute.',
  ),
  zip_code_invalid: refusal(
    422,
    'Enter a postcode of {country} in the form {formats} (# is a digit, & a letter).',
    'Saisissez un code postal de {country} au format {formats} (# est un chiffre, & une lettre).',
    'Correct the postcode or the country; or correct the address formats in the settings and publish them with job 1110.',
  ),
  zip_code_required: refusal(
    422,
    'Enter the postcode; an address in {country} needs one.',
    'Saisissez le code postal ; une adresse de {country} doit en avoir un.',
    'Ask for the postcode, or let the address formats of the country do without and publish them with job 1110.',
  ),
  personal_title_unknown: refusal(
    422,
    'Unknown title "{value}". Choose one from the list.',
    'Titre inconnu « {value} ». Choisissez-en un dans la liste.',
    'Add the title to the settings and publish them with job 1110, or correct the title.',
  ),
  affiliation_unknown: refusal(
    422,
    'Unknown affiliation "{value}". Choose one from the list.',
    'Affiliation inconnue « {value} ». Choisissez-en une dans la liste.',
    'Add the affiliation to the settings and publish them with job 1110, or leave it out.',
  ),
  address_book_unknown: refusal(
    422,
    'Unknown address book "{value}". Choose one from the list.',
    "Carnet d'adresses inconnu « {value} ». Choisissez-en un dans la liste.",
    'Add the address book to the settings and publish them with job 1110, or leave it out.',
  ),
  loyalty_program_unknown: refusal(
    422,
    'Unknown loyalty program "{value}". Choose one from the list.',
    'Programme de fidélité inconnu « {value} ». Choisissez-en un dans la liste.',
    'Add the loyalty program to the settings and publish them with job 1050, or correct it.',
  ),
  loyalty_card_exists: refusal(
    409,
    'The customer already has a card of this loyalty program. Use that card.',
    'Le client a déjà une carte de ce programme de fidélité. Utilisez cette carte.',
    'Use the card that the customer has; a customer has one card of a program.',
  ),
} as const satisfies Record<string, ErrorEntry>;
