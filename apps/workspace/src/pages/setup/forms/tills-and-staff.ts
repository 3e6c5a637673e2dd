import type { SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, nameField } from './common-fields.ts';

/** Registers. */
export const registers: SettingForm = {
  kind: 'registers',
  help: named([
    'Tills of stores. A new register is activated with a code that is made for it; job 1090 tells the store about it.',
    'Caisses des magasins. Une nouvelle caisse s’active avec un code généré pour elle ; la tâche 1090 l’annonce au magasin.',
  ]),
  columns: ['registerId', 'name', 'channelId', 'supportOffline', 'offlineProfileId'],
  groups: [
    group(
      identity,
      keyField('registerId', ['Register number', 'Numéro de caisse']),
      nameField(['The name on receipts and in lists.', 'Le nom sur les reçus et dans les listes.']),
      field(
        'channelId',
        { type: 'setting', of: 'channels', where: { channelType: 'store' } },
        ['Store', 'Magasin'],
        ['Where the till stands.', 'Où se trouve la caisse.'],
      ),
    ),
    group(
      ['Offline', 'Hors connexion'],
      field(
        'supportOffline',
        { type: 'switch' },
        ['Support offline', 'Prise en charge hors connexion'],
        [
          'On: the till has an offline database and goes on without the store’s scale unit. Choose an offline profile as well.',
          'Oui : la caisse a une base hors connexion et continue sans l’unité d’échelle du magasin. Choisissez aussi un profil hors connexion.',
        ],
      ),
      field(
        'offlineProfileId',
        { type: 'setting', of: 'offline-profiles' },
        ['Offline profile', 'Profil hors connexion'],
        ['When it goes offline and comes back.', 'Quand elle passe hors connexion et revient.'],
      ),
    ),
  ],
};

/** Workers. */
export const workers: SettingForm = {
  kind: 'workers',
  help: named([
    'Staff who sign in at tills. Job 1060 brings them to the stores where they work; without a PIN nobody can sign in.',
    'Personnel qui se connecte aux caisses. La tâche 1060 l’apporte aux magasins où il travaille ; sans PIN, personne ne peut se connecter.',
  ]),
  columns: ['workerId', 'name', 'role', 'channelIds', 'languageId'],
  groups: [
    group(
      identity,
      keyField('workerId', ['Operator ID', 'ID d’opérateur']),
      nameField(['The name on receipts and in journals.', 'Le nom sur les reçus et dans les journaux.']),
      field(
        'languageId',
        { type: 'language' },
        ['Language', 'Langue'],
        ['In which the till speaks to them.', 'Dans laquelle la caisse s’adresse à eux.'],
      ),
    ),
    group(
      ['Work', 'Travail'],
      field(
        'role',
        {
          type: 'choice',
          options: {
            cashier: named(['Cashier', 'Caissier']),
            storeManager: named(['Store manager', 'Responsable de magasin']),
          },
        },
        ['Role', 'Rôle'],
        ['What they may do at the till.', 'Ce qu’ils peuvent faire à la caisse.'],
      ),
      field(
        'channelIds',
        { type: 'settings', of: 'channels', isOrdered: false },
        ['Stores', 'Magasins'],
        ['Where they can sign in. None: nowhere.', 'Où ils peuvent se connecter. Aucun : nulle part.'],
      ),
    ),
  ],
};
