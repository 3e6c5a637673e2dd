import type { FieldGroup, SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, nameField } from './common-fields.ts';

const groups: readonly FieldGroup[] = [
  group(
    identity,
    keyField('functionalityProfileId', ['Functionality profile', 'Profil de fonctionnalité']),
    nameField([
      'How the profile is called in lists. Channels don’t show it.',
      'Le nom du profil dans les listes. Les canaux ne l’affichent pas.',
    ]),
    field(
      'kind',
      {
        type: 'choice',
        options: {
          pos: named(['Stores (POS)', 'Magasins (PDV)']),
          online: named(['Online stores', 'Magasins en ligne']),
        },
      },
      ['Kind', 'Type'],
      [
        'Stores take profiles of the POS, online stores those of the web. It follows from the page on which it is made.',
        'Les magasins utilisent les profils PDV, les magasins en ligne ceux du web. Il découle de la page où il est créé.',
      ],
    ),
  ),
  group(
    ['Customers', 'Clients'],
    field(
      'createCustomerInAsyncMode',
      { type: 'switch' },
      ['Create customer in async mode', 'Créer le client en mode asynchrone'],
      [
        'On: a customer is saved in the channel and gets the account number later; saving never waits for headquarters. ' +
          'The P-job, the synchronization of customers and job 1010 must be scheduled, or customers stay without a number.',
        'Oui : le client est enregistré dans le canal et reçoit son numéro de compte plus tard ; l’enregistrement n’attend ' +
          'jamais le siège. La tâche P, la synchronisation des clients et la tâche 1010 doivent être planifiées, sinon les ' +
          'clients restent sans numéro.',
      ],
    ),
    field(
      'lockedFieldsForAsyncCustomers',
      { type: 'switch' },
      ['Lock some fields of async customers', 'Verrouiller certains champs des clients asynchrones'],
      [
        'On: as long as a customer has no account number, fields that only headquarters can settle can’t be edited in the channel.',
        'Oui : tant qu’un client n’a pas de numéro de compte, les champs que seul le siège peut fixer ne sont pas modifiables dans le canal.',
      ],
    ),
    field(
      'searchAllStoresByDefault',
      { type: 'switch' },
      ['Search all stores by default', 'Rechercher par défaut dans tous les magasins'],
      [
        'Default customer search mode. On: every search asks headquarters and so finds customers of all stores, and needs ' +
          'the line; off: it searches in the channel, and staff can ask headquarters when they don’t find somebody.',
        'Mode de recherche par défaut. Oui : chaque recherche interroge le siège et trouve les clients de tous les magasins, ' +
          'mais demande la liaison ; non : elle cherche dans le canal, et le personnel peut interroger le siège au besoin.',
      ],
    ),
    field(
      'generateLoyaltyCardNumber',
      { type: 'switch' },
      ['Generate loyalty card number', 'Générer le numéro de carte de fidélité'],
      [
        'On: a new card gets its number from the number sequence of loyalty cards, which must exist for the legal entity; ' +
          'off: staff scan or type the number of the card.',
        'Oui : une nouvelle carte reçoit son numéro de la souche de numéros des cartes de fidélité, qui doit exister pour ' +
          'l’entité juridique ; non : le personnel scanne ou saisit le numéro de la carte.',
      ],
    ),
  ),
  group(
    ['Customer orders', 'Commandes client'],
    field(
      'createCustomerOrderInAsyncMode',
      { type: 'switch' },
      ['Create customer order in async mode', 'Créer la commande client en mode asynchrone'],
      [
        'On: orders are kept in the channel and made at headquarters by the job that synchronizes orders, which must be scheduled.',
        'Oui : les commandes sont gardées dans le canal et créées au siège par la tâche qui synchronise les commandes, qui doit être planifiée.',
      ],
    ),
    field(
      'createCustomerOrderWithAsyncFallback',
      { type: 'switch' },
      ['Fall back to async mode', 'Repli en mode asynchrone'],
      [
        'On: an order is tried in real time first and goes on asynchronously when headquarters doesn’t answer in time.',
        'Oui : une commande est d’abord tentée en temps réel, puis continue en mode asynchrone si le siège ne répond pas à temps.',
      ],
    ),
    field(
      'createCustomerOrderWaitTimeoutMs',
      { type: 'duration' },
      ['Wait for headquarters', 'Attente du siège'],
      [
        'How long an order waits for the Real-time Service before it falls back: 0.1 to 60 seconds.',
        'Combien de temps une commande attend le Real-time Service avant le repli : de 0,1 à 60 secondes.',
      ],
    ),
  ),
];

const shared = {
  kind: 'functionality-profiles',
  groups,
  columns: [
    'functionalityProfileId',
    'name',
    'createCustomerInAsyncMode',
    'createCustomerOrderInAsyncMode',
    'searchAllStoresByDefault',
  ],
  fresh: {
    createCustomerOrderWaitTimeoutMs: 5_000,
    generateLoyaltyCardNumber: true,
    lockedFieldsForAsyncCustomers: true,
  },
} as const;

