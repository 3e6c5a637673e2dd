import type { SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, named } from './common-fields.ts';

/** Commerce parameters. */
export const commerceParameters: SettingForm = {
  kind: 'commerce-parameters',
  help: named([
    'Parameters of all channels. They act in the channels when job 1110 has brought them there. E-mails about new customers are set up on the page E-mail notification profiles.',
    'Paramètres de tous les canaux. Ils agissent dans les canaux quand la tâche 1110 les y a apportés. Les e-mails sur les nouveaux clients se configurent à la page Profils de notification par e-mail.',
  ]),
  columns: [],
  groups: [
    group(
      ['Customer attributes', 'Attributs client'],
      field(
        'customerAttributeGroupId',
        { type: 'setting', of: 'attribute-groups' },
        ['Customer attribute group', 'Groupe d’attributs client'],
        [
          'The attributes that channels show and edit on customers. Empty: none.',
          'Les attributs que les canaux affichent et modifient sur les clients. Vide : aucun.',
        ],
      ),
    ),
    group(
      ['Search', 'Recherche'],
      field(
        'searchCriteria',
        {
          type: 'choices',
          isOrdered: true,
          options: {
            name: named(['Name', 'Nom']),
            phone: named(['Phone', 'Téléphone']),
            email: named(['E-mail', 'E-mail']),
            accountNumber: named(['Account number', 'Numéro de compte']),
            loyaltyCard: named(['Loyalty card', 'Carte de fidélité']),
            identificationNumber: named(['Identification number', 'Numéro d’identification']),
            address: named(['Address', 'Adresse']),
          },
        },
        ['Search criteria', 'Critères de recherche'],
        [
          'What customers can be searched by in channels, in the order in which staff see it.',
          'Ce par quoi les clients peuvent être cherchés dans les canaux, dans l’ordre où le personnel le voit.',
        ],
      ),
    ),
    group(
      ['Addresses', 'Adresses'],
      field(
        'recommendedAddressCountMax',
        { type: 'number', unit: named(['addresses', 'adresses']) },
        ['Recommended number of addresses', 'Nombre d’adresses recommandé'],
        [
          'A customer with more is warned of: too many addresses slow down every search and download. Nothing is refused.',
          'Un client qui en a davantage fait l’objet d’un avertissement : trop d’adresses ralentissent recherches et téléchargements. Rien n’est refusé.',
        ],
      ),
    ),
  ],
};

/** Commerce scheduler parameters. */
export const commerceSchedulerParameters: SettingForm = {
  kind: 'commerce-scheduler-parameters',
  help: named([
    'What becomes of download sessions that fail. They act at headquarters at once.',
    'Ce que deviennent les sessions de téléchargement en échec. Ces paramètres agissent au siège immédiatement.',
  ]),
  columns: [],
  groups: [
    group(
      ['Download sessions', 'Sessions de téléchargement'],
      field(
        'tryCount',
        { type: 'number', unit: named(['tries', 'essais']) },
        ['Try count', 'Nombre de tentatives'],
        [
          'How often one download session may fail before what is chosen below happens: 1 to 1,000.',
          'Combien de fois une session peut échouer avant ce qui est choisi ci-dessous : de 1 à 1 000.',
        ],
      ),
      field(
        'whenTryCountReached',
        {
          type: 'choice',
          options: {
            suspend: named(['Suspend the session and what stands behind it', 'Suspendre la session et ce qui la suit']),
            cancel: named(['Cancel it and go on with the next', 'L’annuler et continuer avec la suivante']),
          },
        },
        ['When the tries are used up', 'Quand les essais sont épuisés'],
        [
          'Suspended, it holds up everything behind it until somebody lets it try again. Canceled, the database goes on; the rows are packed again after 5 minutes and then less and less often. A session after a change of address books is always suspended.',
          'Suspendue, elle retient tout ce qui la suit jusqu’à ce que quelqu’un la relance. Annulée, la base continue ; les lignes sont remises après 5 minutes puis de moins en moins souvent. Une session après un changement de carnets d’adresses est toujours suspendue.',
        ],
      ),
    ),
  ],
};
