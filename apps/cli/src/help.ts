import type { Language } from '@counterfoil/contracts/error-register';
import { defaultHeaders } from './journey/person-mapping.ts';

const commandLines: Record<Language, string> = {
  en: `counterfoil <command> [options]

  start                        Start headquarters, three stores and the web shop in one process
  headquarters --config FILE   Run headquarters alone, configured by FILE and the environment
  scale-unit --config FILE     Run one scale unit alone, configured by FILE and the environment
  storefront --config FILE     Run one web shop alone, configured by FILE and the environment
  scale-unit code DATABASE     Make a one-time code to register the scale unit of a channel database
  access-token ROLE NAME       Make an API token in the database that --database URL names
  journey --input FILE.csv     Take the people of a file through the whole product and check every database
  job list                     List the batch jobs
  job run NAME                 Run a job now
  job history NAME             Show its latest runs
  job recurrence NAME VALUE    Set it: five fields of cron, continuous, or off
  synchronization-status       List the customers that could not be processed
  trace IDENTIFIER             Tell where a customer is, from till to every channel, and what comes next
  orders list                  List the customer orders of the channels
  orders sync ID | edit ID     Make an order now, or set it to Editing and change it
  statements list | calculate  List the statements of the stores, or calculate new ones
  statements show ID | post ID Show a statement, or post it as far as it goes
  setting list [KIND]          List the kinds of settings, or the settings of one
  setting get KIND KEY         Show one setting
  setting put KIND KEY F=V     Create or change it: FIELD=VALUE, as many as you like
  setting delete KIND KEY      Delete it
  device list                  List the activated tills
  device activation-code REGISTER
                               Make a one-time code to activate a till for a register, and show it, once
  device revoke DEVICE|REGISTER
                               Revoke a till
  worker pin WORKER            Set the PIN by which somebody signs in at tills; read from standard input
  feature list                 List the features with their states
  feature enable FEATURE…      Switch features on, together with what they need
  feature disable FEATURE…     Switch features off
  feature schedule FEATURE DAY Have a feature switched on when a day begins (YYYY-MM-DD)
  sessions                     List the download and upload sessions
  configuration                Show which version of the settings acts in which channel database
  configuration why CHANNEL    Say why a channel calls the Real-time Service, or why not
  configuration full-data-sync DATABASE
                               Send all settings and customers to a channel database again
  import customers FILE.csv    Import customers, a line each, with a first line of column names
  export customers             Export customers with the same columns
  notifications [list]         List the e-mails to customers
  notifications retry ID|all   Try parked e-mails again
  events [subscriptions]       Show how event subscriptions stand
  events secret ID             Make the signing secret of a subscription and show it, once
  events resume ID             Go on with the deliveries of a subscription
  doctor                       Say what is not as it must be, and what to do
  restored                     Declare that the headquarters database was restored from a backup
  reset                        Delete the data folder
  help                         Show this

counterfoil <command> --help shows the options of a command.`,
  fr: `counterfoil <commande> [options]

  start                        Démarrer le siège, trois magasins et la boutique en ligne en un processus
  headquarters --config FICHIER
                               Lancer le siège seul, configuré par FICHIER et l'environnement
  scale-unit --config FICHIER  Lancer une unité d'échelle seule, configurée par FICHIER et l'environnement
  storefront --config FICHIER  Lancer une boutique en ligne seule, configurée par FICHIER et l'environnement
  scale-unit code BASE         Créer un code unique pour enregistrer l'unité d'échelle d'une base de canal
  access-token RÔLE NOM        Créer un jeton d'API dans la base nommée par --database URL
  journey --input FICHIER.csv  Faire passer les personnes d'un fichier par tout le produit et vérifier chaque base
  job list                     Lister les tâches par lots
  job run NOM                  Lancer une tâche maintenant
  job history NOM              Montrer ses dernières exécutions
  job recurrence NOM VALEUR    La régler : cinq champs cron, continuous ou off
  synchronization-status       Lister les clients qui n'ont pas pu être traités
  trace IDENTIFIANT            Dire où est un client, de la caisse à chaque canal, et la suite
  orders list                  Lister les commandes client des canaux
  orders sync ID | edit ID     Créer une commande maintenant, ou la mettre en modification et la changer
  statements list | calculate  Lister les relevés des magasins, ou en calculer de nouveaux
  statements show ID | post ID Montrer un relevé, ou le valider aussi loin que possible
  setting list [TYPE]          Lister les types de paramètres, ou les paramètres d'un type
  setting get TYPE CLÉ         Montrer un paramètre
  setting put TYPE CLÉ C=V     Le créer ou le modifier : CHAMP=VALEUR, autant que voulu
  setting delete TYPE CLÉ      Le supprimer
  device list                  Lister les caisses activées
  device activation-code CAISSE
                               Créer un code unique pour activer une caisse, et le montrer, une fois
  device revoke APPAREIL|CAISSE
                               Révoquer une caisse
  worker pin COLLABORATEUR     Définir le code PIN de quelqu'un aux caisses ; lu sur l'entrée standard
  feature list                 Lister les fonctionnalités et leur état
  feature enable FONCTION…     Activer des fonctionnalités, avec celles dont elles ont besoin
  feature disable FONCTION…    Désactiver des fonctionnalités
  feature schedule FONCT. JOUR Activer une fonctionnalité au début d'un jour (AAAA-MM-JJ)
  sessions                     Lister les sessions de téléchargement et de chargement
  configuration                Montrer quelle version des paramètres vaut dans quelle base de canal
  configuration why CANAL      Dire pourquoi un canal appelle le Real-time Service, ou pourquoi non
  configuration full-data-sync BASE
                               Renvoyer tous les paramètres et clients à une base de canal
  import customers FICHIER.csv Importer des clients, un par ligne, avec une ligne de noms de colonnes
  export customers             Exporter les clients avec les mêmes colonnes
  notifications [list]         Lister les e-mails aux clients
  notifications retry ID|all   Retenter les e-mails mis de côté
  events [subscriptions]       Montrer où en sont les abonnements aux événements
  events secret ID             Créer le secret de signature d'un abonnement et le montrer, une fois
  events resume ID             Reprendre les livraisons d'un abonnement
  doctor                       Dire ce qui ne va pas, et que faire
  restored                     Déclarer que la base du siège a été restaurée d'une sauvegarde
  reset                        Supprimer le dossier de données
  help                         Montrer ceci

counterfoil <commande> --help montre les options d'une commande.`,
};

