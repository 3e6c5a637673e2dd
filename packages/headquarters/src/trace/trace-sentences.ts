import type { Language } from '@counterfoil/contracts/error-register';
import { uuidPattern } from '@counterfoil/platform/identifiers';

type Sentence = Readonly<Record<Language, string>>;

/** Every sentence of a trace, with `{name}` for values. */
export const traceSentences = {
  created: { en: 'Created {place}.', fr: 'Créé {place}.' },
  changed: { en: 'Changed {place}.', fr: 'Modifié {place}.' },
  deactivated: { en: 'Deactivated {place}.', fr: 'Désactivé {place}.' },
  atChannel: { en: 'at {channel}', fr: 'à {channel}' },
  atHeadquarters: { en: 'at headquarters', fr: 'au siège' },
  uploaded: {
    en: 'Uploaded by the P-job: package {package} of the session {session}.',
    fr: 'Chargé par le P-job : paquet {package} de la session {session}.',
  },
  inRealTime: { en: 'Sent to headquarters in real time.', fr: 'Envoyé au siège en temps réel.' },
  staged: { en: 'Kept in the staging inbox of headquarters.', fr: "Conservé dans la zone d'attente du siège." },
  converted: { en: 'Became the account {number}.', fr: 'Devenu le compte {number}.' },
  applied: { en: 'The change was applied at headquarters.', fr: 'La modification a été appliquée au siège.' },
  failed: { en: 'Headquarters could not process it: {reason}', fr: "Le siège n'a pas pu le traiter : {reason}" },
  refused: { en: 'Headquarters refused it: {reason}', fr: "Le siège l'a refusé : {reason}" },
  corrected: { en: 'Corrected by {who}.', fr: 'Corrigé par {who}.' },
  inFeed: {
    en: 'Announced to the channels: row {n} of the change feed.',
    fr: 'Annoncé aux canaux : ligne {n} du flux de modifications.',
  },
  // Channel databases.
  channelApplied: { en: 'It is in the channel database {database}.', fr: 'Il est dans la base de canal {database}.' },
  channelWaiting: {
    en: 'The download session {session} waits for {database}, which fetches it at its next contact.',
    fr: 'La session de téléchargement {session} attend {database}, qui la récupère à son prochain contact.',
  },
  channelSuspended: {
    en: 'The download session {session} of {database} failed and holds it up.',
    fr: 'La session de téléchargement {session} de {database} a échoué et le retient.',
  },
  channelNotPacked: { en: 'Not packed yet for {database}.', fr: 'Pas encore mis en paquet pour {database}.' },
  channelNotAgreed: {
    en: '{database} has to come by first: headquarters does not know what it holds.',
    fr: "{database} doit d'abord se présenter : le siège ne sait pas ce qu'elle contient.",
  },
  channelNotRegistered: {
    en: 'No scale unit has registered for {database}.',
    fr: "Aucune unité d'échelle ne s'est enregistrée pour {database}.",
  },
  channelNotVisible: { en: 'Not for {database}: {reason}', fr: 'Pas pour {database} : {reason}' },
  tillsRead: { en: ' Its tills read it from there.', fr: ' Ses caisses le lisent là.' },
  tillsOffline: {
    en: ' Offline databases take it with the next synchronization of their till: {tills}.',
    fr: ' Les bases hors connexion le prennent à la prochaine synchronisation de leur caisse : {tills}.',
  },
  // What comes next.
  nextCorrection: {
    en: 'An administrator corrects it in Customer synchronization status, or mends the setting, and synchronizes it again.',
    fr: "Un administrateur le corrige dans l'état de synchronisation des clients, ou corrige le paramètre, puis le synchronise à nouveau.",
  },
  nextJob: { en: '{job} does the next step. {when}', fr: "{job} fait l'étape suivante. {when}" },
  nextRetry: {
    en: 'An administrator retries or cancels the suspended download session {session} of {database}.',
    fr: 'Un administrateur relance ou annule la session de téléchargement suspendue {session} de {database}.',
  },
  nextContact: {
    en: '{database} fetches it at its next contact; the last one was {at}.',
    fr: '{database} le récupère à son prochain contact ; le dernier date de {at}.',
  },
  nextFirstContact: {
    en: '{database} fetches it when its scale unit comes by for the first time.',
    fr: "{database} le récupère quand son unité d'échelle se présente pour la première fois.",
  },
  nextNothing: {
    en: 'Nothing more to do: it is in every channel that should have it.',
    fr: 'Plus rien à faire : il est dans tous les canaux qui doivent le connaître.',
  },
  nextRefused: {
    en: 'Nothing happens by itself: whoever entered it was told, and enters it again.',
    fr: "Rien ne se passe tout seul : la personne qui l'a saisi a été prévenue, et le saisit à nouveau.",
  },
  // When a job runs.
  runsContinuously: {
    en: 'It runs continuously, within seconds.',
    fr: 'Elle tourne en continu, en quelques secondes.',
  },
  runsAt: { en: 'Its next run is at {at}.', fr: 'Sa prochaine exécution est prévue à {at}.' },
  runsNow: { en: 'It is running now.', fr: 'Elle est en cours.' },
  runsNever: {
    en: 'It has no recurrence: run it now, or give it one.',
    fr: "Elle n'a pas de récurrence : exécutez-la maintenant, ou donnez-lui une récurrence.",
  },
} as const satisfies Record<string, Sentence>;

/** The name of a sentence. */
export type TraceSentence = keyof typeof traceSentences;

/** A sentence with its values put in; never with an identifier (R3). */
export function traceText(
  name: TraceSentence,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return traceSentences[name][language]
    .replace(/\{(\w+)\}/gu, (placeholder, key: string) => values[key] ?? placeholder)
    .replace(uuidPattern, '…');
}
