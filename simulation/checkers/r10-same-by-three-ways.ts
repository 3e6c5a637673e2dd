import { isDeepStrictEqual } from 'node:util';
import type { Customer } from '@counterfoil/contracts/customer';
import { outcomeOf } from '../jobs.ts';
import { InvariantViolated } from '../violations.ts';
import { askForCreation, sameInput } from '../workload.ts';
import type { World } from '../world.ts';

const markerPrefix = 'R10-';

/** The same input by the three ways: decided while the user waits, left in the outbox, and cut off in between. */
export async function askByThreeWays(world: World): Promise<void> {
  const houston = world.sites.find((site) => site.channelId === 'HOUSTON');
  const paris = world.sites.find((site) => site.channelId === 'PARIS');
  if (!houston || !paris) throw new Error('the sample settings have other channels');
  const cutOff = world.random.next() < 0.5 ? 'drop' : 'lostReply';
  const ways = [
    ['sync', houston, 'deliver'],
    ['async', paris, null],
    ['cut off', houston, cutOff],
  ] as const;
  for (const [way, site, fate] of ways) {
    world.network.forced = fate;
    const marker = `${markerPrefix}${way}`;
    const outcome = await outcomeOf(way, () => askForCreation(world, site, { marker, customer: sameInput }));
    world.trace.push(`the same input, ${way}: ${outcome}`);
  }
  world.network.forced = null;
}

/** R10: the three customers are the same at headquarters but for what identifies them. */
export async function checkSameByThreeWays(world: World): Promise<void> {
  const rows = await world.headquartersNode.storage.look.query<{ document: Customer }>(
    `SELECT document FROM customers WHERE document ->> 'identificationNumber' LIKE $1 ORDER BY customer_id`,
    [`${markerPrefix}%`],
  );
  const kept = world.ledger.intentions.filter(
    ({ marker, acknowledged, lostWithBackup }) => marker?.startsWith(markerPrefix) && acknowledged && !lostWithBackup,
  );
  if (rows.length < kept.length) throw new InvariantViolated('R10', 'one of the three ways made no customer');
  const [first, ...others] = rows.map(({ document }) => withoutIdentity(document));
  for (const other of others) {
    world.sightings.R10++;
    if (!isDeepStrictEqual(other, first)) throw new InvariantViolated('R10', 'the three ways make different customers');
  }
}

function withoutIdentity(customer: Customer): object {
  return {
    ...customer,
    customerId: '',
    customerAccountNumber: '',
    createdBy: '',
    identificationNumber: '',
    recentOperations: customer.recentOperations.length,
    addresses: customer.addresses.map((address) => ({ ...address, addressId: '' })),
    contacts: customer.contacts.map((contact) => ({ ...contact, contactId: '' })),
    /* By whom and when each consent was given differs as the channels do. */
    consentRecords: Object.keys(customer.consentRecords).map((key) => key.replace(/:.*$/u, '')),
  };
}
