import type { Language } from '@counterfoil/contracts/error-register';
import type { DevelopmentPerson } from './development-client.ts';

/** Claims of a member of the staff, as a headquarters reads them unless it is configured otherwise. */
function staff(roles: readonly string[], channels: readonly string[] = []): Readonly<Record<string, unknown>> {
  return { roles, channels };
}

/** The people of the demonstration who sign in at headquarters, one for each thing that people do there. */
export const demonstrationStaff: readonly DevelopmentPerson[] = [
  {
    subject: 'olivia.bennett',
    name: 'Olivia Bennett',
    task: { en: 'Administrator', fr: 'Administratrice' },
    claims: staff(['administrator']),
  },
  {
    subject: 'etienne.marchand',
    name: 'Étienne Marchand',
    task: { en: 'Commerce manager', fr: 'Responsable Commerce' },
    claims: staff(['commerceManager']),
  },
  {
    subject: 'chloe.laurent',
    name: 'Chloé Laurent',
    task: { en: 'Data steward', fr: 'Gestionnaire de données' },
    claims: staff(['dataSteward']),
  },
  {
    subject: 'henry.walsh',
    name: 'Henry Walsh',
    task: { en: 'Auditor, reads only', fr: 'Auditeur, lecture seule' },
    claims: staff(['auditor']),
  },
  {
    subject: 'grace.miller',
    name: 'Grace Miller',
    task: { en: 'Store manager of Houston', fr: 'Responsable du magasin de Houston' },
    claims: staff(['storeManager'], ['HOUSTON']),
  },
  {
    subject: 'antoine.lefevre',
    name: 'Antoine Lefèvre',
    task: { en: 'Store manager of Paris', fr: 'Responsable du magasin de Paris' },
    claims: staff(['storeManager'], ['PARIS']),
  },
];

interface Shopper {
  readonly subject: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly locale: Language;
  readonly task: Readonly<Record<Language, string>>;
}

function shopper({ subject, givenName, familyName, email, isEmailVerified, locale, task }: Shopper): DevelopmentPerson {
  return {
    subject,
    name: `${givenName} ${familyName}`,
    task,
    claims: { given_name: givenName, family_name: familyName, email, email_verified: isEmailVerified, locale },
  };
}

/**
 * Addresses of shoppers which a demonstration may give to customers of its own: then one shopper finds themselves as a
 * customer, and another is one of several with the same address.
 */
export const shopperAddresses = { known: 'hannah.brooks@example.com', shared: 'family.moreau@example.com' } as const;

/** The people of the demonstration who shop at the online store. */
export const demonstrationShoppers: readonly DevelopmentPerson[] = [
  shopper({
    subject: 'shopper.emily.carter',
    givenName: 'Emily',
    familyName: 'Carter',
    email: 'emily.carter@example.com',
    isEmailVerified: true,
    locale: 'en',
    task: { en: 'Speaks English, shops for the first time', fr: 'Parle anglais, premier achat' },
  }),
  shopper({
    subject: 'shopper.camille.roussel',
    givenName: 'Camille',
    familyName: 'Roussel',
    email: 'camille.roussel@example.com',
    isEmailVerified: true,
    locale: 'fr',
    task: { en: 'Speaks French, shops for the first time', fr: 'Parle français, premier achat' },
  }),
  shopper({
    subject: 'shopper.hannah.brooks',
    givenName: 'Hannah',
    familyName: 'Brooks',
    email: shopperAddresses.known,
    isEmailVerified: true,
    locale: 'en',
    task: { en: 'Speaks English, known in a store', fr: 'Parle anglais, connue en magasin' },
  }),
  shopper({
    subject: 'shopper.lucas.moreau',
    givenName: 'Lucas',
    familyName: 'Moreau',
    email: shopperAddresses.shared,
    isEmailVerified: true,
    locale: 'fr',
    task: {
      en: "Speaks French, uses the family's e-mail address",
      fr: "Parle français, utilise l'adresse de la famille",
    },
  }),
  shopper({
    subject: 'shopper.oliver.grant',
    givenName: 'Oliver',
    familyName: 'Grant',
    email: 'oliver.grant@example.com',
    isEmailVerified: false,
    locale: 'en',
    task: { en: 'Has not confirmed his e-mail address', fr: "N'a pas confirmé son adresse e-mail" },
  }),
];
