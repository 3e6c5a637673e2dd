import { receiptOptions } from '@counterfoil/contracts/customer';
import type { ShopperAccount, ShopperProfileChanges, SignUpDetails } from '@counterfoil/contracts/shopper';
import type { FormFields } from '@counterfoil/http/call';
import { z } from 'zod';
import { parsedJson } from '../../visit/parsed-json.ts';

/** The fields of the form of a profile, in its order. */
export const profileFieldNames = [
  'personalTitle',
  'firstName',
  'middleName',
  'lastName',
  'dateOfBirth',
  'phone',
  'languageId',
  'receiptOption',
] as const;
export type ProfileFieldName = (typeof profileFieldNames)[number];

/** What stands in each field of the form; no entry is as good as an empty one. */
export type ProfileValues = Readonly<Partial<Record<ProfileFieldName, string>>>;

/** Agreements that were ticked at the sign-up of somebody who had been a customer before. */
export const typedConsents = ['emailMarketingConsent', 'phoneMarketingConsent'] as const;
export type TypedConsent = (typeof typedConsents)[number];

/** One showing of the form. */
export interface ShownProfile {
  readonly values: ProfileValues;
  /** What was saved when the form was first shown: what differs from it is what the shopper has changed. */
  readonly saved: ProfileValues;
  readonly baseVersion: number | null;
  /** Agreements to confirm, ticked where the shopper has ticked them. */
  readonly consents: Readonly<Partial<Record<TypedConsent, boolean>>>;
}

/** The form as the account has it. */
export function savedProfile({ profile, version }: Pick<ShopperAccount, 'profile' | 'version'>): ShownProfile {
  const saved = Object.fromEntries(profileFieldNames.map((name) => [name, profile[name] ?? '']));
  return { values: saved, saved, baseVersion: version, consents: {} };
}

/** The form with what somebody typed when they signed up and turned out to be a customer already (WD-20). */
export function profileWithSignUp(
  account: Pick<ShopperAccount, 'profile' | 'version'>,
  typed: SignUpDetails,
): ShownProfile {
  const shown = savedProfile(account);
  const entries = profileFieldNames.map((name) => [name, typedText(typed, name) || (shown.saved[name] ?? '')]);
  const agreed = typedConsents.filter((name) => typed[name] === 'granted' && account.profile[name] !== 'granted');
  const consents = Object.fromEntries(agreed.map((name) => [name, true]));
  return { ...shown, values: Object.fromEntries(entries), consents };
}

function typedText(typed: SignUpDetails, name: ProfileFieldName): string {
  return (typed as ProfileValues)[name] ?? '';
}

/** Fields that go along unseen, so that only what the shopper changed is saved, whoever else saves meanwhile. */
export const savedField = 'saved';
export const baseVersionField = 'baseVersion';

const valuesSchema = z.partialRecord(z.enum(profileFieldNames), z.string());
const versionSchema = z.coerce.number().int().nonnegative();

/** The form as it was sent. */
export function sentProfile(fields: FormFields): ShownProfile {
  const entries = profileFieldNames.map((name) => [name, fields[name]]).filter(([, value]) => value !== undefined);
  const version = versionSchema.safeParse(fields[baseVersionField] || undefined);
  const offered = typedConsents.filter((name) => fields[`${name}Offered`] !== undefined);
  return {
    values: Object.fromEntries(entries) as ProfileValues,
    saved: savedValues(fields[savedField]),
    baseVersion: version.success ? version.data : null,
    consents: Object.fromEntries(offered.map((name) => [name, fields[name] === 'yes'])),
  };
}

/** Where it isn't as the page wrote it, everything that is filled in counts as changed. */
function savedValues(text = ''): ProfileValues {
  const parsed = valuesSchema.safeParse(parsedJson(text));
  return parsed.success ? parsed.data : {};
}

/** What the shopper changed in the form; a field that was not sent stays as it is, an emptied one is taken away. */
export function profileChanges({ values, saved, consents }: ShownProfile): ShopperProfileChanges {
  const { receiptOption, languageId, ...texts } = changedValues(values, saved);
  const known = receiptOptions.find((option) => option === receiptOption);
  const agreed = typedConsents.filter((name) => consents[name]).map((name) => [name, 'granted']);
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value === '' ? null : value])),
    ...(languageId && { languageId }),
    ...(known && { receiptOption: known }),
    ...(Object.fromEntries(agreed) as ShopperProfileChanges),
  };
}

function changedValues(values: ProfileValues, saved: ProfileValues): Partial<Record<ProfileFieldName, string>> {
  const entries = profileFieldNames.flatMap((name): [ProfileFieldName, string][] => {
    const value = values[name]?.trim();
    return value === undefined || value === (saved[name] ?? '') ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
