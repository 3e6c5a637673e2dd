import {
  affiliationSchema,
  customerGroupSchema,
  loyaltyProgramSchema,
  personalTitleSchema,
} from '@counterfoil/contracts/channel-configuration';
import { prepared } from '@counterfoil/database/database';
import { z } from 'zod';
import { defineSettingKind, type Translated } from '../setting-kind.ts';
import { findSetting } from '../setting-store.ts';
import { channels } from './organization.ts';
import { idSchema, nameSchema, reference } from './shapes.ts';

const customers: Translated = { en: 'customers', fr: 'des clients' };

/** Groups of customers, each of a legal entity. */
export const customerGroups = defineSettingKind({
  name: 'customer-groups',
  title: { en: 'customer group', fr: 'groupe de clients' },
  description:
    'New customers get the financial dimensions of the group of their channel’s default customer, not those of the ' +
    'default customer itself.',
  key: ['legalEntity', 'customerGroup'],
  schema: customerGroupSchema.extend({ legalEntity: idSchema }),
  storage: {
    table: 'customer_groups',
    columns: {
      legalEntity: 'legal_entity',
      customerGroup: 'customer_group',
      name: 'name',
      financialDimensions: 'financial_dimensions',
    },
    json: ['financial_dimensions'],
  },
  job: '1010',
  example: {
    legalEntity: 'USRT',
    customerGroup: '30',
    name: 'Retail customers',
    financialDimensions: { BusinessUnit: '002' },
  },
  refersTo: ['legal-entities'],
  references: ({ legalEntity }) => reference('legalEntity', 'legal-entities', legalEntity),
  usedBy: [
    {
      statement: prepared(
        'find-customer-of-customer-group',
        `SELECT 1 FROM customers WHERE legal_entity = $1 AND document ->> 'customerGroup' = $2 LIMIT 1`,
      ),
      title: customers,
    },
  ],
});

const receiptEmailWarning: Translated = {
  en:
    'The receipt e-mail address of the default customer is never copied to new customers: everybody who signs up would ' +
    'have their receipts sent to that one address.',
  fr:
    "L'adresse e-mail des reçus du client par défaut n'est jamais copiée sur les nouveaux clients : les reçus de tous " +
    'ceux qui s’inscrivent partiraient à cette seule adresse.',
};

const selectAccount = prepared(
  'find-default-customer-account',
  'SELECT 1 FROM customers WHERE legal_entity = $1 AND account_number = $2',
);

/** From whom new customers of a channel take their type, group, receipt option, currency, language and affiliations. */
export const defaultCustomers = defineSettingKind({
  name: 'default-customers',
  title: { en: 'default customer', fr: 'client par défaut' },
  description:
    'One per channel: an existing customer account of the channel’s legal entity, from which new customers take their ' +
    'type, group, receipt option, currency, language, affiliations and address books; never the receipt e-mail address.',
  key: ['channelId'],
  schema: z.strictObject({ channelId: idSchema, customerAccountNumber: idSchema }),
  storage: { documents: true },
  job: '1010',
  example: { channelId: 'HOUSTON', customerAccountNumber: 'C-000000001' },
  refersTo: ['channels'],
  references: ({ channelId }) => reference('channelId', 'channels', channelId),
  verify: async ({ channelId, customerAccountNumber }, { tx }) => {
    const channel = await findSetting(tx, channels, [channelId]);
    if (!channel) return [];
    const { legalEntity } = channel;
    if ((await tx.query(selectAccount, [legalEntity, customerAccountNumber])).length > 0) return [];
    const parameters = { legalEntity, value: customerAccountNumber };
    return [{ code: 'default_customer_unknown', field: 'customerAccountNumber', parameters }];
  },
  warnings: () => [receiptEmailWarning],
});

/** Who sees which customers. */
export const addressBooks = defineSettingKind({
  name: 'address-books',
  title: { en: 'address book', fr: "carnet d'adresses" },
  description: 'A customer reaches the channels that have one of the customer’s address books.',
  key: ['addressBookId'],
  schema: z.strictObject({ addressBookId: idSchema, name: nameSchema }),
  storage: { documents: true },
  job: '1110',
  example: { addressBookId: 'SHARED', name: 'All channels' },
  usedBy: [
    {
      statement: prepared(
        'find-customer-of-address-book',
        `SELECT 1 FROM customers WHERE document -> 'addressBooks' ? $1 LIMIT 1`,
      ),
      title: customers,
    },
  ],
});

/** Forms of address. */
export const personalTitles = defineSettingKind({
  name: 'personal-titles',
  title: { en: 'personal title', fr: 'titre de civilité' },
  description: 'How a person is addressed, in each language.',
  key: ['personalTitleId'],
  schema: personalTitleSchema,
  storage: { documents: true },
  job: '1110',
  example: { personalTitleId: 'MS', text: { en: 'Ms', fr: 'Mme' } },
  usedBy: [
    {
      statement: prepared(
        'find-customer-of-personal-title',
        `SELECT 1 FROM customers WHERE document ->> 'personalTitle' = $1 LIMIT 1`,
      ),
      title: customers,
    },
  ],
});

/** Groups that customers belong to for prices, discounts and loyalty. */
export const affiliations = defineSettingKind({
  name: 'affiliations',
  title: { en: 'affiliation', fr: 'affiliation' },
  description: 'Hidden in channels, an affiliation still counts for prices.',
  key: ['affiliationId'],
  schema: affiliationSchema,
  storage: { documents: true },
  job: '1110',
  example: { affiliationId: 'STUDENT', text: { en: 'Students', fr: 'Étudiants' }, hiddenInChannels: false },
  usedBy: [
    {
      statement: prepared(
        'find-customer-of-affiliation',
        `SELECT 1 FROM customers WHERE document -> 'affiliations' ? $1 LIMIT 1`,
      ),
      title: customers,
    },
  ],
});

/** What loyalty cards are of. */
export const loyaltyPrograms = defineSettingKind({
  name: 'loyalty-programs',
  title: { en: 'loyalty program', fr: 'programme de fidélité' },
  description: 'Programs of which loyalty cards are issued.',
  key: ['loyaltyProgramId'],
  schema: loyaltyProgramSchema,
  storage: { documents: true },
  job: '1050',
  example: { loyaltyProgramId: 'CLUB', text: { en: 'Club', fr: 'Le Club' } },
  usedBy: [
    {
      statement: prepared(
        'find-card-of-loyalty-program',
        `SELECT 1 FROM customers
         WHERE document -> 'loyaltyCards' @> jsonb_build_array(jsonb_build_object('loyaltyProgramId', $1::text)) LIMIT 1`,
      ),
      title: { en: 'loyalty cards', fr: 'des cartes de fidélité' },
    },
  ],
});
