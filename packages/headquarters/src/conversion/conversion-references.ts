import type { CommerceParameters, CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { KnownSettings } from '@counterfoil/customer/validate/validate-settings';
import { prepared, type Tx } from '@counterfoil/database/database';
import {
  addressBooks,
  affiliations,
  attributeGroups,
  commerceParameters,
  customerAttributes,
  loyaltyPrograms,
  personalTitles,
} from '../settings/setting-kinds.ts';

/** What customers may name of the settings. */
export interface ConversionReferences extends KnownSettings {
  /** Those of the customer attribute group, in its order (LK-21). */
  readonly customerAttributes: readonly CustomerAttribute[];
}

const kinds = [
  addressBooks,
  affiliations,
  attributeGroups,
  commerceParameters,
  customerAttributes,
  loyaltyPrograms,
  personalTitles,
] as const;

const selectReferences = prepared(
  'select-conversion-references',
  'SELECT kind, key, document FROM setting_documents WHERE kind = ANY($1) ORDER BY kind, key',
);

interface ReferenceRow {
  kind: string;
  key: string;
  document: unknown;
}

/** Reads them all in one statement, for the batches that name any. */
export async function readConversionReferences(tx: Tx): Promise<ConversionReferences> {
  const rows = await tx.query<ReferenceRow>(selectReferences, [kinds.map(({ name }) => name)]);
  const ofKind = (kind: { readonly name: string }): ReferenceRow[] => rows.filter((row) => row.kind === kind.name);
  const keysOf = (kind: { readonly name: string }): ReadonlySet<string> => new Set(ofKind(kind).map((row) => row.key));
  return {
    personalTitles: keysOf(personalTitles),
    affiliations: keysOf(affiliations),
    addressBooks: keysOf(addressBooks),
    loyaltyPrograms: keysOf(loyaltyPrograms),
    customerAttributes: attributesOfGroup(ofKind),
  };
}

function attributesOfGroup(ofKind: (kind: { readonly name: string }) => ReferenceRow[]): CustomerAttribute[] {
  // Only values of each kind's own schema are ever written.
  const parameters = ofKind(commerceParameters)[0]?.document as CommerceParameters | undefined;
  const groupId = parameters?.customerAttributeGroupId ?? null;
  const group = ofKind(attributeGroups).find((row) => row.key === groupId)?.document as
    { readonly attributes: readonly string[] } | undefined;
  const byId = new Map(ofKind(customerAttributes).map((row) => [row.key, row.document as CustomerAttribute]));
  return (group?.attributes ?? []).flatMap((attributeId) => byId.get(attributeId) ?? []);
}
