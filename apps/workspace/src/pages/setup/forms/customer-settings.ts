import type { SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, nameField, textField } from './common-fields.ts';

/** Customer groups. */
export const customerGroups: SettingForm = {
  kind: 'customer-groups',
  help: named([
    'Groups of customers of a legal entity. New customers get the financial dimensions of the group of their channel’s default customer, not those of the default customer itself.',
    'Groupes de clients d’une entité juridique. Les nouveaux clients reçoivent les dimensions financières du groupe du client par défaut de leur canal, non celles du client par défaut lui-même.',
  ]),
  columns: ['legalEntity', 'customerGroup', 'name', 'financialDimensions'],
  groups: [
    group(
      identity,
      field(
        'legalEntity',
        { type: 'setting', of: 'legal-entities' },
        ['Legal entity', 'Entité juridique'],
        [
          'The company that the group belongs to; the same number can stand for another group elsewhere.',
          'La société à laquelle appartient le groupe ; le même numéro peut désigner un autre groupe ailleurs.',
        ],
      ),
      keyField('customerGroup', ['Customer group', 'Groupe de clients']),
      nameField(['How staff know the group.', 'Le nom sous lequel le personnel connaît le groupe.']),
    ),
    group(
      ['Financial dimensions', 'Dimensions financières'],
      field(
        'financialDimensions',
        { type: 'namedValues', name: named(['Dimension', 'Dimension']), value: named(['Value', 'Valeur']) },
        ['Financial dimensions', 'Dimensions financières'],
        [
          'New customers of the group inherit them. A change doesn’t touch customers that exist.',
          'Les nouveaux clients du groupe en héritent. Une modification ne touche pas les clients existants.',
        ],
      ),
    ),
  ],
};

/** Default customers. */
export const defaultCustomers: SettingForm = {
  kind: 'default-customers',
  help: named([
    'From whom new customers of a channel take their type, group, receipt option, currency, language, affiliations and address books; never the receipt e-mail address. One per channel.',
    'De qui les nouveaux clients d’un canal tiennent leur type, groupe, option de reçu, devise, langue, affiliations et carnets d’adresses ; jamais l’adresse e-mail des reçus. Un par canal.',
  ]),
  columns: ['channelId', 'customerAccountNumber'],
  groups: [
    group(
      identity,
      field(
        'channelId',
        { type: 'setting', of: 'channels' },
        ['Channel', 'Canal'],
        [
          'The channel whose new customers take after this one.',
          'Le canal dont les nouveaux clients suivent ce modèle.',
        ],
      ),
      field(
        'customerAccountNumber',
        { type: 'text' },
        ['Default customer', 'Client par défaut'],
        [
          'The account number of a customer that exists in the legal entity of the channel. Leave the receipt e-mail address of that customer empty.',
          'Le numéro de compte d’un client existant dans l’entité juridique du canal. Laissez vide l’adresse e-mail des reçus de ce client.',
        ],
      ),
    ),
  ],
};

/** Address books. */
export const addressBooks: SettingForm = {
  kind: 'address-books',
  help: named([
    'Who sees which customers: a customer reaches the channels that have one of the customer’s address books. Give channels their address books on the pages of the channels.',
    'Qui voit quels clients : un client atteint les canaux qui ont l’un de ses carnets d’adresses. Attribuez les carnets aux canaux sur les pages des canaux.',
  ]),
  columns: ['addressBookId', 'name'],
  groups: [
    group(
      identity,
      keyField('addressBookId', ['Address book', 'Carnet d’adresses']),
      nameField(['How staff know the address book.', 'Le nom sous lequel le personnel connaît le carnet.']),
    ),
  ],
};

