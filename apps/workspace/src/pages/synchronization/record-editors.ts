import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import { addressPurposes, contactTypes, marketingConsents, receiptOptions } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { countryChoices } from '@counterfoil/ui/customer-form/country-names';

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** By what a value is edited. */
export type Editor =
  | { readonly type: 'text' | 'multiline' | 'date' | 'number' | 'boolean' | 'picture' | 'membership' }
  | { readonly type: 'choice'; readonly choices: readonly Choice[] };

/** What the choices need. */
export interface EditorFacts {
  readonly settings: CustomerFormSettings;
  readonly legalEntity: string | null;
  readonly language: Language;
  /** What people call a value of an enumeration. */
  readonly wordOf: (value: string) => string;
}

const enumerations: Readonly<Record<string, readonly string[]>> = {
  customerType: ['person', 'organization'],
  receiptOption: receiptOptions,
  emailMarketingConsent: marketingConsents,
  phoneMarketingConsent: marketingConsents,
  marketingConsent: marketingConsents,
  purpose: addressPurposes,
  contactType: contactTypes,
};

const plain: Readonly<Record<string, 'multiline' | 'date' | 'number' | 'boolean' | 'picture'>> = {
  notes: 'multiline',
  dateOfBirth: 'date',
  creditLimit: 'number',
  blockedForLoyaltyEnrollment: 'boolean',
  isPrimary: 'boolean',
  image: 'picture',
};

/** The editor that fits the field at `field` of a record. */
export function editorOf(field: string, facts: EditorFacts): Editor {
  const [list = '', , part = ''] = field.split('.');
  if (list === 'affiliations' || list === 'addressBooks') return { type: 'membership' };
  if (list === 'attributes') return attributeEditor(field.slice('attributes.'.length), facts);
  const name = part || list;
  const type = plain[name];
  if (type) return { type };
  const values = enumerations[name];
  if (values) return { type: 'choice', choices: values.map((value) => ({ value, label: facts.wordOf(value) })) };
  const choices = choicesOf(name, facts);
  return choices ? { type: 'choice', choices } : { type: 'text' };
}

function choicesOf(name: string, { settings, legalEntity, language }: EditorFacts): Choice[] | null {
  switch (name) {
    case 'customerGroup':
      return settings.customerGroups
        .filter((group) => group.legalEntity === legalEntity)
        .map((group) => ({ value: group.customerGroup, label: `${group.customerGroup} · ${group.name}` }));
    case 'personalTitle':
      return settings.personalTitles.map((title) => ({ value: title.personalTitleId, label: title.text[language] }));
    case 'loyaltyProgramId':
      return settings.loyaltyPrograms.map((program) => ({
        value: program.loyaltyProgramId,
        label: program.text[language],
      }));
    case 'countryRegion':
      return [...countryChoices(language)];
    default:
      return null;
  }
}

function attributeEditor(attributeId: string, { settings, language }: EditorFacts): Editor {
  const attribute = settings.customerAttributes.find((candidate) => candidate.attributeId === attributeId);
  if (!attribute) return { type: 'text' };
  if (attribute.fixedList.length > 0) {
    return {
      type: 'choice',
      choices: attribute.fixedList.map(({ value, text }) => ({ value, label: text[language] })),
    };
  }
  if (attribute.attributeType === 'boolean') return { type: 'boolean' };
  return { type: attribute.attributeType === 'text' ? 'text' : 'number' };
}
