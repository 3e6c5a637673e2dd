import type { Language } from './error-entry.ts';

/** Where a feature stands in its life (SD-27): from `mandatory` on it can't be switched off. */
export const featureStages = ['preview', 'released', 'onByDefault', 'mandatory'] as const;
export type FeatureStage = (typeof featureStages)[number];

/** A feature as the *Feature management* workspace lists it; its state applies to all legal entities. */
export interface Feature {
  readonly name: Readonly<Record<Language, string>>;
  readonly description: Readonly<Record<Language, string>>;
  /** The release of the reference product that brought it; `Counterfoil` for features it doesn't have. */
  readonly version: string;
  readonly stage: FeatureStage;
  /** Must be on before this one can be. */
  readonly prerequisites: readonly string[];
}

/** Every feature of the product by its identifier, prerequisites before those that need them. */
export const features = {
  performanceImprovementsForCustomerOrders: {
    name: {
      en: 'Performance improvements for customer orders and customer transactions',
      fr: 'Améliorations des performances des commandes client et des transactions client',
    },
    description: {
      en: 'Reads only what an order needs of its customer. Needed by asynchronous editing.',
      fr: "Ne lit du client que ce dont une commande a besoin. Nécessaire à l'édition asynchrone.",
    },
    version: '10.0.28',
    stage: 'onByDefault',
    prerequisites: [],
  },
  enhancedAsyncCustomerCreation: {
    name: {
      en: 'Enable enhanced async customer creation',
      fr: 'Activer la création de clients asynchrone améliorée',
    },
    description: {
      en: 'Titles, affiliations and secondary e-mail addresses and phone numbers of asynchronous customers.',
      fr: 'Titres, affiliations, adresses e-mail et téléphones secondaires des clients asynchrones.',
    },
    version: '10.0.24',
    stage: 'released',
    prerequisites: [],
  },
  asyncAddressCreation: {
    name: {
      en: 'Enable asynchronous creation for customer addresses',
      fr: "Activer la création asynchrone d'adresses client",
    },
    description: {
      en: 'Addresses of synchronous and asynchronous customers are saved without headquarters.',
      fr: 'Les adresses des clients synchrones et asynchrones sont enregistrées sans le siège.',
    },
    version: '10.0.22',
    stage: 'released',
    prerequisites: [],
  },
  asyncCustomerEditing: {
    name: {
      en: 'Enable editing customers in asynchronous mode',
      fr: 'Activer la modification des clients en mode asynchrone',
    },
    description: {
      en: 'Customers are edited without headquarters, also while their account number is pending.',
      fr: 'Les clients sont modifiés sans le siège, même quand leur numéro de compte est en attente.',
    },
    version: '10.0.29',
    stage: 'released',
    prerequisites: [
      'performanceImprovementsForCustomerOrders',
      'enhancedAsyncCustomerCreation',
      'asyncAddressCreation',
    ],
  },
  multipleContactsWithConsent: {
    name: {
      en: 'Capture multiple emails and phone numbers and consent for marketing on these contacts',
      fr: 'Saisir plusieurs adresses e-mail et téléphones et le consentement marketing de chacun',
    },
    description: {
      en: 'Secondary contacts, each with its own marketing consent.',
      fr: 'Contacts secondaires, chacun avec son propre consentement marketing.',
    },
    version: '10.0.36',
    stage: 'onByDefault',
    prerequisites: [],
  },
  uniqueTransactionIds: {
    name: {
      en: 'Unique transaction identifiers online and offline',
      fr: 'Identifiants de transaction uniques en ligne et hors ligne',
    },
    description: {
      en: 'A transaction keeps one identifier whatever the till was connected to.',
      fr: 'Une transaction garde un seul identifiant, quelle que soit la connexion de la caisse.',
    },
    version: '10.0.19',
    stage: 'mandatory',
    prerequisites: [],
  },
  automaticIdentityLinking: {
    name: {
      en: 'Local Identity Record and Commerce Customer automatic linking',
      fr: "Liaison automatique de l'identité locale et du client Commerce",
    },
    description: {
      en: 'A web shopper with a verified e-mail address finds the customer of that address.',
      fr: "L'acheteur en ligne à l'adresse e-mail vérifiée retrouve le client de cette adresse.",
    },
    version: '10.0.26',
    stage: 'released',
    prerequisites: [],
  },
  queueLoyaltyEnrollment: {
    name: {
      en: 'Queue loyalty enrolment for pending customers',
      fr: "Mettre en file l'adhésion à la fidélité des clients en attente",
    },
    description: {
      en: 'A loyalty card can be asked for at once; it is issued together with the account number.',
      fr: 'Une carte de fidélité peut être demandée aussitôt ; elle est émise avec le numéro de compte.',
    },
    version: 'Counterfoil',
    stage: 'released',
    prerequisites: [],
  },
} as const satisfies Record<string, Feature>;

export type FeatureId = keyof typeof features;
export const featureIds = Object.keys(features) as readonly FeatureId[];

/** Whether `featureId` names a feature of this product. */
export function isFeatureId(featureId: string): featureId is FeatureId {
  return Object.hasOwn(features, featureId);
}

/** Features that are on unless somebody switched them off. */
export function isOnByDefault(featureId: FeatureId): boolean {
  const { stage }: Feature = features[featureId];
  return stage === 'onByDefault' || stage === 'mandatory';
}
