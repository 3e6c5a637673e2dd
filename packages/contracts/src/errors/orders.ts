import { refusal, type ErrorEntry } from '../error-entry.ts';

/** What is wrong with an order, a transaction or a statement. */
export const orderErrors = {
  order_customer_required: refusal(
    422,
    'Choose a customer for the order.',
    'Choisissez un client pour la commande.',
    'A customer order needs a customer; a cash-and-carry sale does not.',
  ),
  order_customer_pending: refusal(
    409,
    'This customer is still being synchronized and cannot be chosen for this order yet. Try again in a few minutes, or sell the goods directly.',
    'Ce client est en cours de synchronisation et ne peut pas encore être choisi pour cette commande. Réessayez dans quelques minutes, ou vendez directement.',
    'Wait until the account number is back in the channel (P-job, Synchronize customers, 1010), or set the profile option "Create customer order in async mode".',
  ),
  order_address_pending: refusal(
    409,
    'This address is still being synchronized and cannot be delivered to by this order yet. Try again in a few minutes.',
    'Cette adresse est en cours de synchronisation et ne peut pas encore être celle de la commande. Réessayez dans quelques minutes.',
    'Wait for the three jobs, or set the profile option "Create customer order in async mode".',
  ),
  order_address_unknown: refusal(
    422,
    'The customer has no such address.',
    "Le client n'a pas cette adresse.",
    'Choose one of the addresses of the customer; edit the order at headquarters if it is there already.',
  ),
  order_given_up: refusal(
    409,
    'This order was not made, because headquarters could not be reached. Make it again.',
    "Cette commande n'a pas été passée, car le siège était injoignable. Passez-la à nouveau.",
    'The identifier of an order that was given up is used up; whatever headquarters made of it is canceled. Take a new one.',
  ),
  order_unknown: refusal(404, 'No such order.', "Cette commande n'existe pas.", 'List the orders again.'),
  order_not_editing: refusal(
    409,
    'Set the order to Editing before you change it.',
    'Mettez la commande en modification avant de la changer.',
    'An order is changed under status Editing only, in which the job leaves it alone.',
  ),
  order_not_editable: refusal(
    409,
    'This order is a sales order already, or was canceled, and can no longer be edited here.',
    "Cette commande est déjà une commande client ou a été annulée ; elle n'est plus modifiable ici.",
    'Only orders whose status is blank, Failure or Editing are edited.',
  ),
  order_customer_waiting: refusal(
    409,
    'The customer has not arrived at headquarters yet.',
    "Le client n'est pas encore arrivé au siège.",
    'Nothing has to be done: it is tried again. If it stays, run the P-job and look at Customer synchronization status.',
  ),
  requested_date_in_past: refusal(
    422,
    'The requested date is in the past.',
    'La date demandée est passée.',
    'Choose today or a later date.',
  ),
  transaction_unknown: refusal(
    404,
    'No such transaction.',
    "Cette transaction n'existe pas.",
    'Check the number; a channel keeps transactions until the backup horizon.',
  ),
  transaction_id_taken: refusal(
    409,
    'This transaction number belongs to another transaction.',
    'Ce numéro de transaction appartient à une autre transaction.',
    'A number is never used twice: store, terminal and milliseconds since 1970 make a new one.',
  ),
  parked_transaction_unknown: refusal(
    404,
    'No such parked transaction.',
    "Cette transaction mise de côté n'existe pas.",
    'List the parked transactions again.',
  ),
  parked_transaction_decided: refusal(
    409,
    'This transaction was staged again or dismissed before.',
    'Cette transaction a déjà été reprise ou écartée.',
    'Read the parked transaction again: it tells who decided it, and how.',
  ),
  parked_transaction_unreadable: refusal(
    422,
    'What arrived cannot be read as a transaction; enter the whole transaction.',
    'Ce qui est arrivé ne se lit pas comme une transaction ; saisissez la transaction entière.',
    'Send the corrected transaction in the request. Its channel has to be one of the channel database it came from.',
  ),
  transaction_dismissed: refusal(
    409,
    'Headquarters has dismissed this transaction.',
    'Le siège a écarté cette transaction.',
    'The parked transaction at headquarters tells who dismissed it, and why.',
  ),
  receipt_number_taken: refusal(
    409,
    'This receipt number belongs to another transaction.',
    'Ce numéro de ticket appartient à une autre transaction.',
    'Send another receipt number, or none: it is made then.',
  ),
  order_numbers_exhausted: refusal(
    409,
    'The numbers of {legalEntity} are used up.',
    'Les numéros de {legalEntity} sont épuisés.',
    'Raise the largest value of the document numbers; what failed is tried again.',
  ),
  statement_unknown: refusal(404, 'No such statement.', "Ce relevé n'existe pas.", 'List the statements again.'),
  statement_nothing_to_post: refusal(
    409,
    'The customers of all transactions of this statement have still to be synchronized.',
    'Les clients de toutes les transactions de ce relevé restent à synchroniser.',
    'Mend the customers in Customer synchronization status; the statement is posted by the next run.',
  ),
} as const satisfies Record<string, ErrorEntry>;
