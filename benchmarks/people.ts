import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';

const firstNames = ['Lachlan', 'Imogen', 'Mateo', 'Noor', 'Célia', 'Tomasz', 'Aiko', 'Rafael', 'Greta', 'Oluwaseun'];
const syllables = [
  'ber',
  'mon',
  'ta',
  'lis',
  'gre',
  'dor',
  'va',
  'nel',
  'ku',
  'ser',
  'pa',
  'rin',
  'sto',
  'mi',
  'lav',
  'e',
];
const streets = ['Giblin Street', 'Invented Avenue', 'Harbour Road', 'Station Lane', 'Orchard Drive'];

/** The person number `index` of a benchmark: fictitious, unlike all others, with an e-mail, a phone and an address. */
export function personAt(index: number): CreateCustomerRequest['customer'] {
  const firstName = pick(firstNames, index);
  const lastName = lastNameAt(index);
  return {
    customerType: 'person',
    firstName,
    lastName,
    email: `${lastName}.${index}@example.com`.toLowerCase(),
    phone: `(713) 555-${String(index % 10_000).padStart(4, '0')}`,
    addresses: [
      {
        countryRegion: 'US',
        street: pick(streets, index),
        streetNumber: String(1 + (index % 900)),
        city: 'Houston',
        zipCode: String(77_001 + (index % 99)),
      },
    ],
  };
}

/** Four syllables and a number in letters: names as various as real ones, for the trigram index's sake. */
function lastNameAt(index: number): string {
  const letters = [0, 4, 8, 12].map((shift) => pick(syllables, (index * 2_654_435_761) >>> shift)).join('');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

function pick(texts: readonly string[], index: number): string {
  return texts[(index >>> 0) % texts.length] ?? '';
}
