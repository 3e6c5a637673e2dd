import type { CustomerFilters } from '@counterfoil/contracts/administration/customer-list';
import type { Customer } from '@counterfoil/contracts/customer';
import { dayNumber, isWithin } from './created-days.ts';

/** Of one customer: its primary address, or none. */
export function primaryAddressOf({
  addresses,
}: Pick<Customer, 'addresses'>): Customer['addresses'][number] | undefined {
  return addresses.find(({ isPrimary }) => isPrimary);
}

/** A customer of the master. */
export interface KeptCustomer {
  readonly customer: Customer;
  /** When it became one at headquarters, ISO 8601. */
  readonly createdAt: string;
}

/** Whether a customer is one that the filters leave in: the one meaning of every filter. */
export function fitsFilters({ customer, createdAt }: KeptCustomer, filters: CustomerFilters): boolean {
  const { createdFrom, createdThrough, affiliation, hasLoyaltyCard } = filters;
  return (
    isOrAny(customer.legalEntity, filters.legalEntity) &&
    isOrAny(customer.customerType, filters.customerType) &&
    isOrAny(customer.customerGroup, filters.customerGroup) &&
    isOrAny(madeIn(customer), filters.createdBy) &&
    isOrAny(primaryAddressOf(customer)?.countryRegion, filters.countryRegion) &&
    isOrAny(customer.deactivated, filters.isDeactivated) &&
    isOrAny(customer.blockedForLoyaltyEnrollment, filters.isBlockedForLoyaltyEnrollment) &&
    isOrAny(customer.loyaltyCards.length > 0, hasLoyaltyCard) &&
    (affiliation === undefined || customer.affiliations.includes(affiliation)) &&
    isWithin(createdAt, createdFrom, createdThrough)
  );
}

/** The channel database where a customer was made, or `headquarters`; a till is named behind it. */
export function madeIn({ createdBy }: Pick<Customer, 'createdBy'>): string {
  return createdBy.split('/')[0] ?? createdBy;
}

function isOrAny<Value>(value: Value, wanted: Value | undefined): boolean {
  return wanted === undefined || value === wanted;
}

/** Whether the bits in the index leave many customers in that don't fit: then more of them have to be looked at. */
export function isLooselyMarked({ affiliation }: CustomerFilters): boolean {
  return affiliation !== undefined;
}

/** Values of a statement in the order of its parameters. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value; answers how the statement names it. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/* Places of the bits in `customers.list_marks`, as its migration writes them. */
const flags = { customerType: 1, isDeactivated: 2, isBlockedForLoyaltyEnrollment: 4, hasLoyaltyCard: 8 } as const;
const affiliationFlag = 16;
const dayShift = 46;
const hashes = {
  legalEntity: { shift: 8, mask: 255 },
  customerGroup: { shift: 16, mask: 1_023 },
  createdBy: { shift: 26, mask: 1_023 },
  countryRegion: { shift: 36, mask: 1_023 },
} as const;

/**
 * The condition on what the indexes hold of a customer: its bits. Whoever fits the filters fits it;
 * a few others do too, whose values have the same hash.
 */
export function markCondition(filters: CustomerFilters, parameters: Parameters): string {
  const conditions = [...flagConditions(filters), ...hashConditions(filters, parameters)];
  const { createdFrom, createdThrough } = filters;
  if (createdFrom !== undefined) conditions.push(`(list_marks >> ${dayShift}) >= ${dayNumber(createdFrom)}`);
  if (createdThrough !== undefined) conditions.push(`(list_marks >> ${dayShift}) <= ${dayNumber(createdThrough)}`);
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

function flagConditions(filters: CustomerFilters): string[] {
  const wanted = {
    customerType: filters.customerType === undefined ? undefined : filters.customerType === 'organization',
    isDeactivated: filters.isDeactivated,
    isBlockedForLoyaltyEnrollment: filters.isBlockedForLoyaltyEnrollment,
    hasLoyaltyCard: filters.hasLoyaltyCard,
  };
  let [mask, value] = [0, 0];
  for (const name of ['customerType', 'isDeactivated', 'isBlockedForLoyaltyEnrollment', 'hasLoyaltyCard'] as const) {
    if (wanted[name] === undefined) continue;
    mask |= flags[name];
    if (wanted[name]) value |= flags[name];
  }
  if (filters.affiliation !== undefined) [mask, value] = [mask | affiliationFlag, value | affiliationFlag];
  return mask === 0 ? [] : [`(list_marks & ${mask}) = ${value}`];
}

function hashConditions(filters: CustomerFilters, parameters: Parameters): string[] {
  return (['legalEntity', 'customerGroup', 'createdBy', 'countryRegion'] as const).flatMap((name) => {
    const wanted = filters[name];
    if (wanted === undefined) return [];
    const { shift, mask } = hashes[name];
    return [`((list_marks >> ${shift}) & ${mask}) = (hashtext(${parameters.add(wanted)}) & ${mask})`];
  });
}
