import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import type { OperationResult } from '@counterfoil/channel/customers/deliver-operation';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import type { CreateCustomerRequest, UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { Random } from '@counterfoil/platform/random';
import { someAddressBookChange } from './address-books.ts';
import { between, happens, oneOf } from './chance.ts';
import type { Flaw, Intention } from './ledger.ts';
import { nicknameAttribute, sameLists, someListChange, someLists } from './workload-lists.ts';
import { refusedValue, type ChannelSite, type World } from './world.ts';

type NewCustomer = CreateCustomerRequest['customer'];

/** The creations that were asked for, so that a caller can ask again. */
const requests = new WeakMap<Intention, CreateCustomerRequest>();

const baseCustomer: NewCustomer = {
  customerType: 'person',
  firstName: 'Lachlan',
  lastName: 'Berry',
  languageId: 'en-US',
  currency: 'USD',
  customerGroup: '30',
  addresses: [{ countryRegion: 'US', street: 'Giblin Street', streetNumber: '69', city: 'Houston', zipCode: '77001' }],
};

/** The one script that R10 sends by each of the three ways. */
export const sameInput: NewCustomer = {
  ...baseCustomer,
  firstName: 'Ève',
  lastName: 'de la Croix',
  email: 'eve@example.com',
  phone: '(713) 555-0123',
  emailMarketingConsent: 'granted',
  ...sameLists,
  contacts: [...sameLists.contacts],
  affiliations: [...sameLists.affiliations],
  addressBooks: [...sameLists.addressBooks],
};

const flawedFields: Record<Flaw, Partial<NewCustomer>> = {
  none: {},
  group: { customerGroup: 'no such group' },
  value: { middleName: refusedValue },
  twin: {},
};

/** What the nth shopper of a run tells of themselves. */
export function newShopper(random: Random, nth: number): NewCustomer {
  return { ...baseCustomer, ...someLists(random, nth) };
}

/** A shopper becomes a customer at `site`. */
export async function askForCreation(
  world: World,
  site: ChannelSite,
  options: { flaw?: Flaw; marker?: string; customer?: NewCustomer; customerId?: string } = {},
): Promise<string> {
  const { flaw = 'none' } = options;
  const nth = world.ledger.intentions.length + 1;
  const customer = options.customer ?? newShopper(world.random, nth);
  const marker = options.marker ?? `S-${nth}`;
  const operationId = site.node.seams.ids.uuid();
  const request: CreateCustomerRequest = {
    channelId: site.channelId,
    operationId,
    ...(options.customerId !== undefined && { customerId: options.customerId }),
    customer: { ...customer, ...flawedFields[flaw], identificationNumber: marker },
  };
  const intention = world.ledger.add({
    operationId,
    customerId: options.customerId ?? null,
    kind: 'create',
    node: site.node.name,
    marker,
    fields: {},
    flaw,
  });
  requests.set(intention, request);
  return settle(intention, () => createCustomer(site.channel, request));
}

/** A caller that did not hear an answer, or doesn't trust it, asks the same again. */
export async function askAgain(world: World, site: ChannelSite): Promise<string> {
  const earlier = world.ledger.intentions.filter(
    (intention) => intention.node === site.node.name && intention.kind === 'create' && !intention.lostWithBackup,
  );
  if (earlier.length === 0) return 'nothing to ask again';
  const intention = oneOf(world.random, earlier);
  const request = requests.get(intention);
  if (!request) return 'nothing to ask again';
  return settle(intention, () => createCustomer(site.channel, request));
}

const editable = ['firstName', 'middleName', 'lastName', 'email', nicknameAttribute] as const;

/** A cashier edits a customer that the site knows: one or two fields, or an attribute among them. */
export async function askForEdit(world: World, site: ChannelSite, flaw: Flaw = 'none'): Promise<string> {
  const customerId = await someCustomerOf(world, site);
  if (customerId === null) return 'no customer to edit';
  const nth = world.ledger.intentions.length + 1;
  const fields: Record<string, string | null> = {};
  const attributes: Record<string, string> = {};
  if (flaw === 'group') fields['customerGroup'] = 'no such group';
  else if (flaw === 'value') fields['middleName'] = refusedValue;
  else
    for (let count = between(world.random, 1, 2); count > 0; count--) {
      const name = oneOf(world.random, editable);
      if (name === nicknameAttribute) attributes[name] = `Edit ${nth}`;
      else fields[name] = name === 'email' ? `edit-${nth}@example.com` : `Edit ${nth}`;
    }
  return edit(world, site, customerId, { fields, changes: { ...fields, attributes }, flaw });
}

/** A cashier adds an address, or takes one away. */
export async function askForAddress(world: World, site: ChannelSite): Promise<string> {
  const customerId = await someCustomerOf(world, site);
  if (customerId === null) return 'no customer to edit';
  const held = await site.node.storage.look.query<{ id: string }>(
    `SELECT address ->> 'addressId' AS id
     FROM customers, jsonb_array_elements(document -> 'addresses') AS address WHERE customer_id = $1 ORDER BY 1`,
    [customerId],
  );
  const removed = held.length > 0 && happens(world.random, 0.4) ? oneOf(world.random, held) : null;
  const changes: UpdateCustomerRequest['changes'] = removed
    ? { removedAddressIds: [removed.id] }
    : { addresses: [{ countryRegion: 'FR', city: `City ${world.ledger.intentions.length + 1}` }] };
  return edit(world, site, customerId, { fields: {}, changes, flaw: 'none' });
}

/** A cashier edits a contact, an affiliation, an attribute or a marketing consent. */
export async function askForListEdit(world: World, site: ChannelSite): Promise<string> {
  const customerId = await someCustomerOf(world, site);
  if (customerId === null) return 'no customer to edit';
  const [shown] = await site.node.storage.look.query<{ document: Customer }>(
    'SELECT document FROM customers WHERE customer_id = $1',
    [customerId],
  );
  if (!shown) return 'no customer to edit';
  const changes = someListChange(world.random, shown.document, world.ledger.intentions.length + 1);
  return edit(world, site, customerId, { fields: {}, changes, flaw: 'none' });
}

/** A cashier changes in which channels a customer is visible. */
export async function askForAddressBooks(world: World, site: ChannelSite): Promise<string> {
  const customerId = await someCustomerOf(world, site);
  if (customerId === null) return 'no customer to edit';
  const [shown] = await site.node.storage.look.query<{ document: Customer }>(
    'SELECT document FROM customers WHERE customer_id = $1',
    [customerId],
  );
  const changes = someAddressBookChange(world.random, shown?.document.addressBooks ?? []);
  return edit(world, site, customerId, { fields: {}, changes, flaw: 'none' });
}

/** A cashier at `site` saves an edit of a customer. */
export async function edit(
  world: World,
  site: ChannelSite,
  customerId: string,
  what: { fields: Record<string, string | null>; changes: UpdateCustomerRequest['changes']; flaw: Flaw },
): Promise<string> {
  const operationId = site.node.seams.ids.uuid();
  const { fields, changes, flaw } = what;
  const intention = world.ledger.add({
    operationId,
    customerId,
    kind: 'update',
    node: site.node.name,
    marker: null,
    fields,
    flaw,
  });
  return settle(intention, () =>
    updateCustomer(site.channel, customerId, { channelId: site.channelId, operationId, changes }),
  );
}

async function settle(intention: Intention, ask: () => Promise<OperationResult>): Promise<string> {
  try {
    const result = await ask();
    intention.acknowledged = true;
    intention.customerId = result.local.document.customerId;
    return `${result.way}${result.replayed ? ' again' : ''}`;
  } catch (error) {
    if (error instanceof CodedError) intention.refused = error.code;
    throw error;
  }
}

/**
 * One of the last few customers, whose creation may still be under way, or one of the first few, whom all sites come to
 * know, so that edits meet.
 */
async function someCustomerOf(world: World, site: ChannelSite): Promise<string | null> {
  const ids = world.ledger.intentions
    .filter((intention) => intention.kind === 'create' && intention.marker?.startsWith('S-'))
    .map((intention) => intention.customerId)
    .filter((id) => id !== null);
  const some = happens(world.random, 0.5) ? ids.slice(0, oldCustomerCount) : ids.slice(-recentCustomerCount);
  const rows = await site.node.storage.look.query<{ id: string }>(
    'SELECT customer_id AS id FROM customers WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id',
    [some],
  );
  return rows.length === 0 ? null : oneOf(world.random, rows).id;
}

const recentCustomerCount = 5;
const oldCustomerCount = 2;

/** The same customer identifier is used for two shoppers, at two sites: only one of them can have it. */
export async function askForTwin(world: World, site: ChannelSite): Promise<string> {
  const first = world.ledger.intentions.findLast(
    (intention) => intention.flaw === 'twin' && intention.node !== site.node.name,
  );
  const customerId = first?.customerId ?? world.headquartersNode.seams.ids.uuid();
  return askForCreation(world, site, { flaw: 'twin', customerId });
}
