import { openWorkbench } from './workbench.ts';
import { connectClient } from '@counterfoil/database/connection';
import { searchedCustomerAt } from './searched-people.ts';
import { searchKeys } from '@counterfoil/customer/search-keys';
import { searchKeys as oldKeys } from '@counterfoil/customer/zz-old-keys';
import { storedKeys, keyColumns, keyRecordset, writeOtherKeys } from '@counterfoil/customer-search/stored-keys';
import { parsePhone } from '@counterfoil/customer/phone-number';
const w = await openWorkbench(true);
try {
  const url = await w.createDatabase('x_ab');
  const c = await connectClient(url);
  c.on('error', () => {});
  const base = 'customer_id uuid PRIMARY KEY, legal_entity text NOT NULL, account_number text NOT NULL, version integer NOT NULL, document jsonb NOT NULL';
  await c.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE TABLE o (${base}, name_key text NOT NULL, email_key text, phone_key text, UNIQUE (legal_entity, account_number)); CREATE INDEX ON o USING gin (name_key gin_trgm_ops); CREATE INDEX ON o (email_key) WHERE email_key IS NOT NULL; CREATE INDEX ON o (phone_key) WHERE phone_key IS NOT NULL;
  CREATE TABLE customers (${base}, name_key text COLLATE "C" NOT NULL, given_name_key text COLLATE "C", email_key text COLLATE "C", phone_key text COLLATE "C", address_words text[], UNIQUE (legal_entity, account_number));
  CREATE INDEX ON customers (name_key, customer_id); CREATE INDEX ON customers (given_name_key, customer_id) WHERE given_name_key IS NOT NULL; CREATE INDEX ON customers (email_key, customer_id) WHERE email_key IS NOT NULL; CREATE INDEX ON customers (phone_key, customer_id) WHERE phone_key IS NOT NULL; CREATE INDEX ON customers USING gin (address_words);
  CREATE TABLE customer_search_keys (kind text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, customer_id uuid NOT NULL); CREATE INDEX ON customer_search_keys (kind, key, customer_id); CREATE INDEX ON customer_search_keys (customer_id)`);
  const B = 1000; const t: Record<string, number[]> = { old: [], new: [], oldKeys: [], newKeys: [] };
  for (let b = 0; b < 50; b++) {
    const people = Array.from({ length: B }, (_, i) => ({ ...searchedCustomerAt(b * B + i), ...(process.env.MID ? {} : { middleName: null }) }));
    const warm = people.map((p) => ({ customer_id: p.customerId, legal_entity: p.legalEntity, account_number: p.customerAccountNumber, version: 1, document: p }));
    for (const m of b % 2 ? ['old', 'new'] as const : ['new', 'old'] as const) {
      let s = performance.now();
      let parse = 0;
      const rows = people.map((p, i) => {
        const q = performance.now(); parsePhone(p.phone ?? '', 'US'); parse += performance.now() - q;
        if (m === 'old') { const k = oldKeys(p, 'US'); return { ...warm[i], name_key: k.nameKey, email_key: k.emailKey, phone_key: k.phoneKey }; }
        return { ...warm[i], ...storedKeys(searchKeys(p, 'US')) };
      });
      const json = JSON.stringify(rows);
      t[m + 'Keys']!.push(performance.now() - s - parse);
      s = performance.now();
      await c.query('BEGIN');
      if (m === 'old') await c.query(`WITH input AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS i (customer_id uuid, legal_entity text, account_number text, version integer, name_key text, email_key text, phone_key text, document jsonb)) INSERT INTO o (customer_id, legal_entity, account_number, version, name_key, email_key, phone_key, document) SELECT customer_id, legal_entity, account_number, version, name_key, email_key, phone_key, document FROM input`, [json]);
      else await c.query(`WITH input AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS i (customer_id uuid, legal_entity text, account_number text, version integer, ${keyRecordset}, document jsonb)), updated AS (SELECT customer_id FROM input WHERE false), ${writeOtherKeys('input', 'updated')} INSERT INTO customers (customer_id, legal_entity, account_number, version, ${keyColumns}, document) SELECT customer_id, legal_entity, account_number, version, ${keyColumns}, document FROM input`, [json]);
      await c.query('COMMIT');
      t[m]!.push(performance.now() - s);
    }
  }
  const med = (a: number[]) => a.slice(10).toSorted((x, y) => x - y)[Math.floor((a.length - 10) / 2)]?.toFixed(1);
  const min = (a: number[]) => Math.min(...a.slice(10)).toFixed(1);
  const mean = (a: number[]) => (a.slice(10).reduce((x, y) => x + y, 0) / (a.length - 10)).toFixed(1);
  for (const [k, a] of Object.entries(t)) console.log(k, 'median', med(a), 'mean', mean(a), 'min', min(a), 'ms per 1000');
  await c.end();
} catch (e) { console.log('ERR', e); } finally { await w.close(); }
