import type { PageEntry } from '../../shell/page-entry.ts';
import { settingPages, type SettingPlace } from '../../ui/setting-form/setting-pages.ts';

const customers = () => import('./forms/customer-settings.ts');
const databases = () => import('./forms/channel-databases.ts');
const organization = () => import('./forms/organization.ts');
const profiles = () => import('./forms/profiles.ts');
const attributes = () => import('./forms/attributes.ts');
const parameters = () => import('./forms/parameters.ts');
const notifications = () => import('./forms/notifications.ts');

/** Where each kind of settings is, as in the menu of the reference product. */
export const setupPlaces: readonly SettingPlace[] = [
  {
    path: '/setup/customer-groups',
    title: { en: 'Customer groups', fr: 'Groupes de clients' },
    section: 'customers',
    keyFields: ['legalEntity', 'customerGroup'],
    form: async () => (await customers()).customerGroups,
  },
  {
    path: '/setup/affiliations',
    title: { en: 'Affiliations', fr: 'Affiliations' },
    section: 'customers',
    keyFields: ['affiliationId'],
    form: async () => (await customers()).affiliations,
  },
  {
    path: '/setup/loyalty-programs',
    title: { en: 'Loyalty programs', fr: 'Programmes de fidélité' },
    section: 'customers',
    keyFields: ['loyaltyProgramId'],
    form: async () => (await customers()).loyaltyPrograms,
  },
  {
    path: '/setup/address-books',
    title: { en: 'Address books', fr: 'Carnets d’adresses' },
    section: 'customers',
    keyFields: ['addressBookId'],
    form: async () => (await customers()).addressBooks,
  },
  {
    path: '/setup/personal-titles',
    title: { en: 'Personal titles', fr: 'Titres de civilité' },
    section: 'customers',
    keyFields: ['personalTitleId'],
    form: async () => (await customers()).personalTitles,
  },
  {
    path: '/setup/customer-attributes',
    title: { en: 'Customer attributes and types', fr: 'Attributs client et types' },
    section: 'customers',
    keyFields: ['attributeId'],
    form: async () => (await attributes()).customerAttributes,
  },
  {
    path: '/setup/attribute-groups',
    title: { en: 'Attribute groups', fr: 'Groupes d’attributs' },
    section: 'customers',
    keyFields: ['attributeGroupId'],
    form: async () => (await attributes()).attributeGroups,
  },
  {
    path: '/setup/stores',
    title: { en: 'Stores', fr: 'Magasins' },
    section: 'channels',
    keyFields: ['channelId'],
    form: async () => (await organization()).stores,
  },
  {
    path: '/setup/online-stores',
    title: { en: 'Online stores', fr: 'Magasins en ligne' },
    section: 'channels',
    keyFields: ['channelId'],
    form: async () => (await organization()).onlineStores,
  },
  {
    path: '/setup/call-centers',
    title: { en: 'Call centers', fr: 'Centres d’appels' },
    section: 'channels',
    keyFields: ['channelId'],
    form: async () => (await organization()).callCenters,
  },
  {
    path: '/setup/default-customers',
    title: { en: 'Default customers', fr: 'Clients par défaut' },
    section: 'channels',
    keyFields: ['channelId'],
    form: async () => (await customers()).defaultCustomers,
  },
  {
    path: '/setup/functionality-profiles',
    title: { en: 'Functionality profiles', fr: 'Profils de fonctionnalité' },
    section: 'posSetup',
    keyFields: ['functionalityProfileId'],
    form: async () => (await profiles()).posFunctionalityProfiles,
    parts: async () => (await import('./profile-parts.tsx')).profileParts,
  },
  {
    path: '/setup/offline-profiles',
    title: { en: 'Offline profiles', fr: 'Profils hors connexion' },
    section: 'posSetup',
    keyFields: ['offlineProfileId'],
    form: async () => (await profiles()).offlineProfiles,
  },
  {
    path: '/setup/products',
    title: { en: 'Products', fr: 'Produits' },
    section: 'posSetup',
    keyFields: ['itemId'],
    form: async () => (await notifications()).products,
  },
  {
    path: '/setup/online-functionality-profiles',
    title: { en: 'Online functionality profiles', fr: 'Profils de fonctionnalité en ligne' },
    section: 'onlineSetup',
    keyFields: ['functionalityProfileId'],
    form: async () => (await profiles()).onlineFunctionalityProfiles,
    parts: async () => (await import('./profile-parts.tsx')).profileParts,
  },
  {
    path: '/setup/address-formats',
    title: { en: 'Address formats', fr: 'Formats d’adresse' },
    section: 'channelSetup',
    keyFields: ['countryRegion'],
    form: async () => (await customers()).addressFormats,
  },
  {
    path: '/setup/email-notification-profiles',
    title: { en: 'E-mail notification profiles', fr: 'Profils de notification par e-mail' },
    section: 'channelSetup',
    keyFields: ['emailNotificationProfileId'],
    form: async () => (await notifications()).emailNotificationProfiles,
    parts: async () => (await import('./email-preview.tsx')).emailParts,
  },
  {
    path: '/setup/legal-entities',
    title: { en: 'Legal entities', fr: 'Entités juridiques' },
    section: 'channelSetup',
    keyFields: ['legalEntity'],
    form: async () => (await organization()).legalEntities,
  },
  {
    path: '/setup/channel-database-groups',
    title: { en: 'Channel database groups', fr: 'Groupes de bases de canal' },
    section: 'schedulerSetup',
    keyFields: ['channelDatabaseGroupId'],
    form: async () => (await databases()).channelDatabaseGroups,
  },
  {
    path: '/setup/channel-databases',
    title: { en: 'Channel databases', fr: 'Bases de données de canal' },
    section: 'schedulerSetup',
    keyFields: ['channelDatabaseId'],
    form: async () => (await databases()).channelDatabases,
    parts: async () => (await import('./channel-database-parts.tsx')).channelDatabaseParts,
  },
  {
    path: '/setup/channel-schemas',
    title: { en: 'Commerce channel schema', fr: 'Schéma de canal Commerce' },
    section: 'schedulerSetup',
    keyFields: ['channelSchemaId'],
    form: async () => (await databases()).channelSchemas,
    parts: async () => (await import('./channel-schema-parts.tsx')).channelSchemaParts,
  },
  {
    path: '/setup/commerce-parameters',
    title: { en: 'Commerce parameters', fr: 'Paramètres de Commerce' },
    section: 'parameters',
    keyFields: [],
    form: async () => (await parameters()).commerceParameters,
  },
  {
    path: '/setup/commerce-scheduler-parameters',
    title: { en: 'Commerce scheduler parameters', fr: 'Paramètres du planificateur Commerce' },
    section: 'parameters',
    keyFields: [],
    form: async () => (await parameters()).commerceSchedulerParameters,
  },
  {
    path: '/setup/event-subscriptions',
    title: { en: 'Event subscriptions', fr: 'Abonnements aux événements' },
    section: 'commerceIt',
    keyFields: ['eventSubscriptionId'],
    form: async () => (await notifications()).eventSubscriptions,
    parts: async () => (await import('./event-subscription-parts.tsx')).eventSubscriptionParts,
  },
];

/** The pages of this folder. */
export const setupPages: readonly PageEntry[] = [
  ...setupPlaces.flatMap(settingPages),
  {
    path: '/setup/order-parameters',
    title: { en: 'Order parameters and document numbers', fr: 'Paramètres de commande et numéros de document' },
    section: 'parameters',
    needs: 'getOrderParameters',
    load: () => import('./order-parameters-page.tsx'),
  },
  {
    path: '/setup/number-sequences',
    title: { en: 'Number sequences', fr: 'Souches de numéros' },
    section: 'audit',
    needs: 'listNumberSequences',
    load: () => import('./number-sequences-page.tsx'),
  },
  {
    path: '/setup/number-sequences/$numberSequenceId',
    title: { en: 'Number sequences', fr: 'Souches de numéros' },
    section: null,
    needs: 'listNumberSequences',
    load: () => import('./number-sequence-page.tsx'),
  },
  {
    path: '/setup/number-sequences-new',
    title: { en: 'Number sequences', fr: 'Souches de numéros' },
    section: null,
    needs: 'listNumberSequences',
    load: () => import('./number-sequence-page.tsx'),
  },
];
