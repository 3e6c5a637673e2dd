import type { Language } from '@counterfoil/contracts/error-register';

/** Every sentence of the command line but the help, with `{name}` for values. */
const texts = {
  // The command line itself.
  unknownCommand: {
    en: 'There is no command "{command}": see counterfoil help.',
    fr: "La commande « {command} » n'existe pas : voir counterfoil help.",
  },
  unknownOption: {
    en: 'The command "{command}" has no option {option}: see counterfoil {command} --help.',
    fr: "La commande « {command} » n'a pas d'option {option} : voir counterfoil {command} --help.",
  },
  optionValue: {
    en: 'The option {option} of "{command}" is given wrongly: see counterfoil {command} --help.',
    fr: "L'option {option} de « {command} » est mal donnée : voir counterfoil {command} --help.",
  },
  surplusWord: {
    en: 'The command "{command}" does not take "{word}": see counterfoil {command} --help.',
    fr: 'La commande « {command} » ne prend pas « {word} » : voir counterfoil {command} --help.',
  },
  missingWord: {
    en: 'The command "{command}" needs more words: see counterfoil {command} --help.',
    fr: 'Il manque des mots à la commande « {command} » : voir counterfoil {command} --help.',
  },
  missingDatabase: {
    en: 'Name the database of headquarters or of the scale unit: --database URL.',
    fr: "Nommez la base du siège ou de l'unité d'échelle : --database URL.",
  },
  unknownRole: {
    en: 'There is no role "{role}" to give: use one of {roles}.',
    fr: "Il n'y a pas de rôle « {role} » à donner : employez l'un de {roles}.",
  },
  urlUnreadable: { en: '"{url}" is not an address.', fr: "« {url} » n'est pas une adresse." },
  tokenMissing: {
    en: 'The option --headquarters-url needs --token or the variable COUNTERFOIL_TOKEN.',
    fr: "L'option --headquarters-url demande --token ou la variable COUNTERFOIL_TOKEN.",
  },
  noConnection: {
    en: 'No product was started in {dataFolder}: run counterfoil start, or give --headquarters-url and --token.',
    fr: "Aucun produit n'a été démarré dans {dataFolder} : lancez counterfoil start, ou donnez --headquarters-url et --token.",
  },
  noAnswer: {
    en: 'The product does not answer ({reason}): start it with counterfoil start.',
    fr: 'Le produit ne répond pas ({reason}) : démarrez-le par counterfoil start.',
  },
  refused: { en: 'Refused: {reason}', fr: 'Refusé : {reason}' },
  listening: { en: '{name} listens at {url}', fr: "{name} écoute à l'adresse {url}" },
  // Jobs, sessions, staged customers.
  job: { en: 'Job', fr: 'Tâche' },
  recurrence: { en: 'Recurrence', fr: 'Récurrence' },
  lastRun: { en: 'Last run', fr: 'Dernière exécution' },
  state: { en: 'State', fr: 'État' },
  warnings: { en: 'Warnings', fr: 'Avertissements' },
  result: { en: 'Result', fr: 'Résultat' },
  startedAt: { en: 'Started', fr: 'Début' },
  trigger: { en: 'Trigger', fr: 'Déclencheur' },
  never: { en: 'never', fr: 'jamais' },
  recurrenceSet: {
    en: '{job} now runs by "{recurrence}".',
    fr: '{job} suit maintenant la récurrence « {recurrence} ».',
  },
  session: { en: 'Session', fr: 'Session' },
  channelDatabase: { en: 'Channel database', fr: 'Base de canal' },
  rows: { en: 'Rows', fr: 'Lignes' },
  bytes: { en: 'Bytes', fr: 'Octets' },
  tries: { en: 'Tries', fr: 'Essais' },
  reason: { en: 'Reason', fr: 'Motif' },
  downloads: { en: 'Download sessions', fr: 'Sessions de téléchargement' },
  uploads: { en: 'Upload sessions', fr: 'Sessions de chargement' },
  none: { en: 'None.', fr: 'Aucune.' },
  versionSet: { en: 'Settings', fr: 'Paramètres' },
  versionPublished: { en: 'Published', fr: 'Publié' },
  versionActing: { en: 'Acting', fr: 'Appliqué' },
  onItsWay: { en: 'On its way', fr: 'En route' },
  changedSince: { en: 'Changed since the version that is acted on', fr: 'Changé depuis la version appliquée' },
  fullDataSyncAsked: {
    en: 'Full data sync of {channel}: {count} parts of the settings are published anew. The channel database fetches them at its next contact.',
    fr: 'Synchronisation complète de {channel} : {count} parties des paramètres sont publiées à nouveau. La base de canal les récupère au prochain contact.',
  },
  sessionRetried: { en: 'The session is tried again.', fr: 'La session est retentée.' },
  sessionCanceled: { en: 'The session is canceled.', fr: 'La session est annulée.' },
  stagedCustomers: { en: 'Customers: {status}', fr: 'Clients : {status}' },
  receivedAt: { en: 'Received', fr: 'Reçu' },
  customer: { en: 'Customer', fr: 'Client' },
  recordedAt: { en: 'Recorded', fr: 'Enregistré' },
  channelDatabases: { en: 'Channels', fr: 'Canaux' },
  nextStep: { en: 'Next:', fr: 'Ensuite :' },
  synchronizedAgain: {
    en: '{count} failed operations go through synchronization again.',
    fr: '{count} opérations en échec repassent par la synchronisation.',
  },
  // Orders and statements.
  transaction: { en: 'Transaction', fr: 'Transaction' },
  transactions: { en: 'Transactions', fr: 'Transactions' },
  account: { en: 'Account', fr: 'Compte' },
  amount: { en: 'Amount', fr: 'Montant' },
  quantity: { en: 'Quantity', fr: 'Quantité' },
  item: { en: 'Item', fr: 'Article' },
  salesOrder: { en: 'Sales order', fr: 'Commande client' },
  invoice: { en: 'Invoice', fr: 'Facture' },
  statement: { en: 'Statement', fr: 'Relevé' },
  channel: { en: 'Channel', fr: 'Canal' },
  changedAt: { en: 'Changed', fr: 'Modifié' },
  orderEditing: {
    en: 'The order {order} is in Editing; when it is right: counterfoil orders sync {order}',
    fr: 'La commande {order} est en modification ; quand elle est juste : counterfoil orders sync {order}',
  },
  orderMade: {
    en: 'The order {order} is sales order {number}.',
    fr: 'La commande {order} est la commande client {number}.',
  },
  orderNotMade: {
    en: 'The order {order} was not made: {reason}',
    fr: "La commande {order} n'a pas été créée : {reason}",
  },
  orderLineInvalid: {
    en: '--line takes ITEM,QUANTITY,PRICE,AMOUNT with decimal points, for example 81125,2,19.95,39.90.',
    fr: '--line prend ARTICLE,QUANTITÉ,PRIX,MONTANT avec des points décimaux, par exemple 81125,2,19.95,39.90.',
  },
  statementsCalculated: {
    en: '{statements} statements calculated, {transactions} transactions marked.',
    fr: '{statements} relevés calculés, {transactions} transactions marquées.',
  },
  leftToNextStatement: { en: 'Left to the next statement:', fr: 'Laissé au relevé suivant :' },
  restored: {
    en: 'A new incarnation of the headquarters database began. The scale units offer again what they still hold.',
    fr: "Une nouvelle incarnation de la base du siège a commencé. Les unités d'échelle proposent à nouveau ce qu'elles détiennent.",
  },
  resetRunning: {
    en: 'The data folder {dataFolder} is in use by process {pid}: stop that product first.',
    fr: "Le dossier {dataFolder} est utilisé par le processus {pid} : arrêtez d'abord ce produit.",
  },
  resetForeign: {
    en: 'The folder {dataFolder} holds things that are not of this product: remove it yourself if you mean it.',
    fr: "Le dossier {dataFolder} contient autre chose que ce produit : supprimez-le vous-même si c'est voulu.",
  },
  resetDone: { en: 'The data folder {dataFolder} is empty again.', fr: 'Le dossier {dataFolder} est de nouveau vide.' },
  // Settings and features.
  kind: { en: 'Kind', fr: 'Type' },
  key: { en: 'Key', fr: 'Clé' },
  unknownKind: {
    en: 'There is no kind of settings "{kind}": use one of {kinds}.',
    fr: "Le type de paramètres « {kind} » n'existe pas : employez l'un de {kinds}.",
  },
  missingKey: {
    en: 'A setting of the kind "{kind}" is named by: {key}.',
    fr: 'Un paramètre du type « {kind} » est désigné par : {key}.',
  },
  fileUnreadable: {
    en: 'The file {file} cannot be read ({reason}).',
    fr: 'Le fichier {file} ne peut pas être lu ({reason}).',
  },
  jsonUnreadable: { en: 'The setting is not a JSON object.', fr: "Le paramètre n'est pas un objet JSON." },
  fieldUnreadable: { en: 'Write "{word}" as FIELD=VALUE.', fr: 'Écrivez « {word} » sous la forme CHAMP=VALEUR.' },
  settingSaved: { en: '{name} is saved.', fr: '{name} est enregistré.' },
  settingSavedFor: {
    en: '{name} is saved; job {job} takes it to the channels as version {version}.',
    fr: '{name} est enregistré ; la tâche {job} le porte aux canaux en version {version}.',
  },
  settingUnchanged: { en: '{name} was like that already.', fr: '{name} était déjà ainsi.' },
  settingDeleted: { en: '{name} is deleted.', fr: '{name} est supprimé.' },
  settingNotDeletable: {
    en: 'The setting {kind} can be changed, not deleted.',
    fr: 'Le paramètre {kind} peut être modifié, pas supprimé.',
  },
  feature: { en: 'Feature', fr: 'Fonctionnalité' },
  release: { en: 'Version', fr: 'Version' },
  stage: { en: 'Stage', fr: 'Stade' },
  since: { en: 'Since', fr: 'Depuis' },
  by: { en: 'By', fr: 'Par' },
  featuresEnabled: { en: 'Enabled: {features}.', fr: 'Activé : {features}.' },
  featuresDisabled: { en: 'Disabled: {features}.', fr: 'Désactivé : {features}.' },
  featureScheduled: {
    en: '{feature} is switched on when {day} begins (UTC).',
    fr: "{feature} s'activera au début du {day} (UTC).",
  },
  // The doctor.
  doctorFine: { en: 'Everything is as it must be.', fr: 'Tout est en ordre.' },
  doctorSummary: {
    en: 'Broken: {broken}. Need attention: {attention}.',
    fr: "En panne : {broken}. Demandent l'attention : {attention}.",
  },
  doctorAnswers: { en: 'Headquarters answers.', fr: 'Le siège répond.' },
  doctorNoAnswer: { en: 'Headquarters does not answer ({reason}).', fr: 'Le siège ne répond pas ({reason}).' },
  doctorStart: {
    en: 'Start it: counterfoil start, or counterfoil headquarters --config FILE; then look here again.',
    fr: 'Démarrez-le : counterfoil start, ou counterfoil headquarters --config FICHIER ; puis revenez ici.',
  },
  doctorClockFine: {
    en: 'The clocks of this machine and headquarters agree.',
    fr: 'Les horloges de cette machine et du siège concordent.',
  },
  doctorClock: {
    en: 'The clocks of this machine and headquarters are {seconds} seconds apart.',
    fr: "Les horloges de cette machine et du siège ont {seconds} secondes d'écart.",
  },
  doctorClockRemedy: {
    en: 'Set both from one time server (NTP).',
    fr: "Mettez-les à l'heure d'un même serveur (NTP).",
  },
  doctorDiskFine: {
    en: 'The disk of the data folder {dataFolder} has {megabytes} MB left.',
    fr: 'Il reste {megabytes} Mo sur le disque du dossier de données {dataFolder}.',
  },
  doctorDisk: {
    en: 'The disk of the data folder {dataFolder} has only {megabytes} MB left; PostgreSQL stops when it is full.',
    fr: "Il ne reste que {megabytes} Mo sur le disque du dossier de données {dataFolder} ; PostgreSQL s'arrête quand il est plein.",
  },
  doctorDiskRemedy: {
    en: 'Make room on that disk, or move the data folder (COUNTERFOIL_DATA_FOLDER) while the product is stopped.',
    fr: 'Faites de la place sur ce disque, ou déplacez le dossier de données (COUNTERFOIL_DATA_FOLDER), produit arrêté.',
  },
  // The journey.
  inputMissing: {
    en: 'The journey needs --input FILE.csv, a file with a person a line.',
    fr: 'Le parcours demande --input FICHIER.csv, un fichier avec une personne par ligne.',
  },
  countInvalid: { en: '--count takes a whole number from 1.', fr: '--count prend un nombre entier à partir de 1.' },
  countryInvalid: {
    en: '"{country}" is not a country code of two letters, such as AU.',
    fr: "« {country} » n'est pas un code de pays de deux lettres comme AU.",
  },
  mapInvalid: {
    en: '--map cannot use "{part}": write field=header, the fields being {fields}.',
    fr: '--map ne comprend pas « {part} » : écrivez champ=colonne, les champs étant {fields}.',
  },
  wayWithoutChannel: {
    en: 'No channel creates customers that way ({way}): set createCustomerInAsyncMode of a functionality profile.',
    fr: 'Aucun canal ne crée de clients ainsi ({way}) : réglez createCustomerInAsyncMode dans un profil de fonctionnalité.',
  },
  startingProduct: { en: 'No product is running; starting it …', fr: 'Aucun produit en marche ; démarrage …' },
  stoppingProduct: { en: 'Stopping the product …', fr: 'Arrêt du produit …' },
  creating_sync: { en: 'Creating while headquarters decides', fr: 'Création avec décision du siège' },
  creating_async: { en: 'Creating for later', fr: 'Création asynchrone' },
  creating_cutOff: { en: 'Creating while headquarters is cut off', fr: 'Création avec le siège coupé' },
  settling_sync: { en: 'Numbers in every channel (sync)', fr: 'Numéros dans tous les canaux (sync)' },
  settling_async: { en: 'Numbers in every channel (async)', fr: 'Numéros dans tous les canaux (async)' },
  settling_cutOff: {
    en: 'Numbers in every channel (lines restored)',
    fr: 'Numéros dans tous les canaux (lignes rétablies)',
  },
  checking: { en: 'Checking every database', fr: 'Vérification de toutes les bases' },
  way: { en: 'Way', fr: 'Voie' },
  way_sync: { en: 'synchronous', fr: 'synchrone' },
  way_async: { en: 'asynchronous', fr: 'asynchrone' },
  way_cutOff: { en: 'headquarters cut off', fr: 'siège coupé' },
  created: { en: 'Created', fr: 'Créés' },
  seenPending: { en: 'Seen as pending', fr: 'Vus en attente' },
  timeToAccount: { en: 'Save to number everywhere', fr: "De l'enregistrement au numéro partout" },
  callsToHeadquarters: { en: 'Calls to headquarters', fr: 'Appels au siège' },
  cutOffTimes: {
    en: 'The time of the cut-off way runs from the restoring of the lines to the number everywhere.',
    fr: 'Le temps de la voie coupée court du rétablissement des lignes au numéro partout.',
  },
  replayed: { en: 'Replayed', fr: 'Rejoués' },
  converted: { en: 'Converted', fr: 'Convertis' },
  distinctAccounts: { en: 'Distinct account numbers', fr: 'Numéros de compte distincts' },
  lost: { en: 'Lost', fr: 'Perdus' },
  doubled: { en: 'Duplicated', fr: 'En double' },
  conflicts: { en: 'Conflicts', fr: 'Conflits' },
  notEverywhere: { en: 'Not yet everywhere', fr: 'Pas encore partout' },
  guidShown: { en: 'GUIDs shown to people', fr: 'GUID montrés à des personnes' },
  timeWithLine: { en: 'Save to number everywhere, with a line', fr: "De l'enregistrement au numéro partout, en ligne" },
  unusableRows: { en: '{count} rows were not created:', fr: "{count} lignes n'ont pas été créées :" },
  adjustedRows: { en: '{count} rows were adjusted:', fr: '{count} lignes ont été adaptées :' },
  unansweredRows: { en: '{count} requests got no answer:', fr: '{count} requêtes sont restées sans réponse :' },
  line: { en: 'line {line}', fr: 'ligne {line}' },
  andMore: { en: 'and {count} more', fr: 'et {count} autres' },
  row_noName: { en: 'it has no name', fr: 'aucun nom' },
  row_columnCount: {
    en: 'it has more or fewer columns than the first line',
    fr: 'elle a plus ou moins de colonnes que la première ligne',
  },
  row_encoding: { en: 'it is not UTF-8 text', fr: "ce n'est pas du texte UTF-8" },
  row_dateUnreadable: {
    en: 'the date of birth cannot be read and was left out',
    fr: 'la date de naissance est illisible et a été omise',
  },
  row_dateInFuture: {
    en: 'the date of birth is in the future and was left out',
    fr: 'la date de naissance est dans le futur et a été omise',
  },
  journeySound: {
    en: 'Every customer is one account, the same in every database.',
    fr: 'Chaque client est un seul compte, le même dans toutes les bases.',
  },
  journeyUnsound: {
    en: 'Not every customer is one account in every database: see the figures above.',
    fr: 'Tous les clients ne sont pas un seul compte dans toutes les bases : voir les chiffres ci-dessus.',
  },
  // Imports, exports, e-mails, events.
  importing: { en: 'Import (bytes)', fr: 'Importation (octets)' },
  importLine: { en: 'Line {line}: {reasons}', fr: 'Ligne {line} : {reasons}' },
  importMoreLines: { en: '… and {count} more.', fr: '… et {count} autres.' },
  importIgnored: {
    en: 'These columns stand for no field and were left out: {columns}',
    fr: 'Ces colonnes ne correspondent à aucun champ et ont été omises : {columns}',
  },
  importValid: {
    en: 'Nothing was written. {valid} would be created, {unchanged} were imported before, {refused} would be refused.',
    fr: "Rien n'a été écrit. {valid} seraient créés, {unchanged} ont déjà été importés, {refused} seraient refusés.",
  },
  importDone: {
    en: '{created} created, {unchanged} imported before, {refused} refused, in {seconds} s.',
    fr: '{created} créés, {unchanged} déjà importés, {refused} refusés, en {seconds} s.',
  },
  importErrorsFile: {
    en: 'The lines that were refused stand in {file}: correct and import it.',
    fr: 'Les lignes refusées se trouvent dans {file} : corrigez-le et importez-le.',
  },
  importStopped: {
    en: 'Stopped before the end of the file: the same command goes on.',
    fr: 'Arrêté avant la fin du fichier : la même commande continue.',
  },
  mappingUnreadable: {
    en: 'The mapping {file} is neither COLUMN=FIELD nor a JSON file of such pairs.',
    fr: "La correspondance {file} n'est ni COLONNE=CHAMP ni un fichier JSON de telles paires.",
  },
  fileUnwritable: {
    en: 'The file {file} cannot be written ({reason}): give this user the right to it, or name another.',
    fr: 'Le fichier {file} ne peut pas être écrit ({reason}) : donnez-en le droit à cet utilisateur, ou nommez-en un autre.',
  },
  exportCursor: {
    en: 'Changes since the beginning of the export: GET /events?after={cursor}',
    fr: "Changements depuis le début de l'exportation : GET /events?after={cursor}",
  },
  notification: { en: 'E-mail', fr: 'E-mail' },
  notificationsRetried: {
    en: '{count} to be sent by the next run of send-notifications.',
    fr: '{count} à envoyer à la prochaine exécution de send-notifications.',
  },
  subscription: { en: 'Subscription', fr: 'Abonnement' },
  delivered: { en: 'Delivered', fr: 'Livrés' },
  subscriptionResumed: {
    en: 'The deliveries of {id} go on.',
    fr: 'Les livraisons de {id} reprennent.',
  },
  // Tills and those who work at them.
  register: { en: 'Register', fr: 'Caisse' },
  activatedAt: { en: 'Activated', fr: 'Activée' },
  revokedAt: { en: 'Revoked', fr: 'Révoquée' },
  revokedBy: { en: 'Revoked by', fr: 'Révoquée par' },
  activationCodeMade: {
    en: 'Enter this code at the till of {register}. It works once, until {time}, and is not shown again.',
    fr: "Saisissez ce code à la caisse {register}. Il sert une fois, jusqu'au {time}, et ne sera plus affiché.",
  },
  tillRevoked: {
    en: 'The till of {register} is revoked; job 1090 tells its store.',
    fr: 'La caisse {register} est révoquée ; la tâche 1090 le dit à son magasin.',
  },
  noActiveTill: {
    en: 'Register {register} has no activated till: see counterfoil device list.',
    fr: "La caisse {register} n'est activée sur aucun appareil : voir counterfoil device list.",
  },
  pinQuestion: { en: 'PIN of {worker}, 4 to 12 digits:', fr: 'Code PIN de {worker}, de 4 à 12 chiffres :' },
  pinUnreadable: {
    en: 'A PIN is of 4 to 12 digits; it is read from standard input.',
    fr: "Un code PIN compte de 4 à 12 chiffres ; il est lu sur l'entrée standard.",
  },
  pinSet: {
    en: 'The PIN of {worker} is set; job 1060 takes it to the tills.',
    fr: 'Le code PIN de {worker} est défini ; la tâche 1060 le porte aux caisses.',
  },
  journeyStopped: { en: 'Stopped before its end.', fr: 'Arrêté avant la fin.' },
} as const satisfies Record<string, Record<Language, string>>;

/** The name of a sentence. */
export type TextKey = keyof typeof texts;

/** The sentence in the user's language with its values put in. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** Sentences in `language`. */
export function sentencesIn(language: Language): Say {
  return (key, values = {}) =>
    texts[key][language].replace(/\{(\w+)\}/gu, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** French when the locale of the environment is, English otherwise. */
export function languageOfEnvironment(environment: NodeJS.ProcessEnv): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.startsWith('fr') ? 'fr' : 'en';
}
