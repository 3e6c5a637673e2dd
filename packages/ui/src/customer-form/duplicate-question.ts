import type { NewCustomer } from '@counterfoil/customer/duplicates/duplicate-reasons';
import type { CustomerForm } from './customer-form.ts';
import { creationOfForm } from './customer-form-request.ts';

/** What of a form tells who somebody is; null while there is neither a number, an e-mail address nor a place. */
export function duplicateQuestion(form: CustomerForm): NewCustomer | null {
  const { firstName, lastName, organizationName, email, phone, addresses, contacts } = creationOfForm(form, []);
  const named = { firstName, lastName, organizationName, email, phone };
  const placed = addresses.filter(({ street, zipCode, city }) => street ?? zipCode ?? city);
  const isTelling = Boolean(email ?? phone) || placed.length > 0 || (contacts?.length ?? 0) > 0;
  return isTelling ? { ...present(named), addresses: placed, contacts } : null;
}

function present<Named extends object>(named: Named): Partial<Named> {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<Named>;
}
