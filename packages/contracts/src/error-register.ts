import type { ErrorEntry, Language } from './error-entry.ts';
import { outage, refusal } from './error-entry.ts';
import { channelRuleErrors } from './errors/channel-rules.ts';
import { customerErrors } from './errors/customer.ts';
import { eventErrors } from './errors/events.ts';
import { headquartersErrors } from './errors/headquarters.ts';
import { offlineErrors } from './errors/offline.ts';
import { orderErrors } from './errors/orders.ts';
import { pointOfSaleErrors } from './errors/point-of-sale.ts';
import { settingErrors } from './errors/settings.ts';
import { storefrontErrors } from './errors/storefront.ts';
import { workspaceErrors } from './errors/workspace.ts';

export { languages } from './error-entry.ts';
export type { ErrorEntry, ErrorKind, Language } from './error-entry.ts';

/** Every code that any part of the product answers or records, with its meaning and what to do. */
export const errorRegister = {
  // What a person typed.
  name_required: refusal(
    422,
    'Enter a name.',
    'Saisissez un nom.',
    'Ask for the name; a person needs a first or last name, an organization its name.',
  ),
  field_required: refusal(
    422,
    'This field is required.',
    'Ce champ est obligatoire.',
    'Fill in the field named in the answer.',
  ),
  field_too_long: refusal(422, 'At most {max} characters.', '{max} caractères au plus.', 'Shorten the text.'),
  text_invalid: refusal(
    422,
    'The text contains characters that cannot be stored. Retype it.',
    'Le texte contient des caractères impossibles à enregistrer. Ressaisissez-le.',
    'Control characters, half surrogates, direction overrides and floods of combining marks are refused everywhere.',
  ),
  email_invalid: refusal(
    422,
    'Enter an e-mail address like name@example.com.',
    'Saisissez une adresse e-mail comme nom@exemple.fr.',
    'Correct the e-mail address.',
  ),
  phone_invalid: refusal(
    422,
    'Enter a valid phone number for {country}.',
    'Saisissez un numéro de téléphone valide pour {country}.',
    'Correct the number, or write it with + and the country code.',
  ),
  country_invalid: refusal(
    422,
    'Unknown country or region "{value}".',
    'Pays ou région inconnu « {value} ».',
    'Use an ISO 3166-1 alpha-2 code.',
  ),
  currency_invalid: refusal(
    422,
    'Unknown currency "{value}".',
    'Devise inconnue « {value} ».',
    'Use an ISO 4217 code.',
  ),
  language_invalid: refusal(
    422,
    'Unknown language "{value}".',
    'Langue inconnue « {value} ».',
    'Use a language tag such as en-US.',
  ),
  date_invalid: refusal(
    422,
    'Enter a date as YYYY-MM-DD.',
    'Saisissez une date au format AAAA-MM-JJ.',
    'Correct the date.',
  ),
  date_in_future: refusal(
    422,
    'The date of birth is in the future.',
    'La date de naissance est dans le futur.',
    'Correct the date.',
  ),
  amount_invalid: refusal(
    422,
    'Enter an amount of zero or more.',
    'Saisissez un montant positif ou nul.',
    'Correct the amount.',
  ),
  too_many_addresses: refusal(
    422,
    'A customer has at most {max} addresses.',
    'Un client a au plus {max} adresses.',
    'Remove addresses that are no longer used.',
  ),
  address_duplicate: refusal(
    422,
    'Two addresses have the same identifier.',
    'Deux adresses portent le même identifiant.',
    'Give every address its own identifier.',
  ),
  nothing_changed: refusal(422, 'Nothing was changed.', "Rien n'a été modifié.", 'Send at least one field or address.'),
  // The request itself.
  request_invalid: refusal(
    400,
    'The request cannot be read: {detail}',
    'La requête est illisible : {detail}',
    'Compare the request with the OpenAPI document.',
  ),
  request_too_large: refusal(
    413,
    'The request is larger than {max} bytes.',
    'La requête dépasse {max} octets.',
    'Send less at once.',
  ),
  media_type_unsupported: refusal(
    415,
    'Send the request as application/json.',
    'Envoyez la requête en application/json.',
    'Set the Content-Type header.',
  ),
  not_found: refusal(
    404,
    'There is nothing at this address.',
    "Il n'y a rien à cette adresse.",
    'Compare the path with the OpenAPI document.',
  ),
  not_authenticated: refusal(
    401,
    'Sign in first.',
    "Connectez-vous d'abord.",
    'Send a valid token in the Authorization header.',
  ),
  not_allowed: refusal(
    403,
    'You may not do this.',
    "Vous n'avez pas le droit de faire cela.",
    'Ask an administrator for the role that the route names.',
  ),
  too_many_requests: refusal(
    429,
    'Too many requests. Try again in a moment.',
    'Trop de requêtes. Réessayez dans un instant.',
    'Slow down; the limit is a setting.',
  ),
  idempotency_key_reused: refusal(
    409,
    'This request key was already used for other content.',
    'Cette clé de requête a déjà servi pour un autre contenu.',
    'Use a new key for a new request.',
  ),
  // Customers and settings.
  customer_unknown: refusal(404, 'No such customer.', "Ce client n'existe pas.", 'Search for the customer again.'),
  customer_exists: refusal(
    409,
    'This customer already exists.',
    'Ce client existe déjà.',
    'The identifier was used by another creation; use a new one.',
  ),
  customer_deactivated: refusal(
    409,
    'This customer is deactivated.',
    'Ce client est désactivé.',
    'Reactivate the customer at headquarters first.',
  ),
  customer_version_unknown: refusal(
    409,
    'The customer changed since you opened it. Open it again.',
    "Le client a changé depuis que vous l'avez ouvert. Rouvrez-le.",
    'Open the customer again and repeat the edit.',
  ),
  address_unknown: refusal(404, 'No such address.', "Cette adresse n'existe pas.", 'Open the customer again.'),
  channel_unknown: refusal(
    404,
    'Unknown channel "{value}".',
    'Canal inconnu « {value} ».',
    'Use a channel of this scale unit; see GET /configuration.',
  ),
  functionality_profile_unknown: refusal(
    404,
    'Unknown functionality profile "{value}".',
    'Profil de fonctionnalité inconnu « {value} ».',
    'Use a profile of GET /functionality-profiles.',
  ),
  legal_entity_unknown: refusal(
    422,
    'Unknown legal entity "{value}".',
    'Entité juridique inconnue « {value} ».',
    'Create the legal entity at headquarters.',
  ),
  customer_group_unknown: refusal(
    422,
    'Unknown customer group "{value}".',
    'Groupe de clients inconnu « {value} ».',
    'Create the group at headquarters or choose another, then synchronize again.',
  ),
  account_number_sequence_missing: refusal(
    422,
    'No number sequence for customer accounts of {legalEntity}.',
    'Aucune souche de numéros pour les comptes clients de {legalEntity}.',
    'Create the number sequence, then synchronize again.',
  ),
  account_number_sequence_exhausted: refusal(
    422,
    'The number sequence of {legalEntity} has been exceeded.',
    'La souche de numéros de {legalEntity} est épuisée.',
    'Raise the largest number of the sequence, then synchronize again.',
  ),
  number_format_invalid: refusal(
    422,
    'The format needs # (a digit) or & (a letter), with room for a number of {digits} digits.',
    'Le format doit contenir # (un chiffre) ou & (une lettre), avec de la place pour un nombre de {digits} chiffres.',
    'Write for example C-#########; # stands for a digit, & for a letter, {scope} for the legal entity, the rest for itself.',
  ),
  number_sequence_range_invalid: refusal(
    422,
    'The largest number must be at least the next one, {next}.',
    'Le plus grand numéro doit être au moins égal au prochain, {next}.',
    'Raise the largest number of the sequence.',
  ),
  number_sequence_lowered: refusal(
    422,
    'The next number may not be below {next}: a number could be issued twice.',
    'Le prochain numéro ne peut pas être inférieur à {next} : un numéro pourrait être attribué deux fois.',
    'Leave the next number as it is, or raise it.',
  ),
  record_poisoned: refusal(
    422,
    // The database's own words are for administrators, in the record's last known error: they may quote what was typed.
    'The record cannot be stored as it is. Check what was entered.',
    "L'enregistrement ne peut pas être stocké tel quel. Vérifiez la saisie.",
    'The last known error says what the database refused. Correct the record, then synchronize again.',
  ),
  // Exchange.
  package_corrupt: refusal(
    400,
    'The package is damaged: {detail}',
    'Le paquet est endommagé : {detail}',
    'It is sent again by itself; if it stays, check the line and the disks.',
  ),
  package_too_large: refusal(
    413,
    'The package is larger than {max} {unit}.',
    'Le paquet dépasse {max} {unit}.',
    'Lower the package bounds of the sender.',
  ),
  package_out_of_order: refusal(
    409,
    'Package {given} came where {expected} was expected.',
    'Le paquet {given} est arrivé à la place du paquet {expected}.',
    'The sender goes back to the expected one by itself.',
  ),
  epoch_foreign: refusal(
    409,
    'The package belongs to another incarnation of the database.',
    'Le paquet appartient à une autre incarnation de la base de données.',
    'The nodes agree on the new epoch by themselves and offer again what they hold.',
  ),
  protocol_unsupported: refusal(
    426,
    'Protocol version {given} is not supported.',
    "La version {given} du protocole n'est pas prise en charge.",
    'Update the older node.',
  ),
  download_session_unknown: refusal(
    404,
    'No such download session.',
    "Cette session de téléchargement n'existe pas.",
    'Look the session up in the list of download sessions.',
  ),
  registration_code_invalid: refusal(
    403,
    'The registration code is wrong or was already used.',
    "Le code d'enregistrement est faux ou a déjà servi.",
    'Make a new code at headquarters: counterfoil scale-unit code <channel database>.',
  ),
  scale_unit_unknown: refusal(
    403,
    'This scale unit is not registered.',
    "Cette unité d'échelle n'est pas enregistrée.",
    'Register it with a one-time code.',
  ),
  channel_database_unknown: refusal(
    404,
    'Unknown channel database "{value}".',
    'Base de données de canal inconnue « {value} ».',
    'Use a channel database of GET /channel-databases.',
  ),
  staged_operation_unknown: refusal(
    404,
    'No such record in the customer synchronization status.',
    "Cet enregistrement n'existe pas dans l'état de synchronisation des clients.",
    'Look the record up in the customer synchronization status again.',
  ),
  staged_operation_not_failed: refusal(
    409,
    'Only a failed record can be corrected and synchronized again.',
    'Seul un enregistrement en échec peut être corrigé et synchronisé à nouveau.',
    'Open the customer synchronization status again; the record has moved on meanwhile.',
  ),
  staged_operation_unreadable: refusal(
    422,
    'What arrived of this record cannot be stored. Enter all of its values.',
    'Ce qui est arrivé de cet enregistrement ne peut pas être stocké. Saisissez toutes ses valeurs.',
    'Synchronize the record with whole changes; a record whose origin is unreadable too is entered again in the store.',
  ),
  job_unknown: refusal(
    404,
    'Unknown job "{value}".',
    'Tâche inconnue « {value} ».',
    'Use one of the names of GET /batch-jobs.',
  ),
  job_running: refusal(
    409,
    'The job "{value}" is already running.',
    'La tâche « {value} » est déjà en cours.',
    'Wait for the run to end.',
  ),
  recurrence_invalid: refusal(
    422,
    'The recurrence "{value}" cannot be read.',
    'La récurrence « {value} » est illisible.',
    'Write a cron expression with five fields, "continuous" or "off".',
  ),
  ...customerErrors,
  ...channelRuleErrors,
  ...settingErrors,
  ...workspaceErrors,
  ...storefrontErrors,
  ...offlineErrors,
  ...pointOfSaleErrors,
  ...orderErrors,
  ...eventErrors,
  ...headquartersErrors,
  // Outages.
  headquarters_unreachable: outage(
    503,
    'Headquarters cannot be reached.',
    'Le siège est injoignable.',
    'Nothing is lost; check the line. The scale unit tries again by itself.',
  ),
  database_unreachable: outage(
    503,
    'The database cannot be reached. Try again in a moment.',
    'La base de données est injoignable. Réessayez dans un instant.',
    'Start PostgreSQL or correct the database URL.',
  ),
  overloaded: outage(
    503,
    'Too much at once. Try again in a moment.',
    'Trop de demandes à la fois. Réessayez dans un instant.',
    'Add capacity or spread the load.',
  ),
  shutting_down: outage(
    503,
    'The server is stopping. Try again in a moment.',
    "Le serveur s'arrête. Réessayez dans un instant.",
    'Wait for the restart.',
  ),
  // Bugs.
  internal_error: {
    kind: 'bug',
    httpStatus: 500,
    message: {
      en: 'Something went wrong on our side. Nothing was lost; try again.',
      fr: "Une erreur s'est produite de notre côté. Rien n'est perdu ; réessayez.",
    },
    remedy: 'Look the trace id up in the log and report it.',
    retryable: true,
  },
} as const satisfies Record<string, ErrorEntry>;

/** A code of the register. */
export type ErrorCode = keyof typeof errorRegister;

/** Whether `code` is in the register. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorRegister, code);
}

/** The sentence of `code` in `language`, with its parameters put in. */
export function messageOf(
  code: ErrorCode,
  language: Language,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return errorRegister[code].message[language].replace(/\{(\w+)\}/gu, (placeholder, name: string) =>
    String(parameters[name] ?? placeholder),
  );
}
