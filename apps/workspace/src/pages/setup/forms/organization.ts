import type { FieldGroup, SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, nameField } from './common-fields.ts';

const region = {
  country: field(
    'countryRegion',
    { type: 'country' },
    ['Country/region', 'Pays/région'],
    [
      'The first country of new addresses; postcodes are checked by the address format of the country.',
      'Le premier pays des nouvelles adresses ; les codes postaux sont vérifiés par le format d’adresse du pays.',
    ],
  ),
  currency: field(
    'currency',
    { type: 'currency' },
    ['Currency', 'Devise'],
    [
      'New customers get it unless the default customer has another. Products need a price in it to be sold.',
      'Les nouveaux clients la reçoivent, sauf si le client par défaut en a une autre. Les produits ont besoin d’un prix dans cette devise.',
    ],
  ),
  language: field(
    'languageId',
    { type: 'language' },
    ['Language', 'Langue'],
    [
      'New customers get it unless the default customer has another; e-mails are written in it.',
      'Les nouveaux clients la reçoivent, sauf si le client par défaut en a une autre ; les e-mails sont écrits dans cette langue.',
    ],
  ),
};

/** Legal entities. */
export const legalEntities: SettingForm = {
  kind: 'legal-entities',
  help: named([
    'Companies. Each customer account belongs to one, and so do its number and its customer group. A new legal entity needs a number sequence of customer accounts and a customer group before customers can be created in it.',
    'Sociétés. Chaque compte client appartient à l’une d’elles, tout comme son numéro et son groupe de clients. Une nouvelle entité a besoin d’une souche de numéros de comptes client et d’un groupe de clients avant toute création.',
  ]),
  columns: ['legalEntity', 'name', 'countryRegion', 'currency'],
  groups: [
    group(
      identity,
      keyField('legalEntity', ['Legal entity', 'Entité juridique']),
      nameField([
        'The name of the company; e-mails can show it.',
        'Le nom de la société ; les e-mails peuvent l’afficher.',
      ]),
    ),
    group(['Region', 'Région'], region.country, region.currency, region.language),
  ],
};

const isNoCallCenter = (value: Readonly<Record<string, unknown>>): boolean => value['channelType'] !== 'callCenter';

function channelGroups(profileKind: 'pos' | 'online'): readonly FieldGroup[] {
  return [
    group(
      identity,
      keyField('channelId', ['Operating unit number', 'Numéro d’unité opérationnelle']),
      nameField([
        'The name on receipts, in e-mails and in lists.',
        'Le nom sur les reçus, dans les e-mails et les listes.',
      ]),
      field(
        'channelType',
        {
          type: 'choice',
          options: {
            store: named(['Store', 'Magasin']),
            online: named(['Online store', 'Magasin en ligne']),
            callCenter: named(['Call center', 'Centre d’appels']),
          },
        },
        ['Type', 'Type'],
        [
          'Follows from the page on which the channel is made; it decides which functionality profiles fit.',
          'Découle de la page où le canal est créé ; il décide des profils de fonctionnalité possibles.',
        ],
      ),
      field(
        'legalEntity',
        { type: 'setting', of: 'legal-entities' },
        ['Legal entity', 'Entité juridique'],
        [
          'The company whose accounts the channel creates. Choose the customer group again after a change.',
          'La société dont le canal crée les comptes. Choisissez à nouveau le groupe de clients après une modification.',
        ],
      ),
    ),
    group(
      ['Profile and channel database', 'Profil et base de canal'],
      {
        ...field(
          'functionalityProfileId',
          { type: 'setting', of: 'functionality-profiles', where: { kind: profileKind } },
          ['Functionality profile', 'Profil de fonctionnalité'],
          [
            'What the channel is allowed to do, Create customer in async mode among it.',
            'Ce que le canal peut faire, dont Créer le client en mode asynchrone.',
          ],
        ),
        isShown: isNoCallCenter,
      },
      {
        ...field(
          'channelDatabaseId',
          { type: 'setting', of: 'channel-databases' },
          ['Channel database', 'Base de données de canal'],
          [
            'Where the channel keeps its customers. After a move to another one, its registers, staff and customers follow with the jobs 1010, 1060 and 1090.',
            'Où le canal garde ses clients. Après un déplacement, ses caisses, son personnel et ses clients suivent avec les tâches 1010, 1060 et 1090.',
          ],
        ),
        isShown: isNoCallCenter,
      },
    ),
    group(['Region', 'Région'], region.country, region.currency, region.language),
    group(
      ['Customers', 'Clients'],
      field(
        'customerGroup',
        { type: 'setting', of: 'customer-groups', within: 'legalEntity' },
        ['Customer group', 'Groupe de clients'],
        [
          'New customers get it unless the channel has a default customer. The default customer is chosen on the page Default customers.',
          'Les nouveaux clients le reçoivent, sauf si le canal a un client par défaut. Celui-ci se choisit à la page Clients par défaut.',
        ],
      ),
      field(
        'addressBooks',
        { type: 'settings', of: 'address-books', isOrdered: false },
        ['Address books', 'Carnets d’adresses'],
        [
          'Customers of these address books reach the channel with job 1010, and new customers get them. None: all customers.',
          'Les clients de ces carnets d’adresses atteignent le canal avec la tâche 1010, et les nouveaux clients les reçoivent. Aucun : tous les clients.',
        ],
      ),
    ),
  ];
}

const columns = ['channelId', 'name', 'legalEntity', 'functionalityProfileId', 'channelDatabaseId', 'addressBooks'];

/** Stores. */
export const stores: SettingForm = {
  kind: 'channels',
  help: named([
    'Stores with their tills. A new store also needs registers, workers and, if wanted, a default customer; jobs 1070, 1090, 1060 and 1010 bring all that to it.',
    'Magasins avec leurs caisses. Un nouveau magasin a aussi besoin de caisses, de collaborateurs et, au besoin, d’un client par défaut ; les tâches 1070, 1090, 1060 et 1010 les y apportent.',
  ]),
  columns,
  groups: channelGroups('pos'),
  fixed: { channelType: 'store' },
};

/** Online stores. */
export const onlineStores: SettingForm = {
  kind: 'channels',
  help: named([
    'Web shops. A new one needs a functionality profile for online stores and a channel database; job 1070 makes it act on its settings.',
    'Boutiques en ligne. Une nouvelle demande un profil de fonctionnalité pour magasins en ligne et une base de canal ; la tâche 1070 lui fait appliquer ses paramètres.',
  ]),
  columns,
  groups: channelGroups('online'),
  fixed: { channelType: 'online' },
};

/** Call centers. */
export const callCenters: SettingForm = {
  kind: 'channels',
  help: named([
    'A call center belongs to headquarters: it creates customers in real time, and has neither channel database nor functionality profile.',
    'Un centre d’appels fait partie du siège : il crée les clients en temps réel et n’a ni base de canal ni profil de fonctionnalité.',
  ]),
  columns: ['channelId', 'name', 'legalEntity', 'customerGroup', 'addressBooks'],
  groups: channelGroups('pos'),
  fixed: { channelType: 'callCenter' },
};
