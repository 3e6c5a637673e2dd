import type { FieldSchema } from '../../../ui/setting-form/field-schema.ts';
import type { SettingForm } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named } from './common-fields.ts';

const countMax = 1_000_000;
const whole: FieldSchema = { type: 'integer', minimum: 0 };
const optionalId: FieldSchema = { anyOf: [{ type: 'string', minLength: 1, maxLength: 60 }, { type: 'null' }] };

/** The rules of a number sequence. */
export const numberSequenceRules: FieldSchema = {
  type: 'object',
  properties: {
    numberSequenceId: { type: 'string', minLength: 1, maxLength: 60 },
    kind: { type: 'string', enum: ['customerAccount', 'loyaltyCard'] },
    legalEntity: optionalId,
    loyaltyProgramId: optionalId,
    format: { type: 'string', minLength: 1, maxLength: 60 },
    nextValue: whole,
    largestValue: whole,
    continuous: { type: 'boolean' },
    preallocationCount: { type: 'integer', minimum: 1, maximum: countMax },
    skipAfterRestore: whole,
    warnBelowCount: whole,
  },
};

/** Number sequences of customer accounts and loyalty cards. */
export const numberSequences: SettingForm = {
  kind: 'number-sequences',
  help: named([
    'Numbers of customer accounts and loyalty cards. The narrowest scope is used: of the loyalty program before of all programs, of the legal entity before shared. A change acts at headquarters at once.',
    'Numéros des comptes client et des cartes de fidélité. L’étendue la plus étroite l’emporte : le programme de fidélité avant tous les programmes, l’entité juridique avant la souche partagée. Une modification agit au siège immédiatement.',
  ]),
  columns: ['numberSequenceId', 'kind', 'legalEntity', 'format', 'nextValue', 'largestValue', 'continuous'],
  fresh: {
    kind: 'customerAccount',
    format: 'C-#########',
    nextValue: 1,
    largestValue: 999_999_999,
    preallocationCount: 1_000,
    skipAfterRestore: 100_000,
    warnBelowCount: 1_000,
  },
  settle: (value) => (value['kind'] === 'loyaltyCard' ? value : { ...value, loyaltyProgramId: null }),
  groups: [
    group(
      identity,
      keyField('numberSequenceId', ['Number sequence code', 'Code de souche de numéros']),
      field(
        'kind',
        {
          type: 'choice',
          options: {
            customerAccount: named(['Customer accounts', 'Comptes client']),
            loyaltyCard: named(['Loyalty cards', 'Cartes de fidélité']),
          },
        },
        ['Numbers of', 'Numéros de'],
        ['Never changes once it is saved.', 'Ne change plus après l’enregistrement.'],
      ),
    ),
    group(
      ['Scope', 'Étendue'],
      field(
        'legalEntity',
        { type: 'setting', of: 'legal-entities' },
        ['Legal entity', 'Entité juridique'],
        [
          'The company whose numbers these are. Empty: shared by all that have none of their own.',
          'La société dont ce sont les numéros. Vide : partagée par toutes celles qui n’en ont pas.',
        ],
      ),
      {
        ...field(
          'loyaltyProgramId',
          { type: 'setting', of: 'loyalty-programs' },
          ['Loyalty program', 'Programme de fidélité'],
          ['Empty: of all programs that have none of their own.', 'Vide : de tous les programmes qui n’en ont pas.'],
        ),
        isShown: ({ kind }) => kind === 'loyaltyCard',
      },
    ),
    group(
      ['Numbers', 'Numéros'],
      field(
        'format',
        { type: 'text' },
        ['Format', 'Format'],
        [
          '# is a digit, & a letter, {scope} the legal entity, everything else stands for itself: C-#########.',
          '# est un chiffre, & une lettre, {scope} l’entité juridique, tout le reste se représente lui-même : C-#########.',
        ],
      ),
      field(
        'nextValue',
        { type: 'number' },
        ['Next', 'Suivant'],
        [
          'The next number that is given. It can be raised, never lowered: a number is never given twice.',
          'Le prochain numéro attribué. Il peut être augmenté, jamais diminué : un numéro n’est jamais attribué deux fois.',
        ],
      ),
      field(
        'largestValue',
        { type: 'number' },
        ['Largest', 'Plus grand'],
        [
          'The last number that can be given; it must fit the format. Afterwards customers wait without a number until it is raised.',
          'Le dernier numéro possible ; il doit tenir dans le format. Ensuite, les clients attendent sans numéro jusqu’à son augmentation.',
        ],
      ),
      field(
        'warnBelowCount',
        { type: 'number', unit: named(['numbers', 'numéros']) },
        ['Warn when fewer are left', 'Avertir quand il en reste moins'],
        ['A warning and an alert are given below that.', 'Un avertissement et une alerte sont donnés en dessous.'],
      ),
    ),
    group(
      ['Performance and gaps', 'Performance et trous'],
      field(
        'continuous',
        { type: 'switch' },
        ['Continuous', 'Continue'],
        [
          'On: without any gap, each number is taken in the transaction that uses it, which is several times slower when many customers are created at once. Only where the law asks for it. Off: numbers are set aside in blocks, and a stop can leave a gap.',
          'Oui : sans aucun trou, chaque numéro est pris dans la transaction qui l’utilise, ce qui est plusieurs fois plus lent lors de créations nombreuses. Seulement si la loi l’exige. Non : les numéros sont réservés par blocs, et un arrêt peut laisser un trou.',
        ],
      ),
      {
        ...field(
          'preallocationCount',
          { type: 'number', unit: named(['numbers', 'numéros']) },
          ['Preallocation', 'Préallocation'],
          [
            'How many numbers are set aside at a time. More is faster, and leaves larger gaps.',
            'Combien de numéros sont réservés à la fois. Davantage est plus rapide et laisse de plus grands trous.',
          ],
        ),
        isShown: ({ continuous }) => continuous !== true,
      },
      field(
        'skipAfterRestore',
        { type: 'number', unit: named(['numbers', 'numéros']) },
        ['Skip after a restore', 'Saut après une restauration'],
        [
          'How many numbers are left out after headquarters’ database was restored from a backup, so that none of those given since is given again. More than you give between two backups.',
          'Combien de numéros sont omis après une restauration de la base du siège, pour qu’aucun de ceux attribués depuis ne le soit à nouveau. Plus que vous n’en attribuez entre deux sauvegardes.',
        ],
      ),
    ),
  ],
};

