import type { ContactFields, CustomerFields } from '@counterfoil/contracts/customer';
import type { Merge } from './merge.ts';

const consentPath = /(?:M|:m)arketingConsent$/u;

/** The key of a consent's record: `emailMarketingConsent` → `email`, `contact:<id>:marketingConsent` → `contact:<id>`. */
function consentKey(path: string): string {
  return path.replace(consentPath, '');
}

/** Remembers where and when the consent at `path` was given: at the operation's channel, when it was recorded. */
export function noteConsent({ customer, operation }: Merge, path: string): void {
  const { origin, recordedAt } = operation;
  customer.consentRecords[consentKey(path)] = { channelId: origin.channelId, recordedAt };
}

/** Remembers the consent that comes with something new; an unknown one is none. */
export function noteFirstConsent(merge: Merge, path: string, consent: ContactFields['marketingConsent']): void {
  if (consent !== 'unknown') noteConsent(merge, path);
}

/** Remembers the consents of a customer that has just been created. */
export function noteConsentsOfCreation(merge: Merge): void {
  for (const name of ['emailMarketingConsent', 'phoneMarketingConsent'] as const satisfies (keyof CustomerFields)[]) {
    noteFirstConsent(merge, name, merge.customer[name]);
  }
}
