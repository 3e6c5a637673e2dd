import type { ContactFields, CustomerFields, LoyaltyCardFields, PostalAddressFields } from '../customer.ts';
import type { Language } from '../error-entry.ts';

type Label = Readonly<Record<Language, string>>;

/** What people call the fields of a customer. */
export const customerFieldLabels: Readonly<Record<keyof CustomerFields, Label>> = {
  customerType: { en: 'Customer type', fr: 'Type de client' },
  personalTitle: { en: 'Title', fr: 'Titre' },
  firstName: { en: 'First name', fr: 'Prénom' },
  middleName: { en: 'Middle name', fr: 'Deuxième prénom' },
  lastName: { en: 'Last name', fr: 'Nom' },
  organizationName: { en: 'Organization name', fr: "Nom de l'organisation" },
  languageId: { en: 'Language', fr: 'Langue' },
  currency: { en: 'Currency', fr: 'Devise' },
  customerGroup: { en: 'Customer group', fr: 'Groupe de clients' },
  email: { en: 'E-mail', fr: 'E-mail' },
  emailMarketingConsent: { en: 'Marketing by e-mail', fr: 'Marketing par e-mail' },
  phone: { en: 'Phone', fr: 'Téléphone' },
  phoneMarketingConsent: { en: 'Marketing by phone', fr: 'Marketing par téléphone' },
  dateOfBirth: { en: 'Date of birth', fr: 'Date de naissance' },
  identificationNumber: { en: 'Identification number', fr: "Numéro d'identification" },
  receiptOption: { en: 'Receipt option', fr: 'Option de reçu' },
  receiptEmail: { en: 'Receipt e-mail', fr: 'E-mail des reçus' },
  notes: { en: 'Notes', fr: 'Notes' },
  image: { en: 'Picture', fr: 'Image' },
  blockedForLoyaltyEnrollment: { en: 'Blocked for loyalty enrolment', fr: "Bloqué pour l'adhésion à la fidélité" },
  creditLimit: { en: 'Credit limit', fr: 'Limite de crédit' },
};

/** What people call the fields of a postal address. */
export const addressFieldLabels: Readonly<Record<keyof PostalAddressFields, Label>> = {
  purpose: { en: 'Purpose', fr: 'Usage' },
  isPrimary: { en: 'Primary', fr: 'Principale' },
  name: { en: 'Name', fr: 'Nom' },
  countryRegion: { en: 'Country or region', fr: 'Pays ou région' },
  street: { en: 'Street', fr: 'Rue' },
  streetNumber: { en: 'Street number', fr: 'Numéro' },
  buildingComplement: { en: 'Building complement', fr: "Complément d'adresse" },
  district: { en: 'District', fr: 'Quartier' },
  city: { en: 'City', fr: 'Ville' },
  county: { en: 'County', fr: 'Département' },
  state: { en: 'State', fr: 'État' },
  zipCode: { en: 'Postcode', fr: 'Code postal' },
};

/** What people call the fields of a secondary contact. */
export const contactFieldLabels: Readonly<Record<keyof ContactFields, Label>> = {
  contactType: { en: 'Type', fr: 'Type' },
  locator: { en: 'Contact', fr: 'Coordonnée' },
  label: { en: 'Description', fr: 'Description' },
  marketingConsent: { en: 'Marketing', fr: 'Marketing' },
};

/** What people call the fields of a loyalty card. */
export const loyaltyCardFieldLabels: Readonly<Record<keyof LoyaltyCardFields, Label>> = {
  loyaltyProgramId: { en: 'Loyalty program', fr: 'Programme de fidélité' },
  cardNumber: { en: 'Card number', fr: 'Numéro de carte' },
  enrollmentChannelId: { en: 'Enrolled at', fr: 'Adhésion à' },
};

/** What people call the lists of a customer, and one entry of each. */
export const listLabels = {
  address: { en: 'Address', fr: 'Adresse' },
  contact: { en: 'Contact', fr: 'Coordonnée' },
  affiliation: { en: 'Affiliation', fr: 'Affiliation' },
  addressBook: { en: 'Address book', fr: "Carnet d'adresses" },
  attribute: { en: 'Attribute', fr: 'Attribut' },
  loyaltyCard: { en: 'Loyalty card', fr: 'Carte de fidélité' },
  externalIdentity: { en: 'Sign-in', fr: 'Connexion' },
} as const satisfies Record<string, Label>;
