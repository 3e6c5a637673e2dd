import type { SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, nameField } from './common-fields.ts';

/** Commerce channel schema. */
export const channelSchemas: SettingForm = {
  kind: 'channel-schemas',
  help: named([
    'What the channel databases of a group are made by. One schema is enough for most retailers; a second one lets some groups of stores keep no customers in offline databases.',
    'Le modèle des bases de canal d’un groupe. Un schéma suffit à la plupart des détaillants ; un second permet à certains groupes de magasins de ne garder aucun client dans les bases hors connexion.',
  ]),
  columns: ['channelSchemaId', 'name', 'filterSharedCustomerDataTables'],
  groups: [
    group(
      identity,
      keyField('channelSchemaId', ['Commerce channel schema', 'Schéma de canal Commerce']),
      nameField(['How the schema is called in lists.', 'Le nom du schéma dans les listes.']),
    ),
    group(
      ['Offline databases', 'Bases hors connexion'],
      field(
        'filterSharedCustomerDataTables',
        { type: 'switch' },
        ['Filter shared customer data tables', 'Filtrer les tables de données client partagées'],
        [
          'On: no customer row is in an offline database and tills create no customer while they are offline. Exclude job 1010 from offline databases as well, or it goes on sending what is then thrown away.',
          'Oui : aucune ligne client n’est dans une base hors connexion et les caisses ne créent aucun client hors connexion. Excluez aussi la tâche 1010 des bases hors connexion, sinon elle continue d’envoyer ce qui est ensuite écarté.',
        ],
      ),
    ),
  ],
};

/** Channel database groups. */
export const channelDatabaseGroups: SettingForm = {
  kind: 'channel-database-groups',
  help: named([
    'Channel databases that are sent the same. A distribution schedule names groups: a new group gets data only once an active schedule serves it.',
    'Bases de canal qui reçoivent la même chose. Un planning de distribution nomme des groupes : un nouveau groupe ne reçoit des données que lorsqu’un planning actif le dessert.',
  ]),
  columns: ['channelDatabaseGroupId', 'name', 'channelSchemaId'],
  groups: [
    group(
      identity,
      keyField('channelDatabaseGroupId', ['Channel database group', 'Groupe de bases de canal']),
      nameField(['How the group is called in lists and schedules.', 'Le nom du groupe dans les listes et plannings.']),
      field(
        'channelSchemaId',
        { type: 'setting', of: 'channel-schemas' },
        ['Commerce channel schema', 'Schéma de canal Commerce'],
        [
          'Decides whether customers are in the offline databases of the group. After a change run a full data sync of its databases.',
          'Décide si les clients sont dans les bases hors connexion du groupe. Après une modification, lancez une synchronisation complète de ses bases.',
        ],
      ),
    ),
  ],
};

/** Channel databases. */
export const channelDatabases: SettingForm = {
  kind: 'channel-databases',
  help: named([
    'One per scale unit. After it is created, make a registration code here and enter it at the scale unit: it registers its key with it and then asks headquarters by itself.',
    'Une par unité d’échelle. Après la création, générez ici un code d’enregistrement et saisissez-le à l’unité d’échelle : elle enregistre sa clé puis contacte le siège d’elle-même.',
  ]),
  columns: ['channelDatabaseId', 'name', 'channelDatabaseGroupId'],
  groups: [
    group(
      identity,
      keyField('channelDatabaseId', ['Channel database', 'Base de données de canal']),
      nameField(['How it is called in lists, sessions and alerts.', 'Son nom dans les listes, sessions et alertes.']),
      field(
        'channelDatabaseGroupId',
        { type: 'setting', of: 'channel-database-groups' },
        ['Channel database group', 'Groupe de bases de canal'],
        [
          'The group whose jobs it gets. After a move to another group run a full data sync.',
          'Le groupe dont elle reçoit les tâches. Après un changement de groupe, lancez une synchronisation complète.',
        ],
      ),
    ),
  ],
};
