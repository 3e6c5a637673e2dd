import type { ErrorEntry } from '../error-entry.ts';
import { refusal } from '../error-entry.ts';

/** What a till without a network, and its exchange, refuses. */
export const offlineErrors = {
  customer_creation_offline_excluded: refusal(
    409,
    'Customers cannot be created while this till is offline: customer data is kept off offline tills. Go on with the sale without a customer, and create the customer when the till is online again.',
    "Impossible de créer un client tant que cette caisse est hors ligne : les données client n'y sont pas conservées. Poursuivez la vente sans client et créez-le dès que la caisse sera de nouveau en ligne.",
    '*Filter shared customer data tables* is on in the channel schema; switch it off to allow creation offline.',
  ),
  customer_edit_offline_unavailable: refusal(
    409,
    'Customers cannot be edited while this till is offline. Edit the customer when the till is online again.',
    'Impossible de modifier un client tant que cette caisse est hors ligne. Modifiez-le dès que la caisse sera de nouveau en ligne.',
    'Switch on *Enable editing customers in asynchronous mode*, and run jobs 1070 and 1110.',
  ),
  customer_address_offline_unavailable: refusal(
    409,
    'Addresses cannot be added while this till is offline. Add the address when the till is online again.',
    "Impossible d'ajouter une adresse tant que cette caisse est hors ligne. Ajoutez-la dès que la caisse sera de nouveau en ligne.",
    'Switch on *Enable asynchronous creation for customer addresses*, and run jobs 1070 and 1110.',
  ),
  offline_database_not_ready: refusal(
    409,
    'This till has never been online: it does not know its store yet. Connect it once.',
    "Cette caisse n'a jamais été en ligne : elle ne connaît pas encore son magasin. Connectez-la une fois.",
    'Let the till exchange with its scale unit once; check that its register is published by job 1090.',
  ),
  register_unknown: refusal(
    404,
    'Unknown register "{value}".',
    'Caisse inconnue « {value} ».',
    'Create the register at headquarters and run job 1090.',
  ),
  register_offline_unsupported: refusal(
    409,
    'Register "{value}" has no offline database.',
    "La caisse « {value} » n'a pas de base de données hors ligne.",
    'Set *Support offline* on the register and run job 1090.',
  ),
  device_sequence_gap: refusal(
    409,
    'Entries of the till are missing: it sent number {given}, number {expected} was expected. Nothing was stored.',
    'Il manque des entrées de la caisse : numéro {given} reçu, numéro {expected} attendu. Rien n’a été enregistré.',
    'The till numbers anew all that it still holds and sends it again by itself; nothing is doubled.',
  ),
  device_sequence_reused: refusal(
    409,
    'Number {given} of the till stands for something else already. Nothing was stored.',
    'Le numéro {given} de la caisse désigne déjà autre chose. Rien n’a été enregistré.',
    'Two tills use a copy of one offline database, or an old copy was brought back. The till numbers anew by itself; activate each till by itself.',
  ),
  offline_epoch_foreign: refusal(
    409,
    'The channel database is not the one that the till knows: it was restored. Nothing was stored.',
    "La base de données du canal n'est pas celle que la caisse connaît : elle a été restaurée. Rien n'a été enregistré.",
    'The till offers again all that it still holds by itself; nothing is doubled.',
  ),
  offline_entry_foreign: refusal(
    422,
    'The entry was not made at this register.',
    "L'entrée n'a pas été faite à cette caisse.",
    'Look at the rejected entries of the register; a till must use its own register only.',
  ),
  offline_entry_unreadable: refusal(
    422,
    'The entry is not a customer operation.',
    "L'entrée n'est pas une opération client.",
    'Its content is kept with the rejected entries of the register; capture the customer again.',
  ),
  offline_transaction_unreadable: refusal(
    422,
    'What the till sent is not a transaction.',
    "Ce que la caisse a envoyé n'est pas une transaction.",
    'Its content is kept with the rejected transactions of the register; enter the sale again.',
  ),
  offline_entry_follows_rejected: refusal(
    422,
    'An earlier entry of the same customer was rejected.',
    'Une entrée antérieure du même client a été rejetée.',
    'Look at the earlier rejected entry of the register; capture the customer again.',
  ),
  snapshot_unavailable: refusal(
    409,
    'There is no copy of the customers for a till now: customer data is kept off it, or nothing can be read yet.',
    'Aucune copie des clients pour une caisse à présent : elle ne reçoit pas de données client, ou rien ne peut encore être lu.',
    'Nothing: the till exchanges page by page.',
  ),
} as const satisfies Record<string, ErrorEntry>;