const findProduct: Record<Language, string> = {
  en: `  --headquarters-url URL   Another headquarters than the one of the data folder
  --token TOKEN            Its administrator token (or the variable COUNTERFOIL_TOKEN)

The data folder is COUNTERFOIL_DATA_FOLDER, or data beside the program.`,
  fr: `  --headquarters-url URL   Un autre siège que celui du dossier de données
  --token JETON            Son jeton d'administrateur (ou la variable COUNTERFOIL_TOKEN)

Le dossier de données est COUNTERFOIL_DATA_FOLDER, ou data à côté du programme.`,
};

const mappingLines = Object.entries(defaultHeaders)
  .map(([field, header]) => `    ${field.padEnd(22)} ${header}`)
  .join('\n');

const journeyHelp: Record<Language, string> = {
  en: `counterfoil journey --input FILE.csv [options]

Creates the people of the file through the running stores, a third while headquarters decides, a third for
later, a third with the lines to headquarters cut; a tenth of the requests is sent twice. Then restores the
lines, waits until every database has every account number, and looks everybody up everywhere. Starts the
product when none is running. Ends with code 1 when anybody is lost, there twice, or not everywhere.

  --input FILE.csv      People, one a line, with a first line of headers; UTF-8
  --count N             Only the first N usable people
  --country CODE        Country of the addresses, two letters; AU unless told
  --map FIELD=HEADER,…  Other headers than these (field, header):
${mappingLines}
  --json                Ends the output with one line of JSON

A date of birth is YYYYMMDD or YYYY-MM-DD; one that cannot be read is left out and listed. A line without a
name, or that the product refuses, is listed with its reason; the others go on.`,
  fr: `counterfoil journey --input FICHIER.csv [options]

Crée les personnes du fichier par les magasins en marche : un tiers avec décision du siège, un tiers pour plus
tard, un tiers lignes coupées ; un dixième des requêtes part deux fois. Puis rétablit les lignes, attend que
chaque base ait chaque numéro de compte, et recherche tout le monde partout. Démarre le produit s'il n'est pas
en marche. Finit par le code 1 si quelqu'un est perdu, en double, ou pas partout.

  --input FICHIER.csv      Personnes, une par ligne, avec une ligne d'en-têtes ; UTF-8
  --count N                Seulement les N premières personnes utilisables
  --country CODE           Pays des adresses, deux lettres ; AU par défaut
  --map CHAMP=EN-TÊTE,…    D'autres en-têtes que ceux-ci (champ, en-tête) :
${mappingLines}
  --json                   Termine la sortie par une ligne de JSON

Une date de naissance s'écrit AAAAMMJJ ou AAAA-MM-JJ ; illisible, elle est omise et listée. Une ligne sans nom,
ou que le produit refuse, est listée avec son motif ; les autres continuent.`,
};

