import type { CustomerAttribute, searchCriteria } from '@counterfoil/contracts/channel-configuration';
import { addressPurposes, type PostalAddressFields } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { featureIds, features } from '@counterfoil/contracts/features';
import type { channelFormSettingsSchema, StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import type { z } from 'zod';
import { channelSettings, type Channel } from '../channel.ts';
import { inheritedDefaults, isFeatureOn } from '@counterfoil/customer/channel-rules';

type Purpose = PostalAddressFields['purpose'];
type SearchCriterion = (typeof searchCriteria)[number];

/** What a form for customers of a channel needs, in one language. */
export type SettingsForForms = z.infer<typeof channelFormSettingsSchema>;

const purposeTexts: Record<Purpose, Record<Language, string>> = {
  home: { en: 'Home', fr: 'Domicile' },
  business: { en: 'Business', fr: 'Professionnelle' },
  delivery: { en: 'Delivery', fr: 'Livraison' },
  invoice: { en: 'Invoice', fr: 'Facturation' },
  other: { en: 'Other', fr: 'Autre' },
};

const criterionTexts: Record<SearchCriterion, Record<Language, string>> = {
  name: { en: 'Name', fr: 'Nom' },
  phone: { en: 'Phone number', fr: 'Téléphone' },
  email: { en: 'E-mail address', fr: 'Adresse e-mail' },
  accountNumber: { en: 'Account number', fr: 'Numéro de compte' },
  loyaltyCard: { en: 'Loyalty card number', fr: 'Numéro de carte de fidélité' },
  identificationNumber: { en: 'Identification number', fr: "Numéro d'identification" },
  address: { en: 'Address', fr: 'Adresse' },
};

/**
 * The settings of a channel as its forms show them, as of the configuration that the scale unit has (LK-07, WD-09,
 * WD-10, WD-18). Error: `channel_unknown`.
 */
export function settingsForForms(channel: Channel, channelId: string, language: Language): SettingsForForms {
  const settings = channelSettings(channel, channelId);
  const { configuration } = channel;
  const { commerceParameters } = configuration;
  return {
    channelId,
    name: settings.name,
    channelType: settings.channelType,
    legalEntity: settings.legalEntity,
    configurationVersion: configuration.version,
    createCustomerInAsyncMode: settings.createCustomerInAsyncMode,
    generateLoyaltyCardNumber: settings.generateLoyaltyCardNumber,
    searchAllStoresByDefault: settings.searchAllStoresByDefault,
    lockedFieldsForAsyncCustomers: settings.lockedFieldsForAsyncCustomers,
    recommendedAddressCountMax: commerceParameters.recommendedAddressCountMax,
    personalTitles: configuration.personalTitles.map(({ personalTitleId, text }) => ({
      personalTitleId,
      text: text[language],
    })),
    affiliations: configuration.affiliations
      .filter(({ hiddenInChannels }) => !hiddenInChannels)
      .map(({ affiliationId, text }) => ({ affiliationId, text: text[language] })),
    loyaltyPrograms: configuration.loyaltyPrograms.map(({ loyaltyProgramId, text }) => ({
      loyaltyProgramId,
      text: text[language],
    })),
    customerAttributes: configuration.customerAttributes.map((attribute) => shownAttribute(attribute, language)),
    addressPurposes: addressPurposes.map((purpose) => ({ purpose, text: purposeTexts[purpose][language] })),
    searchCriteria: commerceParameters.searchCriteria.map((criterion) => ({
      criterion,
      text: criterionTexts[criterion][language],
    })),
    features: featureIds.map((featureId) => ({
      featureId,
      name: features[featureId].name[language],
      isOn: isFeatureOn(configuration, featureId),
    })),
    inherited: inheritedOf(channel, channelId),
  };
}

function shownAttribute(
  { text, fixedList, ...rest }: CustomerAttribute,
  language: Language,
): SettingsForForms['customerAttributes'][number] {
  const values = fixedList.map((entry) => ({ value: entry.value, text: entry.text[language] }));
  return { ...rest, text: text[language], fixedList: values };
}

function inheritedOf(channel: Channel, channelId: string): SettingsForForms['inherited'] {
  const settings = channelSettings(channel, channelId);
  const way = settings.createCustomerInAsyncMode ? 'async' : 'sync';
  const { fields, affiliations, addressBooks, countryRegion } = inheritedDefaults(channel.configuration, settings, way);
  return {
    customerType: fields.customerType ?? 'person',
    customerGroup: fields.customerGroup ?? settings.customerGroup,
    receiptOption: fields.receiptOption ?? 'standard',
    currency: fields.currency ?? settings.currency,
    languageId: fields.languageId ?? settings.languageId,
    countryRegion,
    affiliations: [...affiliations],
    addressBooks: [...addressBooks],
  };
}

/** The same with what a web shop sells and how addresses are written. Error: `channel_unknown`. */
export function settingsForStorefront(channel: Channel, channelId: string, language: Language): StorefrontSettings {
  const { currency, countryRegion } = channelSettings(channel, channelId);
  const { addressFormats, products } = channel.configuration;
  return {
    ...settingsForForms(channel, channelId, language),
    currency,
    countryRegion,
    addressFormats,
    products: products.flatMap(({ itemId, description, prices }) => {
      const price = prices[currency];
      return price === undefined ? [] : [{ itemId, description: description[language], price }];
    }),
  };
}