/** Personal titles. */
export const personalTitles: SettingForm = {
  kind: 'personal-titles',
  help: named([
    'How a person is addressed. Tills and online stores show the text in the language of whoever looks; job 1110 brings it to them.',
    'Comment une personne est appelée. Les caisses et magasins en ligne affichent le texte dans la langue de l’utilisateur ; la tâche 1110 l’y apporte.',
  ]),
  columns: ['personalTitleId', 'text'],
  groups: [
    group(
      identity,
      keyField('personalTitleId', ['Personal title', 'Titre de civilité']),
      textField(['As it stands before the name.', 'Tel qu’il figure devant le nom.']),
    ),
  ],
};

/** Affiliations. */
export const affiliations: SettingForm = {
  kind: 'affiliations',
  help: named([
    'Groups that customers belong to for prices, discounts and loyalty. Staff give them to customers at the till; job 1110 brings them there.',
    'Groupes auxquels les clients appartiennent pour les prix, remises et la fidélité. Le personnel les attribue en caisse ; la tâche 1110 les y apporte.',
  ]),
  columns: ['affiliationId', 'text', 'hiddenInChannels'],
  groups: [
    group(
      identity,
      keyField('affiliationId', ['Affiliation', 'Affiliation']),
      textField(['As staff and customers read it.', 'Tel que le personnel et les clients le lisent.']),
      field(
        'hiddenInChannels',
        { type: 'switch' },
        ['Hide in channels', 'Masquer dans les canaux'],
        [
          'On: channels don’t show it on customers, and it can’t be chosen there; it still counts for prices.',
          'Oui : les canaux ne l’affichent pas sur les clients et on ne peut pas l’y choisir ; elle compte toujours pour les prix.',
        ],
      ),
    ),
  ],
};

/** Loyalty programs. */
export const loyaltyPrograms: SettingForm = {
  kind: 'loyalty-programs',
  help: named([
    'Programs of which loyalty cards are issued. For cards with generated numbers the program, or its legal entity, needs a number sequence of loyalty cards. Job 1050 brings programs to the channels.',
    'Programmes dont on émet des cartes de fidélité. Pour des cartes à numéro généré, le programme ou son entité juridique a besoin d’une souche de numéros de cartes. La tâche 1050 apporte les programmes aux canaux.',
  ]),
  columns: ['loyaltyProgramId', 'text'],
  groups: [
    group(
      identity,
      keyField('loyaltyProgramId', ['Loyalty program', 'Programme de fidélité']),
      textField(['As it is called on cards and receipts.', 'Son nom sur les cartes et reçus.']),
    ),
  ],
};

/** Address formats. */
export const addressFormats: SettingForm = {
  kind: 'address-formats',
  help: named([
    'What postcodes look like in a country. Channels check by the formats that job 1110 brought them, headquarters by the present ones. Addresses that are not edited stay as they are.',
    'La forme des codes postaux d’un pays. Les canaux vérifient selon les formats apportés par la tâche 1110, le siège selon les formats actuels. Les adresses non modifiées restent telles quelles.',
  ]),
  columns: ['countryRegion', 'zipCodeFormats', 'zipCodeRequired'],
  groups: [
    group(
      identity,
      field(
        'countryRegion',
        { type: 'country' },
        ['Country/region', 'Pays/région'],
        ['The country whose addresses are checked.', 'Le pays dont les adresses sont vérifiées.'],
      ),
    ),
    group(
      ['Postcode', 'Code postal'],
      field(
        'zipCodeFormats',
        { type: 'texts' },
        ['Formats', 'Formats'],
        [
          '# stands for a digit, & for a letter, everything else for itself: #####-####. Without a format any postcode is taken.',
          '# représente un chiffre, & une lettre, tout le reste lui-même : #####-####. Sans format, tout code postal est accepté.',
        ],
      ),
      field(
        'zipCodeRequired',
        { type: 'switch' },
        ['Postcode required', 'Code postal obligatoire'],
        [
          'On: an address in this country can’t be saved without one.',
          'Oui : une adresse de ce pays ne peut pas être enregistrée sans code postal.',
        ],
      ),
    ),
  ],
};
