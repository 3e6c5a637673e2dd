import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { oneOf } from './chance.ts';
import { edit } from './workload.ts';
import { nicknameAttribute } from './workload-lists.ts';
import type { ChannelSite, World } from './world.ts';

type Changes = UpdateCustomerRequest['changes'];

/** Two sites that know one customer change the same thing of it, before either can have heard of the other (R6). */
export async function askForMeetingEdits(world: World, site: ChannelSite): Promise<string> {
  const others = world.sites.filter((candidate) => candidate !== site);
  const other = oneOf(world.random, others);
  const here = await publishedCustomers(site);
  const there = new Map((await publishedCustomers(other)).map((customer) => [customer.customerId, customer]));
  const shared = here.filter(({ customerId }) => there.has(customerId));
  if (shared.length === 0) return 'no customer that both know';
  const customer = oneOf(world.random, shared);
  const nth = world.ledger.intentions.length + 1;
  const makeChanges = oneOf(world.random, meetingsOver(customer, there.get(customer.customerId) ?? customer));
  const outcomes: string[] = [];
  for (const [index, editor] of [site, other].entries()) {
    const changes = makeChanges(`Meeting ${nth}-${index}`, index === 0);
    outcomes.push(await edit(world, editor, customer.customerId, { fields: {}, changes, flaw: 'none' }));
  }
  return outcomes.join(', ');
}

/** What two editors can disagree about; the first says one thing, the second another. */
function meetingsOver(here: Customer, there: Customer): ((text: string, isFirst: boolean) => Changes)[] {
  const contact = here.contacts.find(({ contactId }) => there.contacts.some((other) => other.contactId === contactId));
  const ofContact = (contactId: string): ((text: string, isFirst: boolean) => Changes)[] => [
    (label) => ({ contacts: [{ contactId, label }] }),
    (_text, isFirst) => ({ contacts: [{ contactId, marketingConsent: isFirst ? 'refused' : 'granted' }] }),
    (label, isFirst) => (isFirst ? { removedContactIds: [contactId] } : { contacts: [{ contactId, label }] }),
  ];
  return [
    (lastName) => ({ lastName }),
    (text) => ({ attributes: { [nicknameAttribute]: text } }),
    (_text, isFirst) => (isFirst ? { addedAffiliations: ['SENIOR'] } : { removedAffiliations: ['SENIOR'] }),
    (_text, isFirst) => ({ emailMarketingConsent: isFirst ? 'granted' : 'refused' }),
    ...(contact ? ofContact(contact.contactId) : []),
  ];
}

/** Those of headquarters, without the three that have to stay the same (R10). */
async function publishedCustomers(site: ChannelSite): Promise<Customer[]> {
  const rows = await site.node.storage.look.query<{ document: Customer }>(
    `SELECT document FROM customers
     WHERE version > 0 AND document ->> 'identificationNumber' LIKE 'S-%' ORDER BY customer_id`,
  );
  return rows.map(({ document }) => document);
}
