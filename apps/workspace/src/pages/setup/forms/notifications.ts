import type { SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, nameField } from './common-fields.ts';

/** What an e-mail can say of the customer, between percent signs. */
export const mailPlaceholders = [
  'customername',
  'firstname',
  'lastname',
  'accountnumber',
  'channelname',
  'legalentityname',
];

const emptyTemplate = { subject: '', html: '', text: '' };

/** E-mail notification profiles. */
export const emailNotificationProfiles: SettingForm = {
  kind: 'email-notification-profiles',
  help: named([
    'The e-mail Customer created, which is sent when a customer gets an account number. Headquarters needs a mail server in its configuration, and the job that sends e-mails must be scheduled.',
    'L’e-mail Client créé, envoyé quand un client reçoit un numéro de compte. Le siège a besoin d’un serveur de messagerie dans sa configuration, et la tâche d’envoi des e-mails doit être planifiée.',
  ]),
  columns: ['emailNotificationProfileId', 'name', 'active', 'channelIds', 'senderAddress'],
  fresh: { active: true, templates: { en: emptyTemplate, fr: emptyTemplate } },
  groups: [
    group(
      identity,
      keyField('emailNotificationProfileId', ['E-mail notification profile', 'Profil de notification par e-mail']),
      nameField(['How the profile is called in lists.', 'Le nom du profil dans les listes.']),
      field(
        'active',
        { type: 'switch' },
        ['Active', 'Actif'],
        [
          'Off: no e-mails are written by it. Those that wait already are still sent.',
          'Non : il n’écrit aucun e-mail. Ceux qui attendent déjà sont tout de même envoyés.',
        ],
      ),
      field(
        'channelIds',
        { type: 'settings', of: 'channels', isOrdered: false },
        ['Channels', 'Canaux'],
        [
          'Customers of these channels get the e-mail. None: all channels that no other active profile names. A channel can be in one active profile only.',
          'Les clients de ces canaux reçoivent l’e-mail. Aucun : tous les canaux qu’aucun autre profil actif ne nomme. Un canal n’est que dans un seul profil actif.',
        ],
      ),
    ),
    group(
      ['Sender', 'Expéditeur'],
      field(
        'senderAddress',
        { type: 'text' },
        ['Sender e-mail address', 'Adresse e-mail de l’expéditeur'],
        [
          'Answers go there. Your mail server must be allowed to send for its domain, or the e-mails end up as spam.',
          'Les réponses y arrivent. Votre serveur doit être autorisé à envoyer pour ce domaine, sinon les e-mails finissent en indésirables.',
        ],
      ),
      field(
        'senderName',
        { type: 'text' },
        ['Sender name', 'Nom de l’expéditeur'],
        ['What customers see as the sender.', 'Ce que les clients voient comme expéditeur.'],
      ),
    ),
    group(
      ['Template', 'Modèle'],
      field(
        'templates',
        { type: 'emailTemplates', placeholders: mailPlaceholders },
        ['E-mail template', 'Modèle d’e-mail'],
        [
          'In the language of the customer: French for French-speaking customers, English for all others.',
          'Dans la langue du client : français pour les clients francophones, anglais pour tous les autres.',
        ],
      ),
    ),
  ],
};

/** Event subscriptions. */
export const eventSubscriptions: SettingForm = {
  kind: 'event-subscriptions',
  help: named([
    'Other systems that are told what happens to customers. After it is saved, make its secret here and give it to the receiver: deliveries begin with the secret, and the receiver checks their signature with it.',
    'Autres systèmes informés de ce qui arrive aux clients. Après l’enregistrement, générez ici son secret et remettez-le au destinataire : les envois commencent avec le secret, qui sert à vérifier leur signature.',
  ]),
  columns: ['eventSubscriptionId', 'name', 'active', 'url'],
  fresh: { active: true },
  groups: [
    group(
      identity,
      keyField('eventSubscriptionId', ['Event subscription', 'Abonnement aux événements']),
      nameField(['Which system it is.', 'De quel système il s’agit.']),
      field(
        'active',
        { type: 'switch' },
        ['Active', 'Actif'],
        [
          'Off: nothing is sent; it goes on later where it was.',
          'Non : rien n’est envoyé ; les envois reprennent plus tard là où ils en étaient.',
        ],
      ),
    ),
    group(
      ['Receiver', 'Destinataire'],
      field(
        'url',
        { type: 'text' },
        ['Address', 'Adresse'],
        [
          'Where events are sent by HTTP POST. Use https; no name and password in the address.',
          'Où les événements sont envoyés par HTTP POST. Utilisez https ; ni nom ni mot de passe dans l’adresse.',
        ],
      ),
      field(
        'eventTypes',
        {
          type: 'choices',
          isOrdered: false,
          options: {
            'counterfoil.customer.created': named(['Customer created', 'Client créé']),
            'counterfoil.customer.mapped': named(['Account number given', 'Numéro de compte attribué']),
            'counterfoil.customer.updated': named(['Customer changed', 'Client modifié']),
            'counterfoil.customer.deactivated': named(['Customer deactivated', 'Client désactivé']),
            'counterfoil.customer.merged': named(['Customers merged', 'Clients fusionnés']),
            'counterfoil.customer.erased': named(['Customer erased', 'Client effacé']),
          },
        },
        ['Events', 'Événements'],
        ['What is sent. None chosen: all of them.', 'Ce qui est envoyé. Aucun choisi : tous.'],
      ),
    ),
  ],
};

/** Products. */
export const products: SettingForm = {
  kind: 'products',
  help: named([
    'The short catalogue of the tills. A channel gets the products that have a price in its currency; job 1040 brings them.',
    'Le petit catalogue des caisses. Un canal reçoit les produits qui ont un prix dans sa devise ; la tâche 1040 les apporte.',
  ]),
  columns: ['itemId', 'description', 'barcode', 'prices'],
  groups: [
    group(
      identity,
      keyField('itemId', ['Item number', 'Numéro d’article']),
      field(
        'description',
        { type: 'translated' },
        ['Description', 'Description'],
        ['On the till and on receipts.', 'À la caisse et sur les reçus.'],
      ),
      field(
        'barcode',
        { type: 'text' },
        ['Barcode', 'Code-barres'],
        [
          'What the scanner reads. Empty: it is found by number or text.',
          'Ce que lit le scanner. Vide : trouvé par numéro ou texte.',
        ],
      ),
    ),
    group(
      ['Prices', 'Prix'],
      field(
        'prices',
        { type: 'prices' },
        ['Price of one piece', 'Prix d’une pièce'],
        [
          'One per currency, taxes included, with a point: 24.90. Without a price in its currency a channel doesn’t sell it.',
          'Un par devise, taxes comprises, avec un point : 24.90. Sans prix dans sa devise, un canal ne le vend pas.',
        ],
      ),
    ),
  ],
};
