import { useParams } from '@tanstack/react-router';
import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import { displayName } from '@counterfoil/customer/display';
import { readCustomerFormSettings, readCustomerRecord } from '../../api/customer.ts';
import { useReading } from '../../api/use-reading.ts';

/** The identifier in the address. */
export function useIdentifier(): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params['customerId'] ?? '';
}

/** What headquarters knows of a customer; it stays true. */
export function useCustomerRecord(identifier: string) {
  return useReading({
    topic: 'customers',
    alsoOn: ['synchronizationStatus'],
    key: ['record', identifier],
    read: (signal) => readCustomerRecord(identifier, signal),
  });
}

/** What the form of a customer offers, and what its identifiers are called. */
export function useFormSettings() {
  return useReading({ topic: 'settings', key: ['customer-form'], read: readCustomerFormSettings });
}

/** The name of a customer, or what to say where none can be read. */
export function nameOf({ customer }: CustomerRecord, unnamed: string): string {
  return (customer && displayName(customer)) || unnamed;
}
