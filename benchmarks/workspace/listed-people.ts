import type { Customer } from '@counterfoil/contracts/customer';
import { searchedCustomerAt } from '../searched-people.ts';

/** Every so many customers one is of this kind: filters that nearly everybody fits, that few fit, and that hardly anybody does. */
const organizationEvery = 10;
const studentEvery = 200;
const deactivatedEvery = 50_000;

/** The fictitious customer number `index` of a list with filters. */
export function listedCustomerAt(index: number): Customer {
  const customer = searchedCustomerAt(index);
  const isOrganization = index % organizationEvery === 0;
  return {
    ...customer,
    ...(isOrganization && { customerType: 'organization' as const, organizationName: `${customer.lastName} Samples` }),
    affiliations: index % studentEvery === 1 ? ['STUDENT'] : [],
    deactivated: index % deactivatedEvery === 7,
  };
}
