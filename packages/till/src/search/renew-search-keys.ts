import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import { searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import type { LocalTx } from '../local-database.ts';
import { customerOfDocument } from '../stored-document.ts';
import { idOfHex, storedKeysOf } from './stored-keys.ts';
import { deleteKeys, insertKeys } from './write-keys.ts';

/** Legal entity → ISO 3166-1 alpha-2 of the country by which its customers' phone numbers are read. */
export type Countries = Readonly<Record<string, string>>;

/** By which countries the keys that are here were made. */
export async function countriesOfKeys(tx: Pick<LocalTx, 'all'>): Promise<Countries> {
  return (await basisOfKeys(tx)).countries;
}

interface Basis {
  readonly version: number;
  readonly countries: Countries;
}

async function basisOfKeys(tx: Pick<LocalTx, 'all'>): Promise<Basis> {
  const [row] = await tx.all<{ version: number; countries: string }>(
    'SELECT search_key_version AS version, countries FROM held_customers',
  );
  return { version: row?.version ?? 0, countries: JSON.parse(row?.countries ?? '{}') as Countries };
}

/**
 * Makes keys again: all, when this program makes others than those that are here; those of a legal entity's customers,
 * when its country is another one than before. Nothing is read but one row when neither is so. Whether it made any.
 */
export async function renewSearchKeys(
  tx: LocalTx,
  { legalEntities }: Pick<ChannelConfiguration, 'legalEntities'>,
): Promise<boolean> {
  const basis = await basisOfKeys(tx);
  const moved = legalEntities.filter(
    ({ legalEntity, countryRegion }) => basis.countries[legalEntity] !== countryRegion,
  );
  const isOld = basis.version !== searchKeyVersion;
  if (!isOld && moved.length === 0) return false;
  const countries = { ...basis.countries };
  for (const { legalEntity, countryRegion } of moved) countries[legalEntity] = countryRegion;
  if (isOld) await tx.run('DELETE FROM customer_search_keys');
  const affected = isOld ? null : moved.map(({ legalEntity }) => legalEntity);
  await renewEach(tx, { from: isOld ? null : basis.countries, to: countries, affected });
  await tx.run('UPDATE held_customers SET search_key_version = ?, countries = ?', [
    searchKeyVersion,
    JSON.stringify(countries),
  ]);
  return true;
}

/** Customers in memory at once. */
const pageCount = 500;

const selectPage = `SELECT rowid AS n, hex(customer_id) AS id, document FROM customers
  WHERE rowid > ? ORDER BY rowid LIMIT ${pageCount}`;

/** `affected`: only customers of these legal entities; null: all, which have no keys at all. */
async function renewEach(
  tx: LocalTx,
  change: { from: Countries | null; to: Countries; affected: readonly string[] | null },
): Promise<void> {
  let after = -1;
  for (;;) {
    const rows = await tx.all<{ n: number; id: string; document: string }>(selectPage, [after]);
    for (const { n, id, document } of rows) {
      after = n;
      const customer = customerOfDocument(idOfHex(id), document);
      const { customerId, legalEntity } = customer;
      if (change.affected?.includes(legalEntity) === false) continue;
      if (change.from) await deleteKeys(tx, customerId, storedKeysOf(customer, change.from[legalEntity] ?? ''));
      await insertKeys(tx, customerId, storedKeysOf(customer, change.to[legalEntity] ?? ''));
    }
    if (rows.length < pageCount) return;
  }
}
