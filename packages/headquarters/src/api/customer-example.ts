import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';
import type { Customer } from '@counterfoil/contracts/customer';

/** A customer as the examples of the API show it. */
export const exampleCustomer: Customer = {
  customerId: '01890000-0000-7000-8000-000000000001',
  legalEntity: 'USRT',
  customerAccountNumber: 'C-000000001',
  version: 1,
  deactivated: false,
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  firstName: 'Lachlan',
  lastName: 'Berry',
  languageId: 'en-US',
  currency: 'USD',
  customerGroup: '30',
  email: 'lachlan@example.com',
  phone: '(713) 555-0123',
  addresses: [],
  fieldStamps: {},
  createdBy: 'houston',
  recentOperations: ['01890000-0000-7000-8000-000000000002'],
};
