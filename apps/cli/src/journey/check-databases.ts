import { isDeepStrictEqual } from 'node:util';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { ask } from '../ask.ts';
import type { CreatedCustomer } from './create-people.ts';
import type { JourneyProduct, JourneyScaleUnit } from './journey-product.ts';
import type { ShownTexts } from './shown-texts.ts';

/** What every database holds of the created customers. */
export interface DatabaseCheck {
  /** Created customers that had no number when their store showed them, and have one now. */
  readonly convertedCount: number;
  readonly distinctAccountCount: number;
  /** Created customers that headquarters or their own store doesn't know. */
  readonly lostCount: number;
  /** Created customers with more than one number, and numbers that two of them share. */
  readonly doubledCount: number;
  /** Created customers whose fields differ between two databases that hold the same version. */
  readonly conflictCount: number;
  /** Created customers that some database holds without the number or not at all, the lost ones included. */
  readonly notEverywhereCount: number;
}

/** One created customer as each database holds it. */
export interface HeldCustomer {
  readonly created: Pick<CreatedCustomer, 'customerId' | 'channelDatabaseId' | 'seenPending'>;
  readonly atHeadquarters: Customer | undefined;
  readonly atChannels: ReadonlyMap<string, Customer | undefined>;
}

const pageCountMax = 500;

/** Looks every created customer up in every database, in pages. */
export async function checkDatabases(
  product: JourneyProduct,
  created: readonly CreatedCustomer[],
  texts: ShownTexts,
  checked: (count: number) => void,
): Promise<DatabaseCheck> {
  const judgement = createJudgement();
  for (let from = 0; from < created.length; from += pageCountMax) {
    const page = created.slice(from, from + pageCountMax);
    for (const held of await lookUpPage(product, page, texts)) judgement.add(held);
    checked(from + page.length);
  }
  return judgement.result();
}

async function lookUpPage(
  product: JourneyProduct,
  page: readonly CreatedCustomer[],
  texts: ShownTexts,
): Promise<HeldCustomer[]> {
  const identifiers = page.map(({ customerId }) => customerId);
  const [atHeadquarters, ...atUnits] = await Promise.all([
    lookUpAtHeadquarters(product, identifiers),
    ...product.scaleUnits.map((unit) => lookUpAtScaleUnit(unit, identifiers, texts)),
  ]);
  return page.map((customer) => ({
    created: customer,
    atHeadquarters: atHeadquarters.get(customer.customerId),
    atChannels: new Map(
      product.scaleUnits.map(({ channelDatabaseId }, index) => [
        channelDatabaseId,
        atUnits[index]?.get(customer.customerId),
      ]),
    ),
  }));
}

async function lookUpAtHeadquarters(
  { headquarters }: JourneyProduct,
  identifiers: readonly string[],
): Promise<Map<string, Customer>> {
  const answer = await ask<{ customers: Customer[] }>(headquarters, 'POST', '/customers/lookup', { identifiers });
  return new Map(answer.customers.map((customer) => [customer.customerId, customer]));
}

async function lookUpAtScaleUnit(
  { application }: JourneyScaleUnit,
  identifiers: readonly string[],
  texts: ShownTexts,
): Promise<Map<string, Customer>> {
  const answer = await ask<{ customers: ShownCustomer[] }>(application, 'POST', '/customers/lookup', { identifiers });
  for (const shown of answer.customers) texts.customer(shown);
  return new Map(answer.customers.map(({ customer }) => [customer.customerId, customer]));
}

/** Judges customer after customer; pure. */
export function createJudgement(): { add(held: HeldCustomer): void; result(): DatabaseCheck } {
  const counts = { converted: 0, lost: 0, doubled: 0, conflict: 0, notEverywhere: 0 };
  const accounts = new Set<string>();
  return {
    add(held) {
      const { created, atHeadquarters, atChannels } = held;
      const numbers = accountsOf(held);
      if (!atHeadquarters || !atChannels.get(created.channelDatabaseId)) counts.lost++;
      if (numbers.length > 1) counts.doubled++;
      if (numbers.some((number) => accounts.has(number))) counts.doubled++;
      for (const number of numbers) accounts.add(number);
      if (created.seenPending && numbers.length > 0) counts.converted++;
      if (!isEverywhere(held)) counts.notEverywhere++;
      if (isInConflict(held)) counts.conflict++;
    },
    result: () => ({
      convertedCount: counts.converted,
      distinctAccountCount: accounts.size,
      lostCount: counts.lost,
      doubledCount: counts.doubled,
      conflictCount: counts.conflict,
      notEverywhereCount: counts.notEverywhere,
    }),
  };
}

/** The different accounts under which the databases hold a customer; a number is one within its legal entity. */
function accountsOf({ atHeadquarters, atChannels }: HeldCustomer): string[] {
  const accounts = new Set<string>();
  for (const customer of [atHeadquarters, ...atChannels.values()]) {
    if (customer?.customerAccountNumber) accounts.add(`${customer.legalEntity} ${customer.customerAccountNumber}`);
  }
  return [...accounts];
}

function isEverywhere({ atHeadquarters, atChannels }: HeldCustomer): boolean {
  return [atHeadquarters, ...atChannels.values()].every((customer) => Boolean(customer?.customerAccountNumber));
}

/** A channel that is a version behind isn't in conflict: it has yet to hear of the later one. */
function isInConflict({ atHeadquarters, atChannels }: HeldCustomer): boolean {
  if (!atHeadquarters) return false;
  return [...atChannels.values()].some(
    (customer) => customer?.version === atHeadquarters.version && !isDeepStrictEqual(customer, atHeadquarters),
  );
}
