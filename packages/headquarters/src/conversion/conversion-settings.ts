import type { AddressFormat } from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Name of a financial dimension → value. */
export type FinancialDimensions = Readonly<Record<string, string>>;

/** What a conversion has to know of a legal entity. */
export interface LegalEntitySettings {
  readonly countryRegion: string;
  readonly customerGroups: ReadonlySet<string>;
  /** By customer group; only of groups that have any. */
  readonly financialDimensions: Readonly<Record<string, FinancialDimensions>>;
}

/** The settings that decide whether an operation is acceptable. */
export interface ConversionSettings {
  readonly legalEntities: ReadonlyMap<string, LegalEntitySettings>;
  /** Of the countries and regions that have any. */
  readonly addressFormats: readonly AddressFormat[];
}

const selectSettings = prepared(
  'select-conversion-settings',
  `SELECT legal_entities.legal_entity, legal_entities.country_region,
     coalesce(array_agg(customer_groups.customer_group) FILTER (WHERE customer_groups.customer_group IS NOT NULL), '{}')
       AS customer_groups,
     (SELECT coalesce(jsonb_agg(document), '[]') FROM setting_documents WHERE kind = 'address-formats') AS address_formats,
     coalesce(
       jsonb_object_agg(customer_groups.customer_group, customer_groups.financial_dimensions)
         FILTER (WHERE customer_groups.financial_dimensions <> '{}'), '{}') AS financial_dimensions
   FROM legal_entities LEFT JOIN customer_groups USING (legal_entity)
   GROUP BY legal_entities.legal_entity`,
);

interface SettingsRow {
  legal_entity: string;
  country_region: string;
  customer_groups: string[];
  financial_dimensions: Record<string, FinancialDimensions>;
  address_formats: AddressFormat[];
}

/** Reads them once per batch. */
export async function readConversionSettings(tx: Tx): Promise<ConversionSettings> {
  const rows = await tx.query<SettingsRow>(selectSettings);
  return {
    addressFormats: rows[0]?.address_formats ?? [],
    legalEntities: new Map(
      rows.map((row) => [
        row.legal_entity,
        {
          countryRegion: row.country_region,
          customerGroups: new Set(row.customer_groups),
          financialDimensions: row.financial_dimensions,
        },
      ]),
    ),
  };
}
