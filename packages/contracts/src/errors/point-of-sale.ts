import type { ErrorEntry } from '../error-entry.ts';
import { outage, refusal } from '../error-entry.ts';

/** What a till, its device and its workers are refused. */
export const pointOfSaleErrors = {
  activation_code_invalid: refusal(
    403,
    'This activation code is not known, was used before or is too old. Ask an administrator for a new one.',
    "Ce code d'activation est inconnu, déjà utilisé ou trop ancien. Demandez-en un nouveau à un administrateur.",
    'Make a new code: `counterfoil device activation-code REGISTER`.',
  ),
  device_revoked: refusal(
    403,
    'This till has been revoked. Its data is removed; an administrator can activate it again.',
    'Cette caisse a été révoquée. Ses données sont effacées ; un administrateur peut la réactiver.',
    'Nothing, if the till was lost or replaced; otherwise make a new activation code for its register.',
  ),
  device_unknown: refusal(
    401,
    'This till is not activated here. Activate it with a code from an administrator.',
    "Cette caisse n'est pas activée ici. Activez-la avec un code fourni par un administrateur.",
    'Make an activation code for its register; check that the till calls the scale unit of its own store.',
  ),
  device_proof_invalid: refusal(
    401,
    'This call does not carry the proof of an activated till.',
    "Cet appel ne porte pas la preuve d'une caisse activée.",
    'A till opens a new connection by itself; if it goes on, something between till and scale unit changes requests.',
  ),
  device_proof_replayed: refusal(
    401,
    'This call was made before and is not done again.',
    'Cet appel a déjà été fait et ne sera pas refait.',
    'Somebody repeats recorded requests, or two tills share one set of keys: revoke the device.',
  ),
  device_connection_ended: refusal(
    401,
    'The connection of this till has ended; it opens a new one.',
    'La connexion de cette caisse a pris fin ; elle en ouvre une nouvelle.',
    'Nothing: the till opens a new connection by itself.',
  ),
  sign_in_failed: refusal(
    401,
    'Operator id or PIN is wrong.',
    "L'identifiant d'opérateur ou le code PIN est incorrect.",
    'Set a new PIN for the worker at headquarters and run job 1060.',
  ),
  sign_in_blocked: refusal(
    429,
    'Too many wrong PINs. Try again in {minutes} min.',
    'Trop de codes PIN incorrects. Réessayez dans {minutes} min.',
    'Wait, or set a new PIN for the worker at headquarters and run job 1060.',
  ),
  worker_session_ended: refusal(
    401,
    'Your session has ended. Sign in again.',
    'Votre session a pris fin. Reconnectez-vous.',
    'Nothing: the worker signs in again.',
  ),
  operation_needs_manager: refusal(
    403,
    'This needs a store manager. Ask one to enter their operator id and PIN.',
    'Cette opération demande un responsable de magasin. Demandez-lui de saisir son identifiant et son code PIN.',
    'Give the worker the role of store manager at headquarters, if they are to do this themselves.',
  ),
  till_not_activated: refusal(
    409,
    'This till is not activated yet. Enter the activation code of an administrator.',
    "Cette caisse n'est pas encore activée. Saisissez le code d'activation d'un administrateur.",
    'Make an activation code: `counterfoil device activation-code REGISTER`.',
  ),
  till_keys_lost: refusal(
    409,
    'This browser has lost the keys of the till. What was recorded here is still there: activate the till again to go on.',
    'Ce navigateur a perdu les clés de la caisse. Ce qui a été enregistré ici est toujours là : réactivez la caisse pour continuer.',
    'Make an activation code for the same register and enter it at the till.',
  ),
  till_database_corrupt: refusal(
    409,
    'The data of this till cannot be read. Do not clear the browser: call your administrator.',
    'Les données de cette caisse sont illisibles. Ne videz pas le navigateur : appelez votre administrateur.',
    'Save the browser profile for analysis; then reset the till and load it anew. What it had not delivered is listed by *Register offline status*.',
  ),
  till_storage_lost: refusal(
    409,
    'The data of this till is gone: this browser has removed it. {count} entries had not been delivered.',
    'Les données de cette caisse ont disparu : ce navigateur les a supprimées. {count} saisies n’avaient pas été transmises.',
    'Grant the site persistent storage; compare *Register offline status*; activate the till again.',
  ),
  till_storage_full: outage(
    507,
    'This device has no space left. Nothing was recorded; free some space and try again.',
    "Cet appareil n'a plus d'espace. Rien n'a été enregistré ; libérez de l'espace et réessayez.",
    'Free space on the device; the till records again at once.',
  ),
  till_offline: refusal(
    409,
    'This needs the network, and the till is offline. Try again when it is back online.',
    'Cette opération demande le réseau et la caisse est hors ligne. Réessayez une fois la caisse en ligne.',
    'Check the network between till and scale unit; *Connection status* at the till shows the next try.',
  ),
  shift_not_open: refusal(
    409,
    'Open a shift first.',
    "Ouvrez d'abord une session de caisse.",
    'Nothing: the worker opens a shift.',
  ),
  shift_already_open: refusal(
    409,
    'A shift is open on this till already.',
    'Une session est déjà ouverte sur cette caisse.',
    'Nothing: the worker goes on with it, or closes it.',
  ),
  transaction_empty: refusal(
    409,
    'There is nothing in this transaction yet. Add an item first.',
    "Cette transaction est vide. Ajoutez d'abord un article.",
    'Nothing.',
  ),
  transaction_open: refusal(
    409,
    'Finish or void the open transaction first.',
    'Terminez ou annulez d’abord la transaction en cours.',
    'Nothing.',
  ),
  product_unknown: refusal(
    404,
    'There is no item "{value}" at this till.',
    "L'article « {value} » n'existe pas sur cette caisse.",
    'Add the product at headquarters, with a price in the currency of the store, and run job 1040.',
  ),
} as const satisfies Record<string, ErrorEntry>;
