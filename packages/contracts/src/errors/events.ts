import { outage, refusal, type ErrorEntry } from '../error-entry.ts';

/** What is wrong with an import, an export, an e-mail or an event subscription. */
export const eventErrors = {
  smtp_not_configured: refusal(
    409,
    'E-mails are to be sent, and no mail server is configured.',
    "Des e-mails sont à envoyer, et aucun serveur de messagerie n'est configuré.",
    'Set COUNTERFOIL_SMTP_HOST (and port, security, user and password) and start headquarters again; the e-mails wait.',
  ),
  smtp_unreachable: outage(
    503,
    'The mail server does not answer or refuses headquarters.',
    'Le serveur de messagerie ne répond pas ou refuse le siège.',
    'Check the mail server, its address, certificate, user and password. The e-mails wait three days, then they are parked.',
  ),
  email_refused: refusal(
    422,
    'The mail server refused the e-mail ({reply}).',
    "Le serveur de messagerie a refusé l'e-mail ({reply}).",
    'Correct the e-mail address of the customer or the sender of the e-mail notification profile, then retry it.',
  ),
  email_deferred: outage(
    503,
    'The mail server could not take the e-mail yet ({reply}).',
    "Le serveur de messagerie n'a pas encore pu prendre l'e-mail ({reply}).",
    'It is tried again by itself; when it is parked, ask the operator of the mail server and retry it.',
  ),
  email_template_placeholder_unknown: refusal(
    422,
    'There is no placeholder %{value}%. Use one of: {names}.',
    "Il n'y a pas d'espace réservé %{value}%. Employez l'un de : {names}.",
    'Correct the template; a percent sign between letters is a placeholder.',
  ),
  email_profile_channel_taken: refusal(
    409,
    'The active profile "{value}" already sends e-mails for {channel}.',
    'Le profil actif « {value} » envoie déjà des e-mails pour {channel}.',
    'Take the channel out of one of the two profiles, or switch one of them off.',
  ),
  notification_unknown: refusal(
    404,
    'There is no such e-mail to retry.',
    "Il n'y a pas d'e-mail de ce numéro à retenter.",
    'Only parked e-mails can be retried: list them with GET /notifications?state=parked.',
  ),
  event_cursor_unknown: refusal(
    410,
    'This place in the events is not known: the database was restored from a backup, or the cursor is of another one.',
    "Cette place dans les événements est inconnue : la base a été restaurée, ou le curseur vient d'ailleurs.",
    'Read the events from their start, or export the customers and go on from the cursor of the export.',
  ),
  event_subscription_unknown: refusal(
    404,
    'There is no event subscription "{value}".',
    "Il n'y a pas d'abonnement aux événements « {value} ».",
    'Use one of GET /event-subscriptions, or create it under GET /settings/event-subscriptions.',
  ),
  event_url_invalid: refusal(
    422,
    'Enter an address that begins with https:// or http://, without a user or a fragment.',
    'Saisissez une adresse qui commence par https:// ou http://, sans utilisateur ni fragment.',
    'Correct the address of the subscription; credentials do not belong into it: deliveries are signed.',
  ),
  event_receiver_address_refused: refusal(
    422,
    'The address of the receiver lies in a private network.',
    'L’adresse du destinataire se trouve dans un réseau privé.',
    'Use a public address, or allow private ones with COUNTERFOIL_EVENTS_ALLOW_PRIVATE_ADDRESSES=true.',
  ),
  event_receiver_refused: refusal(
    502,
    'The receiver answered {status}.',
    'Le destinataire a répondu {status}.',
    'Correct the receiver, then resume the subscription; nothing is lost meanwhile.',
  ),
  event_receiver_unreachable: outage(
    503,
    'The receiver does not answer ({reason}).',
    'Le destinataire ne répond pas ({reason}).',
    'Check the address of the subscription and the receiver; a suspended subscription goes on where it was when resumed.',
  ),
  event_secret_missing: refusal(
    409,
    'This subscription has no secret yet, or it cannot be opened with the present key.',
    "Cet abonnement n'a pas encore de secret, ou la clé actuelle ne l'ouvre pas.",
    'Make one with POST /event-subscriptions/{id}/secret and give it to the receiver.',
  ),
  secrets_key_missing: refusal(
    409,
    'No key to seal secrets is configured.',
    "Aucune clé pour sceller les secrets n'est configurée.",
    'Set COUNTERFOIL_SECRETS_KEY (or COUNTERFOIL_SECRETS_KEY_FILE) to 32 random bytes in base64 and start headquarters again.',
  ),
  import_columns_unknown: refusal(
    422,
    'No column of the file is a field of a customer. Name the columns by a mapping.',
    "Aucune colonne du fichier n'est un champ d'un client. Indiquez les colonnes par une correspondance.",
    'Map columns to fields, for example "Given name=firstName"; GET /customers/import lists the fields.',
  ),
  import_field_unknown: refusal(
    422,
    'There is no field "{value}" to import into.',
    "Il n'y a pas de champ « {value} » à importer.",
    'Use one of the fields that GET /customers/import lists.',
  ),
  import_column_count: refusal(
    422,
    'The line has {count} columns; the first line of the file has {expected}.',
    'La ligne a {count} colonnes ; la première ligne du fichier en a {expected}.',
    'Put texts that hold a comma or a line break into quotes.',
  ),
  import_number_invalid: refusal(
    422,
    '"{value}" is not a number.',
    "« {value} » n'est pas un nombre.",
    'Write numbers with digits and a decimal point.',
  ),
  import_truth_value_invalid: refusal(
    422,
    '"{value}" is neither true nor false.',
    "« {value} » n'est ni true ni false.",
    'Write true, false, yes, no, 1 or 0.',
  ),
  import_choice_invalid: refusal(
    422,
    '"{value}" is not possible here. Use one of: {names}.',
    "« {value} » n'est pas possible ici. Employez l'un de : {names}.",
    'Use one of the values named.',
  ),
  import_list_invalid: refusal(
    422,
    'The list cannot be read.',
    'La liste est illisible.',
    'Separate the entries by semicolons, or write a JSON list.',
  ),
  import_line_changed: refusal(
    409,
    'This line was imported before with other content.',
    'Cette ligne a déjà été importée avec un autre contenu.',
    'Edit the customer instead; if this is another file, give it an import id of its own.',
  ),
  import_customer_deactivated: refusal(
    422,
    'The customer was deactivated where it was exported; it is not imported.',
    "Le client était désactivé là où il a été exporté ; il n'est pas importé.",
    'Remove the line, or its value under "deactivated" to import the customer as an active one.',
  ),
} as const satisfies Record<string, ErrorEntry>;
