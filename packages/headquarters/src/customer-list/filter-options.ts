import type { CustomerFilterOptions } from '@counterfoil/contracts/administration/customer-list';
import { prepared, type Tx } from '@counterfoil/database/database';

/* Affiliations are documents among the settings; the countries are those where the retailer has customers to expect. */
const selectOptions = prepared(
  'select-customer-filter-options',
  `SELECT
     (SELECT coalesce(jsonb_agg(jsonb_build_object('value', legal_entity, 'name', name) ORDER BY name), '[]')
      FROM legal_entities) AS "legalEntities",
     (SELECT coalesce(jsonb_agg(jsonb_build_object('value', customer_group, 'name', name) ORDER BY customer_group), '[]')
      FROM (SELECT customer_group, min(name) AS name FROM customer_groups GROUP BY customer_group) AS groups
     ) AS "customerGroups",
     (SELECT coalesce(jsonb_agg(jsonb_build_object('value', channel_database_id, 'name', name) ORDER BY name), '[]')
      FROM channel_databases) AS "channelDatabases",
     (SELECT coalesce(jsonb_agg(DISTINCT country_region), '[]')
      FROM (SELECT country_region FROM legal_entities UNION SELECT country_region FROM channels) AS regions
     ) AS "countryRegions"`,
);

/** What the filters of *All customers* offer, affiliations apart. */
export async function readFilterOptions(tx: Tx): Promise<Omit<CustomerFilterOptions, 'affiliations'>> {
  const [row] = await tx.query<Omit<CustomerFilterOptions, 'affiliations'> & Record<string, unknown>>(selectOptions);
  if (!row) throw new Error('a statement without a table answered no row');
  return row;
}
