import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';

/** What an answer can warn of. */
export const customerWarningCodes = ['many_addresses'] as const;

/** Something that a customer should not be, though nothing was refused. */
export interface CustomerWarning {
  readonly code: (typeof customerWarningCodes)[number];
  readonly parameters: Readonly<Record<string, number>>;
}

/** The warnings about a customer: more addresses than recommended make it slow to work with (LK-19). */
export function customerWarnings(
  { commerceParameters }: Pick<ChannelConfiguration, 'commerceParameters'>,
  customer: Pick<Customer, 'addresses'>,
): CustomerWarning[] {
  const max = commerceParameters.recommendedAddressCountMax;
  const count = customer.addresses.length;
  return count > max ? [{ code: 'many_addresses', parameters: { count, max } }] : [];
}

const sentences: Record<CustomerWarning['code'], Record<Language, (parameters: Record<string, number>) => string>> = {
  many_addresses: {
    en: ({ count, max }) => `The customer has ${count} addresses; at most ${max} are recommended.`,
    fr: ({ count, max }) => `Le client a ${count} adresses ; ${max} au plus sont recommandées.`,
  },
};

/** A warning as people read it. */
export function warningText({ code, parameters }: CustomerWarning, language: Language): string {
  return sentences[code][language](parameters);
}
