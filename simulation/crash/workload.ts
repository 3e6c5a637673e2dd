import type { Till } from './till.ts';

/** A customer that a till was promised, with all that belongs to it; recognised by its e-mail address, unique per request. */
export interface Promised {
  readonly email: string;
  readonly customerId: string;
  /** What an acknowledged edit made of the phone number; null when there was none. */
  readonly phone: string | null;
  readonly addresses: number;
}

/** What the tills were told. */
export interface Promises {
  /** Acknowledged customers by e-mail address. */
  readonly kept: Map<string, Promised>;
  /** E-mail addresses of records that headquarters can't or won't take. */
  readonly unacceptable: Set<string>;
}

const address = {
  countryRegion: 'US',
  street: 'Invented Avenue',
  streetNumber: '12',
  city: 'Houston',
  zipCode: '77002',
};

interface Wanted {
  readonly name: string;
  readonly channelId: string;
  readonly lastName?: string;
  readonly customerGroup?: string;
}

async function create(till: Till, { name, channelId, lastName, customerGroup }: Wanted): Promise<Promised> {
  const email = `${name}@example.com`;
  const { status, customerId } = await till({
    method: 'POST',
    path: '/customers',
    key: `create ${name}`,
    body: {
      channelId,
      customer: {
        customerType: 'person',
        firstName: 'Imogen',
        lastName: lastName ?? 'Fictitious',
        email,
        ...(customerGroup !== undefined && { customerGroup }),
        addresses: [address],
      },
    },
  });
  if (status >= 400 && customerGroup === undefined) throw new Error(`the creation of ${name} was refused: ${status}`);
  return { email, customerId, phone: null, addresses: 1 };
}

/** One customer through its first minutes: created, asked for again, edited, given a second address. */
async function liveThroughAll(till: Till, name: string, channelId: string): Promise<Promised> {
  const created = await create(till, { name, channelId });
  const again = await create(till, { name, channelId });
  if (again.customerId !== created.customerId) throw new Error(`a repetition made another customer: ${name}`);
  const path = `/customers/${created.customerId}`;
  const phone = '+17135550147';
  const update = await till({ method: 'PATCH', path, key: `update ${name}`, body: { channelId, changes: { phone } } });
  if (update.status >= 400) throw new Error(`the edit of ${name} was refused: ${update.status}`);
  const second = { ...address, streetNumber: '99' };
  const added = await till({
    method: 'POST',
    path: `${path}/addresses`,
    key: `address ${name}`,
    body: { channelId, address: second },
  });
  if (added.status >= 400) throw new Error(`the address of ${name} was refused: ${added.status}`);
  return { ...created, phone, addresses: 2 };
}

/**
 * The work of a few tills at once: synchronous and asynchronous customers with their edits, one that headquarters
 * refuses while the user waits, and one that its database can't store. Ends when every request has been answered.
 */
export async function work(till: Till, name: string, promises: Promises): Promise<void> {
  promises.unacceptable.add(`${name}-poisoned@example.com`).add(`${name}-refused@example.com`);
  const results = await Promise.all([
    liveThroughAll(till, `${name}-sync`, 'HOUSTON'),
    liveThroughAll(till, `${name}-async`, 'OUTLET'),
    create(till, { name: `${name}-sync-2`, channelId: 'HOUSTON' }),
    create(till, { name: `${name}-async-2`, channelId: 'OUTLET' }),
    create(till, { name: `${name}-poisoned`, channelId: 'OUTLET', lastName: 'Poison' }),
    create(till, { name: `${name}-refused`, channelId: 'HOUSTON', customerGroup: 'unknown' }),
  ]);
  for (const promised of results) {
    if (!promises.unacceptable.has(promised.email)) promises.kept.set(promised.email, promised);
  }
}

/** One asynchronous customer, so that whatever starts next finds something to do. */
export async function workALittle(till: Till, name: string, promises: Promises): Promise<void> {
  const promised = await create(till, { name, channelId: 'OUTLET' });
  promises.kept.set(promised.email, promised);
}
