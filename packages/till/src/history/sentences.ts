import type { Language } from '@counterfoil/contracts/error-register';

/** What the way of a customer is told in. */
export const sentences = {
  recorded: { en: 'Recorded on this till', fr: 'Enregistré sur cette caisse' },
  changeRecorded: { en: 'Change recorded on this till', fr: 'Modification enregistrée sur cette caisse' },
  deactivationRecorded: { en: 'Deactivated on this till', fr: 'Désactivé sur cette caisse' },
  recordedInStore: { en: 'Recorded in this store', fr: 'Enregistré dans ce magasin' },
  waitingForNetwork: { en: 'Waiting for the network since {time}', fr: 'En attente du réseau depuis {time}' },
  oneQueued: { en: '; 1 customer queued', fr: ' ; 1 client en file' },
  manyQueued: { en: '; {count} customers queued', fr: ' ; {count} clients en file' },
  sending: { en: "On its way to the store's server", fr: 'En cours de transmission au serveur du magasin' },
  delivered: { en: "Delivered to the store's server", fr: 'Transmis au serveur du magasin' },
  waitingForUpload: {
    en: "At the store's server, waiting to go to headquarters",
    fr: 'Au serveur du magasin, en attente d’envoi au siège',
  },
  waitingForNumber: { en: 'At headquarters, waiting for its number', fr: 'Au siège, en attente de son numéro' },
  waitingForHeadquarters: { en: 'At headquarters, waiting to be processed', fr: 'Au siège, en attente de traitement' },
  numberFollows: { en: 'Headquarters gives it a number', fr: 'Le siège lui attribue un numéro' },
  numberOnItsWay: { en: 'Its number is on the way to this store', fr: 'Son numéro est en route vers ce magasin' },
  number: { en: 'Number {number}', fr: 'Numéro {number}' },
  processed: { en: 'Processed by headquarters', fr: 'Traité par le siège' },
  processedKnownHere: { en: 'Processed by headquarters, known here', fr: 'Traité par le siège, connu ici' },
  needsAttention: { en: 'Needs attention: {reason}', fr: 'À corriger : {reason}' },
  refused: { en: 'Refused by headquarters: {reason}', fr: 'Refusé par le siège : {reason}' },
  rejected: { en: "Not taken by the store's server: {reason}", fr: 'Rejeté par le serveur du magasin : {reason}' },
  unknownReason: { en: 'the reason is told at headquarters', fr: 'le motif est indiqué au siège' },
  nextCorrection: {
    en: 'Somebody at headquarters corrects it; nothing that was recorded is lost',
    fr: "Quelqu'un au siège le corrige ; rien de ce qui a été saisi n'est perdu",
  },
  nextRejected: {
    en: 'Record it again; the rejected entry is kept at the store',
    fr: 'Ressaisissez-le ; la saisie rejetée est conservée au magasin',
  },
  nextUpload: {
    en: "The store's server sends it to headquarters; its number then appears here by itself",
    fr: 'Le serveur du magasin l’envoie au siège ; son numéro apparaît alors ici de lui-même',
  },
  nextNumber: {
    en: 'Headquarters gives it a number, which then appears here by itself',
    fr: 'Le siège lui attribue un numéro, qui apparaît alors ici de lui-même',
  },
  nextProcessing: {
    en: 'Headquarters processes the change; nothing has to be done here',
    fr: 'Le siège traite la modification ; il n’y a rien à faire ici',
  },
  nextNothing: { en: 'Nothing more to do', fr: 'Plus rien à faire' },
} as const satisfies Record<string, Record<Language, string>>;

export type SentenceName = keyof typeof sentences;