/** The rules of the parameters of orders. */
export const orderParameterRules: FieldSchema = {
  type: 'object',
  properties: {
    holdCodeForRepairedOrders: {
      anyOf: [{ type: 'string', minLength: 1, maxLength: 20, pattern: '^[A-Za-z0-9_-]{1,20}$' }, { type: 'null' }],
    },
  },
};

/** Parameters of orders. */
export const orderParameters: SettingForm = {
  kind: 'order-parameters',
  help: named([
    'What happens to orders of channels at headquarters, and the numbers of their documents. They act at once.',
    'Ce qui arrive au siège aux commandes des canaux, et les numéros de leurs documents. Ils agissent immédiatement.',
  ]),
  columns: [],
  groups: [
    group(
      ['Orders', 'Commandes'],
      field(
        'holdCodeForRepairedOrders',
        { type: 'text' },
        ['Hold code of repaired orders', 'Code de suspension des commandes corrigées'],
        [
          'An order that was corrected here is made with this hold, so that somebody looks at it before it is delivered. Letters, digits, _ and -. Empty: it is not held.',
          'Une commande corrigée ici est créée avec cette suspension, pour que quelqu’un la contrôle avant la livraison. Lettres, chiffres, _ et -. Vide : pas de suspension.',
        ],
      ),
    ),
  ],
};

/** The rules of the numbers of documents. */
export const documentNumberRules: FieldSchema = {
  type: 'object',
  properties: {
    format: { type: 'string', minLength: 1, maxLength: 40, pattern: '^[\\x20-\\x7e]{1,40}$' },
    nextValue: whole,
    largestValue: whole,
    skipAfterRestore: whole,
  },
};

/** Numbers of sales orders and invoices. */
export const documentNumbers: SettingForm = {
  kind: 'document-numbers',
  help: named(['Numbers without gaps, of each legal entity.', 'Numéros sans trou, de chaque entité juridique.']),
  columns: [],
  groups: [
    group(
      ['Numbers', 'Numéros'],
      field(
        'format',
        { type: 'text' },
        ['Format', 'Format'],
        [
          'One run of # stands for the digits, everything else for itself: SO-#########.',
          'Une suite de # représente les chiffres, tout le reste lui-même : SO-#########.',
        ],
      ),
      field(
        'nextValue',
        { type: 'number' },
        ['Next', 'Suivant'],
        [
          'The next number. It can be raised, never lowered.',
          'Le prochain numéro. Il peut être augmenté, jamais diminué.',
        ],
      ),
      field(
        'largestValue',
        { type: 'number' },
        ['Largest', 'Plus grand'],
        [
          'The last number that can be given; afterwards orders wait until it is raised.',
          'Le dernier numéro possible ; ensuite, les commandes attendent son augmentation.',
        ],
      ),
      field(
        'skipAfterRestore',
        { type: 'number', unit: named(['numbers', 'numéros']) },
        ['Skip after a restore', 'Saut après une restauration'],
        [
          'How many are left out after a restore from a backup, so that none is given twice.',
          'Combien sont omis après une restauration, pour qu’aucun ne soit attribué deux fois.',
        ],
      ),
    ),
  ],
};
