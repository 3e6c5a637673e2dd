import type { Customer } from '@counterfoil/contracts/customer';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/merge';
import { searchKeys } from '@counterfoil/customer/search/search-keys';
import { keyColumns, keyRecordset, storedKeys, writeOtherKeys } from '@counterfoil/customer-search/stored-keys';
import type { Database } from '@counterfoil/database/database';

const letterCount = 26;
const stepOfLetters = 11;
const dayMs = 24 * 60 * 60 * 1_000;
const firstCreatedMs = Date.UTC(2026, 0, 1);

/** Customers of every kind that lists are filtered by, straight into the master, ten a day from 1 January 2026 on. */
export async function fillWithCustomers(database: Database, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...rowOf(customerAt(index)),
    created_at: new Date(firstCreatedMs + Math.floor(index / 10) * dayMs).toISOString(),
  }));
  await database.query(
    `WITH input AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
         customer_id uuid, legal_entity text, account_number text, version integer, ${keyRecordset}, document jsonb,
         created_at timestamptz)
     ), ${writeOtherKeys('input', 'input')}
     INSERT INTO customers (customer_id, legal_entity, account_number, version, ${keyColumns}, document, created_at)
     SELECT customer_id, legal_entity, account_number, version, ${keyColumns}, document, created_at FROM input`,
    [JSON.stringify(rows)],
  );
}

function rowOf(customer: Customer): object {
  return {
    customer_id: customer.customerId,
    legal_entity: customer.legalEntity,
    account_number: customer.customerAccountNumber,
    version: customer.version,
    ...storedKeys(searchKeys(customer, 'US')),
    document: customer,
  };
}

/** Every third is French, every tenth an organization, and so on. */
function customerAt(index: number): Customer {
  const isFrench = index % 3 === 0;
  const letter = String.fromCodePoint(65 + ((index * stepOfLetters) % letterCount));
  return {
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    customerId: identifierAt(index, '7000'),
    legalEntity: isFrench ? 'FRRT' : 'USRT',
    customerAccountNumber: `T-${String(index).padStart(6, '0')}`,
    version: 1,
    customerType: index % 10 === 0 ? 'organization' : 'person',
    organizationName: index % 10 === 0 ? `${letter}company` : null,
    firstName: index % 10 === 0 ? null : 'Robin',
    lastName: index % 10 === 0 ? null : `${letter}sample`,
    customerGroup: index % 5 === 0 ? '80' : '30',
    languageId: 'en-US',
    currency: 'USD',
    deactivated: index % 50 === 1,
    blockedForLoyaltyEnrollment: index % 90 === 2,
    affiliations: index % 10 === 3 ? ['GOLD'] : index % 10 === 4 ? ['SILVER'] : [],
    loyaltyCards:
      index % 25 === 5
        ? [
            {
              loyaltyCardId: identifierAt(index, '7002'),
              loyaltyProgramId: 'POINTS',
              cardNumber: null,
              enrollmentChannelId: 'HOUSTON',
            },
          ]
        : [],
    addresses: [
      {
        addressId: identifierAt(index, '7001'),
        purpose: 'home',
        isPrimary: true,
        name: null,
        countryRegion: isFrench ? 'FR' : 'US',
        street: null,
        streetNumber: null,
        buildingComplement: null,
        district: null,
        city: null,
        county: null,
        state: null,
        zipCode: null,
      },
    ],
    fieldStamps: {},
    createdBy: isFrench ? 'paris' : 'houston/HOUSTON-1',
    recentOperations: [],
  };
}

function identifierAt(index: number, version: string): string {
  return `019ca8d4-${index.toString(16).padStart(4, '0')}-${version}-8000-${index.toString(16).padStart(12, '0')}`;
}