/** Functionality profiles of stores. */
export const posFunctionalityProfiles: SettingForm = {
  ...shared,
  help: named([
    'What the tills of a store are allowed to do. A store acts on a change when job 1070 has brought it there; a store takes its profile on the page Stores.',
    'Ce que les caisses d’un magasin peuvent faire. Un magasin applique une modification quand la tâche 1070 l’a apportée ; il choisit son profil à la page Magasins.',
  ]),
  fixed: { kind: 'pos' },
};

/** Functionality profiles of online stores. */
export const onlineFunctionalityProfiles: SettingForm = {
  ...shared,
  help: named([
    'What an online store is allowed to do. It acts on a change when job 1070 has brought it there; an online store takes its profile on the page Online stores.',
    'Ce qu’un magasin en ligne peut faire. Il applique une modification quand la tâche 1070 l’a apportée ; il choisit son profil à la page Magasins en ligne.',
  ]),
  fixed: { kind: 'online' },
};

/** Offline profiles. */
export const offlineProfiles: SettingForm = {
  kind: 'offline-profiles',
  help: named([
    'When a till goes offline and comes back. A register takes its offline profile on the page Registers and needs Support offline; jobs 1070 and 1090 bring both to the store.',
    'Quand une caisse passe hors connexion et revient. Une caisse choisit son profil à la page Caisses et demande la prise en charge hors connexion ; les tâches 1070 et 1090 apportent les deux au magasin.',
  ]),
  columns: ['offlineProfileId', 'name', 'timeoutMs', 'reconnectIntervalMs', 'advancedOfflineSwitching'],
  fresh: { timeoutMs: 5_000, reconnectIntervalMs: 60_000, manualSwitchAllowed: true, healthCheckIntervalMs: 300_000 },
  groups: [
    group(
      identity,
      keyField('offlineProfileId', ['Offline profile', 'Profil hors connexion']),
      nameField(['How the profile is called in lists.', 'Le nom du profil dans les listes.']),
    ),
    group(
      ['Switching by itself', 'Basculement automatique'],
      field(
        'timeoutMs',
        { type: 'duration' },
        ['Go offline after', 'Passer hors connexion après'],
        [
          'A request of the till that takes longer sends it offline: 0.1 to 120 seconds. Too short, and a slow line sends it offline for nothing.',
          'Une requête de la caisse qui dure plus longtemps la fait passer hors connexion : de 0,1 à 120 secondes. Trop court, une ligne lente suffit à la faire basculer.',
        ],
      ),
      field(
        'reconnectIntervalMs',
        { type: 'duration' },
        ['Try to reconnect every', 'Tenter de se reconnecter toutes les'],
        [
          'How often a till that is offline tries to come back: 1 second to 1 hour.',
          'À quel intervalle une caisse hors connexion tente de revenir : de 1 seconde à 1 heure.',
        ],
      ),
      field(
        'advancedOfflineSwitching',
        { type: 'switch' },
        ['Advanced offline switching', 'Basculement hors connexion avancé'],
        [
          'On: the till looks regularly whether the scale unit is well and switches before a request has to fail.',
          'Oui : la caisse vérifie régulièrement l’unité d’échelle et bascule avant qu’une requête n’échoue.',
        ],
      ),
      field(
        'healthCheckIntervalMs',
        { type: 'duration' },
        ['System health check interval', 'Intervalle de contrôle d’intégrité'],
        [
          'How often the till looks, with advanced offline switching: 1 second to 1 hour.',
          'À quel intervalle la caisse vérifie, avec le basculement avancé : de 1 seconde à 1 heure.',
        ],
      ),
      field(
        'pauseOfflineSynchronization',
        { type: 'switch' },
        ['Pause offline synchronization', 'Suspendre la synchronisation hors connexion'],
        [
          'On: the offline database gets no new data. What was recorded offline is uploaded all the same. Don’t forget to switch it off again: staff would work with old data.',
          'Oui : la base hors connexion ne reçoit plus de données. Ce qui a été saisi hors connexion est tout de même chargé. N’oubliez pas de la réactiver : le personnel travaillerait avec des données anciennes.',
        ],
      ),
    ),
    group(
      ['Switching by hand', 'Basculement manuel'],
      field(
        'manualSwitchAllowed',
        { type: 'switch' },
        ['Allow manual switch to offline', 'Autoriser le basculement manuel'],
        [
          'On: staff can go offline and come back by themselves at the till.',
          'Oui : le personnel peut passer hors connexion et revenir depuis la caisse.',
        ],
      ),
      field(
        'manualSwitchBeforeSignInAllowed',
        { type: 'switch' },
        ['Allow manual switch before sign in', 'Autoriser le basculement avant la connexion'],
        [
          'On: that is possible on the sign-in page as well, for when nobody can sign in online.',
          'Oui : c’est aussi possible à la page de connexion, quand personne ne peut se connecter en ligne.',
        ],
      ),
    ),
  ],
};
