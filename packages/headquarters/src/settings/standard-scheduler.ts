import type { channelSchemas } from './kinds/channel-databases.ts';
import { partyTable, type schedulerJobs, type schedulerSubjobs } from './kinds/commerce-scheduler.ts';

/** The jobs between headquarters and channels with their tables; 9999 stands for all that download. */
const jobs = [
  {
    schedulerJobId: '1010',
    text: { en: 'Customers', fr: 'Clients' },
    subjobs: [
      'CUSTGROUP',
      'CUSTTABLE',
      'DIRADDRESSBOOKPARTY',
      partyTable,
      'LOGISTICSELECTRONICADDRESS',
      'LOGISTICSLOCATION',
      'LOGISTICSPOSTALADDRESS',
      'RETAILCUSTAFFILIATION',
      'RETAILCUSTTABLE',
    ],
  },
  {
    schedulerJobId: '1010_CustomerSearch',
    text: { en: 'Customer search', fr: 'Recherche de clients' },
    subjobs: ['RETAILCUSTOMERSEARCH'],
  },
  { schedulerJobId: '1040', text: { en: 'Products', fr: 'Produits' }, subjobs: ['ECORESPRODUCT', 'INVENTTABLE'] },
  {
    schedulerJobId: '1050',
    text: { en: 'Loyalty information', fr: 'Informations de fidélité' },
    subjobs: ['RETAILLOYALTYCARD', 'RETAILLOYALTYPROGRAM'],
  },
  {
    schedulerJobId: '1060',
    text: { en: 'Staff', fr: 'Personnel' },
    subjobs: [partyTable, 'HCMWORKER', 'RETAILSTAFFTABLE'],
  },
  {
    schedulerJobId: '1070',
    text: { en: 'Channel configuration', fr: 'Configuration des canaux' },
    subjobs: [partyTable, 'RETAILCHANNELTABLE', 'RETAILFUNCTIONALITYPROFILE', 'RETAILOFFLINEPROFILE'],
  },
  { schedulerJobId: '1090', text: { en: 'Registers', fr: 'Caisses' }, subjobs: ['RETAILTERMINALTABLE'] },
  {
    schedulerJobId: '1110',
    text: { en: 'Global configuration', fr: 'Configuration globale' },
    subjobs: ['DIRADDRESSBOOK', 'DIRPERSONNAMETITLE', 'RETAILAFFILIATION', 'RETAILFEATURESTATE', 'RETAILPARAMETERS'],
  },
  { schedulerJobId: '1120', text: { en: 'Modes of delivery', fr: 'Modes de livraison' }, subjobs: ['DLVMODE'] },
  {
    schedulerJobId: '1130',
    text: { en: 'Product availability', fr: 'Disponibilité des produits' },
    subjobs: ['INVENTSUM'],
  },
  { schedulerJobId: '1150', text: { en: 'Catalog', fr: 'Catalogue' }, subjobs: ['RETAILCATALOG'] },
  {
    schedulerJobId: '1170',
    text: { en: 'POS task recorder', fr: 'Enregistreur de tâches du point de vente' },
    subjobs: ['RETAILTASKRECORDING'],
  },
  { schedulerJobId: '9999', text: { en: 'All jobs', fr: 'Toutes les tâches' }, subjobs: [] },
] as const;

/** The only job that uploads. */
const uploadJob: typeof schedulerJobs.example = {
  schedulerJobId: 'P-0001',
  text: { en: 'Channel transactions', fr: 'Transactions des canaux' },
  direction: 'upload',
  subjobs: [
    'RETAILASYNCADDRESSV2',
    'RETAILASYNCCUSTOMERAFFILIATION',
    'RETAILASYNCCUSTOMERATTRIBUTEV2',
    'RETAILASYNCCUSTOMERCONTACT',
    'RETAILASYNCCUSTOMERV2',
    'RETAILTRANSACTIONTABLE',
  ],
  excludeFromOfflineDatabases: false,
};

/** Every job that the product brings. */
export const standardSchedulerJobs: readonly (typeof schedulerJobs.example)[] = [
  ...jobs.map(({ schedulerJobId, text, subjobs }) => ({
    schedulerJobId,
    text,
    direction: 'download' as const,
    subjobs: [...subjobs],
    excludeFromOfflineDatabases: false,
  })),
  uploadJob,
];

/** Every table that those jobs carry, once. */
export const standardSchedulerSubjobs: readonly (typeof schedulerSubjobs.example)[] = [
  ...new Set(standardSchedulerJobs.flatMap(({ subjobs }) => subjobs)),
]
  .toSorted()
  .map((schedulerSubjobId) => ({ schedulerSubjobId, excludeFromOfflineDatabases: false }));

/** The schema of every channel database group that names no other. */
export const standardChannelSchema: typeof channelSchemas.example = {
  channelSchemaId: 'AX7',
  name: 'AX7',
  filterSharedCustomerDataTables: false,
};