const optionLines: Readonly<Record<string, Record<Language, string>>> = {
  'synchronization-status': {
    en: `  --status STATUS          uploaded, completed, refused or failed (failed unless told)
  --channel ID             Only those of one channel
  --channel-database ID    Only those of one channel database
  --code CODE              Only those whose last known error has this code
  --text TEXT              Only those whose name begins so, or with this e-mail address or account number
  --from TIME, --to TIME   Only those that arrived in between; for example 2026-03-01T10:00:00Z
  --values                 Also the old and new values
  --json                   The answer as JSON
  --synchronize            Put the failed ones among them through synchronization again\n`,
    fr: `  --status ÉTAT            uploaded, completed, refused ou failed (failed par défaut)
  --channel ID             Seulement celles d'un canal
  --channel-database ID    Seulement celles d'une base de canal
  --code CODE              Seulement celles dont la dernière erreur connue a ce code
  --text TEXTE             Seulement celles dont le nom commence ainsi, ou de cet e-mail ou numéro de compte
  --from DATE, --to DATE   Seulement celles arrivées entre les deux ; par exemple 2026-03-01T10:00:00Z
  --values                 Aussi les anciennes et nouvelles valeurs
  --json                   La réponse en JSON
  --synchronize            Refaire passer celles en échec par la synchronisation\n`,
  },
  trace: {
    en: '  --json                   The answer as JSON\n',
    fr: '  --json                   La réponse en JSON\n',
  },
  orders: {
    en: `  --status STATUS          Of list: blank, success, failure, editing or canceled
  --customer ID            Of list: only of this customer; of edit: for this customer (account number)
  --address-id ID          Of edit: deliver to this address; - collects in the store
  --requested-date DATE    Of edit: YYYY-MM-DD; - takes it away
  --line ITEM,QUANTITY,PRICE,AMOUNT
                           Of edit: the lines of the order, the option once for each\n`,
    fr: `  --status ÉTAT            De list : blank, success, failure, editing ou canceled
  --customer ID            De list : seulement de ce client ; de edit : pour ce client (numéro de compte)
  --address-id ID          De edit : livrer à cette adresse ; - pour un retrait en magasin
  --requested-date DATE    De edit : AAAA-MM-JJ ; - pour aucune
  --line ARTICLE,QUANTITÉ,PRIX,MONTANT
                           De edit : les lignes de la commande, l'option une fois par ligne\n`,
  },
  statements: {
    en: '  --channel ID             Of list and calculate: only this store\n',
    fr: '  --channel ID             De list et calculate : seulement ce magasin\n',
  },
  setting: {
    en: `  --json JSON              With put: the whole setting, instead of single fields
  --file FILE              With put: the same from a file

A value is JSON where it reads as such ([] or true or 12), text otherwise; fields that are left out stay as
they are. Some keys have two parts: counterfoil setting get customer-groups USRT 30.
`,
    fr: `  --json JSON              Avec put : le paramètre entier, au lieu de champs isolés
  --file FICHIER           Avec put : de même, depuis un fichier

Une valeur est du JSON quand elle se lit ainsi ([] ou true ou 12), sinon du texte ; les champs omis restent
tels quels. Certaines clés ont deux parties : counterfoil setting get customer-groups USRT 30.
`,
  },
  sessions: {
    en: `  retry ID | cancel ID     Try a suspended download session again, or cancel it
  --channel-database ID    Only those of one channel database
  --state STATE            available, applied, suspended or canceled\n`,
    fr: `  retry ID | cancel ID     Retenter une session de téléchargement suspendue, ou l'annuler
  --channel-database ID    Seulement celles d'une base de canal
  --state ÉTAT             available, applied, suspended ou canceled\n`,
  },
  configuration: {
    en: `  --channel-database ID    Only that channel database
  --job JOB                Only that job: 1010, 1040, 1050, 1060, 1070, 1090 or 1110; with both, also what changed
  --json                   The answer as JSON\n`,
    fr: `  --channel-database ID    Seulement cette base de canal
  --job TÂCHE              Seulement cette tâche : 1010, 1040, 1050, 1060, 1070, 1090 ou 1110 ; avec les deux, aussi ce qui a changé
  --json                   La réponse en JSON\n`,
  },
  doctor: {
    en: `  --json                   The checks as JSON; exit code 0 fine, 1 needs attention, 2 broken\n`,
    fr: `  --json                   Les contrôles en JSON ; code de sortie 0 en ordre, 1 attention, 2 en panne\n`,
  },
  import: {
    en: `  --legal-entity ID        Of the customers, where no channel is named and the file has no such column
  --channel ID             The channel whose settings give what the file leaves out
  --mapping COLUMN=FIELD   A column with another name than its field, as often as needed; or a JSON file of pairs
  --dry-run                Check everything and write nothing
  --import-id TEXT         Name of the import, that of the file unless told: with the line it is the key, so that
                           the same file again goes on where it was and imports nobody twice
  --delimiter C            Between the columns, a comma unless told
  --json                   The figures as one line of JSON

Fields are those of an export: firstName, email, addresses.1.city, contacts.1.locator, affiliations (separated
by semicolons), attributes.ID and so on. Lines that are refused are written into FILE.errors.csv with their
reasons; corrected, that file can be imported again.
`,
    fr: `  --legal-entity ID        Des clients, sans canal nommé ni colonne correspondante dans le fichier
  --channel ID             Le canal dont les paramètres complètent ce que le fichier omet
  --mapping COLONNE=CHAMP  Une colonne qui a un autre nom que son champ, autant que voulu ; ou un fichier JSON
  --dry-run                Tout vérifier et ne rien écrire
  --import-id TEXTE        Nom de l'importation, celui du fichier par défaut : avec la ligne, il est la clé, si bien
                           que le même fichier reprend où il en était et n'importe personne deux fois
  --delimiter C            Entre les colonnes, une virgule par défaut
  --json                   Les chiffres en une ligne de JSON

Les champs sont ceux d'une exportation : firstName, email, addresses.1.city, contacts.1.locator, affiliations
(séparées par des points-virgules), attributes.ID, etc. Les lignes refusées sont écrites dans FICHIER.errors.csv
avec leurs motifs ; corrigé, ce fichier peut être importé.
`,
  },
  export: {
    en: `  --format FORMAT          csv or ndjson (csv unless told)
  --legal-entity ID        Only its customers
  --images                 With their pictures
  --output FILE            Into a file, which only its owner can read\n`,
    fr: `  --format FORMAT          csv ou ndjson (csv par défaut)
  --legal-entity ID        Seulement ses clients
  --images                 Avec leurs photos
  --output FICHIER         Dans un fichier, que seul son propriétaire peut lire\n`,
  },
  notifications: {
    en: `  --state STATE            pending, sent, parked or dropped
  --json                   The answer as JSON\n`,
    fr: `  --state ÉTAT             pending, sent, parked ou dropped
  --json                   La réponse en JSON\n`,
  },
  events: {
    en: `  --after CURSOR           Of resume: go on behind this cursor of GET /events
  --from-start             Of resume: deliver everything again
  --json                   The answer as JSON\n`,
    fr: `  --after CURSEUR          De resume : reprendre après ce curseur de GET /events
  --from-start             De resume : tout livrer de nouveau
  --json                   La réponse en JSON\n`,
  },
  device: {
    en: `  --register REGISTER      Of list: only the tills of a register
  --state STATE            Of list: active or revoked
  --json                   Of list: the answer as JSON\n`,
    fr: `  --register CAISSE        De list : seulement les appareils d'une caisse
  --state ÉTAT             De list : active ou revoked
  --json                   De list : la réponse en JSON\n`,
  },
  worker: {
    en: '  --pin-from-stdin         Says that nobody is asked; the first line of standard input is the PIN\n',
    fr: "  --pin-from-stdin         Dit que personne n'est interrogé ; la première ligne de l'entrée standard est le code PIN\n",
  },
  restored: {
    en: '  --reason TEXT            Kept with the new incarnation\n',
    fr: '  --reason TEXTE           Conservé avec la nouvelle incarnation\n',
  },
};

const withoutProduct: readonly string[] = ['start', 'headquarters', 'access-token', 'reset', 'help'];

/** The help of one command, or of the program. */
export function helpText(command: string | null, language: Language): string {
  if (command === 'journey') return journeyHelp[language];
  const lines = commandLines[language].split('\n');
  if (command === null) return commandLines[language];
  const begins = (line = ''): boolean => line.startsWith(`  ${command} `);
  const goesOn = (line: string): boolean => line.startsWith(' '.repeat(8));
  const own = lines.filter((line, index) => begins(line) || (goesOn(line) && begins(lines[index - 1])));
  if (withoutProduct.includes(command)) return own.join('\n');
  return [...own, '', `${optionLines[command]?.[language] ?? ''}${findProduct[language]}`].join('\n');
}
