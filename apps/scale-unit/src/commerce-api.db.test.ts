import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import type { ChannelStatus } from '@counterfoil/channel/status';
import { withoutPinVerifiers } from '@counterfoil/channel/devices/pin-verifiers';
import { commerceRoutes } from '@counterfoil/channel/commerce-api/routes';
import { authorizationMatrix } from '@counterfoil/http/access';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imogen, openWorld, type OperationBody, type World } from './commerce-api-fixture.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function createInParis(customer: object = imogen, language = 'en'): Promise<OperationBody> {
  const created = await world.paris.call('POST', '/customers', { body: { channelId: 'PARIS', customer }, language });
  expect(created.status).toBe(201);
  return created.body;
}

/** Every text meant for a person in an answer, wherever it stands. */
function textsForPeople(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (['display', 'text', 'message'].includes(key)) return [JSON.stringify(inner)];
    return textsForPeople(inner);
  });
}

function expectNoIdentifierShown(...answers: readonly unknown[]): void {
  const texts = answers.flatMap(textsForPeople);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((text) => text.match(uuidPattern))).toEqual([]);
}

describe('creating a customer', () => {
  it('synchronously: answers the account number at once', async () => {
    const created = await world.houston.call('POST', '/customers', {
      body: { channelId: 'HOUSTON', customer: imogen },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      way: 'sync',
      replayed: false,
      customer: {
        customerAccountNumber: 'C-000000001',
        display: { name: 'Imogen Fictitious', account: 'C-000000001', status: 'Synchronized' },
        synchronization: { state: 'synchronized', undecidedOperations: 0 },
      },
    });
  });

  it.each([
    ['en', 'Pending synchronization', 'Waiting to be sent to headquarters'],
    ['fr', 'En attente de synchronisation', "En attente d'envoi au siège"],
  ])('asynchronously: in %s the account is "%s"', async (language, account, status) => {
    const created = await createInParis(imogen, language);
    expect(created).toMatchObject({
      way: 'async',
      customer: { customerAccountNumber: null, display: { account, status } },
    });
    expectNoIdentifierShown(created);
  });

  it('shows a fresh creation exactly as it is read afterwards', async () => {
    const created = await createInParis();
    const read = await world.paris.call<ShownCustomer>('GET', `/customers/${created.customer.customerId}`);
    expect(read.body).toEqual(created.customer);
  });

  it('keeps the identifiers that the caller chose', async () => {
    const operationId = '019b0000-0000-7000-8000-0000000000aa';
    const customerId = '019b0000-0000-7000-8000-0000000000ab';
    const body = { channelId: 'PARIS', operationId, customerId, customer: imogen };
    const created = await world.paris.call('POST', '/customers', { body });
    expect(created.body).toMatchObject({ operationId, customer: { customerId } });
    const other = { ...body, operationId: '019b0000-0000-7000-8000-0000000000ac' };
    const refused = await world.paris.refused('POST', '/customers', { body: other });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'customer_exists']);
    expectNoIdentifierShown(refused.body);
  });
});

describe('a customer of the Commerce API', () => {
  it('is found by its permanent identifier for ever, and by its account number, on every route (BX-01)', async () => {
    const { customer } = await createInParis();
    await world.runTheThreeJobs();
    const paths = [customer.customerId, customer.customerId.toUpperCase(), 'C-000000001'];
    for (const unit of [world.paris, world.houston]) {
      for (const identifier of paths) {
        const read = await unit.call<ShownCustomer>('GET', `/customers/${identifier}`);
        expect(read.body).toMatchObject({ customerId: customer.customerId, customerAccountNumber: 'C-000000001' });
        expect((await unit.call('GET', `/customers/${identifier}/trace`)).status).toBe(200);
        const found = await unit.call<{ customers: ShownCustomer[]; missing: string[] }>('POST', '/customers/lookup', {
          body: { identifiers: [identifier] },
        });
        expect(found.body).toMatchObject({ customers: [{ customerAccountNumber: 'C-000000001' }], missing: [] });
      }
    }
    const changes = { phone: '+1 713 555 0148' };
    const edited = await world.houston.call('PATCH', `/customers/${customer.customerId}`, {
      body: { channelId: 'HOUSTON', changes },
    });
    expect(edited.body.customer).toMatchObject({ customerAccountNumber: 'C-000000001', customer: changes });
  });

  it('is edited while pending, and the edits travel behind it', async () => {
    const { customer } = await createInParis();
    const path = `/customers/${customer.customerId}`;
    const edited = await world.paris.call('PATCH', path, {
      body: { channelId: 'PARIS', changes: { email: 'new@example.com' } },
    });
    expect(edited).toMatchObject({
      status: 200,
      body: { way: 'async', customer: { synchronization: { undecidedOperations: 2 } } },
    });
    const read = await world.paris.call<ShownCustomer>('GET', path);
    expect(read.body).toEqual(edited.body.customer);
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]).toMatchObject({ email: 'new@example.com', version: 2 });
  });

  it('has addresses added, changed and removed, each repetition answered as the first time', async () => {
    const { customer } = await createInParis();
    const path = `/customers/${customer.customerId}/addresses`;
    const add = {
      body: { channelId: 'PARIS', address: { countryRegion: 'FR', city: 'Paris' } },
      idempotencyKey: 'add 1',
    };
    const added = await world.paris.call('POST', path, add);
    expect(added.status).toBe(201);
    const addressId = added.body.customer.customer.addresses[1]?.addressId ?? '';
    expect((await world.paris.call('POST', path, add)).body).toMatchObject({ replayed: true });

    const changed = await world.paris.call('PUT', `${path}/${addressId}`, {
      body: { channelId: 'PARIS', address: { city: 'Lyon', isPrimary: true } },
    });
    expect(changed.status).toBe(200);
    expect(changed.body.customer.customer.addresses[1]).toMatchObject({
      addressId,
      city: 'Lyon',
      countryRegion: 'FR',
      isPrimary: true,
    });

    const remove = (): Promise<{ status: number; body: OperationBody }> =>
      world.paris.call('DELETE', `${path}/${addressId}?channelId=PARIS`, { idempotencyKey: 'remove 1' });
    const removed = await remove();
    expect(removed.body).toMatchObject({ replayed: false });
    expect(removed.body.customer.customer.addresses.map(({ city }) => city)).toEqual(['Houston']);
    expect((await remove()).body).toMatchObject({ replayed: true });
    const gone = await world.paris.refused('DELETE', `${path}/${addressId}?channelId=PARIS`);
    expect([gone.status, gone.body.error.code]).toEqual([404, 'address_unknown']);
    await world.runTheThreeJobs();
    expect((await world.atHeadquarters('fictitious'))[0]?.addresses.map(({ city }) => city)).toEqual(['Houston']);
  });
});

describe('searching', () => {
  const search = (
    body: object,
    language = 'en',
  ): Promise<{ status: number; body: { customers: ShownCustomer[]; complete: boolean } }> =>
    world.paris.call('POST', '/customers/search', { body, language });

  it('finds a pending customer by name, e-mail address and phone number at once', async () => {
    const { customer } = await createInParis();
    for (const criterion of [
      { name: 'fictitious IMOGEN' },
      { email: 'Imogen@Example.com' },
      { phone: '713-555-0147' },
    ]) {
      const found = await search({ ...criterion, searchLocation: 'local' });
      expect(found.body.customers.map(({ customerId }) => customerId)).toEqual([customer.customerId]);
      expectNoIdentifierShown(found.body);
    }
  });

  it('in all stores finds a customer whom only headquarters knows; without headquarters the answer says that it is incomplete', async () => {
    const created = await world.houston.call('POST', '/customers', {
      body: { channelId: 'HOUSTON', customer: imogen },
    });
    const pending = await createInParis({ ...imogen, firstName: 'Ignatius' });
    const local = await search({ name: 'fictitious', searchLocation: 'local' });
    expect(local.body.customers.map(({ customerId }) => customerId)).toEqual([pending.customer.customerId]);
    const all = await search({ name: 'fictitious', searchLocation: 'all' });
    expect(all.body.complete).toBe(true);
    expect(all.body.customers.map(({ customerId }) => customerId)).toEqual([
      pending.customer.customerId,
      created.body.customer.customerId,
    ]);
    world.circumstances.line = 'down';
    const cutOff = await search({ name: 'fictitious', searchLocation: 'all' });
    expect(cutOff.body).toMatchObject({ complete: false, customers: [{ customerId: pending.customer.customerId }] });
  });

  it('needs four characters of a name for all stores, a criterion, and something that can be matched', async () => {
    await createInParis();
    const short = await world.paris.refused('POST', '/customers/search', {
      body: { name: 'fic', searchLocation: 'all' },
      language: 'fr',
    });
    expect(short.status).toBe(400);
    expect(short.body.error.problems).toMatchObject([
      {
        code: 'request_invalid',
        field: 'name',
        message: 'La requête est illisible : « name » doit avoir au moins 4 caractères.',
      },
    ]);
    expect((await search({ searchLocation: 'local' })).status).toBe(400);
    expect((await search({ name: '!?', searchLocation: 'local' })).body.customers).toEqual([]);
  });

  it.each(['name', 'email', 'phone', 'accountNumber', 'legalEntity'])(
    'refuses unstorable text in %s',
    async (field) => {
      const body = { name: 'fictitious', [field]: 'a\u0000b', searchLocation: 'local' };
      const refused = await world.paris.refused('POST', '/customers/search', { body });
      expect([refused.status, refused.body.error.code]).toEqual([422, 'text_invalid']);
    },
  );
});

describe('looking up', () => {
  it('answers many customers and names the missing ones', async () => {
    const { customer } = await createInParis();
    const missing = ['C-999999999', '019b0000-0000-7000-8000-00000000dead'];
    const found = await world.paris.call<{ customers: ShownCustomer[]; missing: string[] }>(
      'POST',
      '/customers/lookup',
      {
        body: { identifiers: [customer.customerId, ...missing, customer.customerId] },
      },
    );
    expect(found.body).toEqual({ customers: [customer], missing });
    const tooMany = { identifiers: Array.from({ length: 1001 }, (_, index) => `C-${index}`) };
    expect((await world.paris.refused('POST', '/customers/lookup', { body: tooMany })).status).toBe(400);
  });
});

describe('tracing a customer', () => {
  interface Trace {
    steps: { step: string; at: string | null; text: string }[];
    next: { text: string };
  }

  it('tells in plain words how far it has come, without an identifier', async () => {
    const { customer } = await createInParis();
    const trace = async (language: string): Promise<Trace> =>
      (await world.paris.call<Trace>('GET', `/customers/${customer.customerId}/trace`, { language })).body;
    const before = await trace('fr');
    expect(before.steps.map(({ text }) => text)).toEqual(['Enregistré à Paris.']);
    expect(before.next.text).toBe("Le prochain P-job l'envoie au siège.");
    await world.runTheThreeJobs();
    const after = await trace('en');
    expect(after.steps.map(({ step }) => step)).toEqual(['recorded', 'sent', 'processed', 'accountNumberArrived']);
    expect(after.steps.at(-1)?.text).toBe('Account number C-000000001 arrived.');
    expect(after.next.text).toBe('Nothing more to do.');
    expectNoIdentifierShown(before, after);
  });

  it('gives the reason when headquarters could not process it, in every text without an identifier', async () => {
    const { customer } = await createInParis({ ...imogen, customerGroup: '99' });
    await world.runTheThreeJobs();
    const traced = await world.paris.call<Trace>('GET', `/customers/${customer.customerId}/trace`);
    expect(traced.body.steps.map(({ step }) => step)).toEqual(['recorded', 'sent', 'needsAttention']);
    expect(traced.body.steps.at(-1)?.text).toBe('Headquarters could not process it: Unknown customer group "99".');
    const read = await world.paris.call<ShownCustomer>('GET', `/customers/${customer.customerId}`, { language: 'fr' });
    expect(read.body.display).toMatchObject({
      account: 'En attente de synchronisation',
      status: 'À corriger au siège',
      reason: 'Groupe de clients inconnu « 99 ».',
    });
    expectNoIdentifierShown(traced.body, read.body);
  });
});

describe('operating a scale unit', () => {
  it('answers the settings it acts on', async () => {
    const configuration = await world.paris.call('GET', '/configuration');
    expect(configuration.body).toEqual(withoutPinVerifiers(world.paris.channel.configuration));
  });

  it('runs the jobs on demand and counts what waits', async () => {
    await createInParis();
    const status = async (): Promise<ChannelStatus> => (await world.paris.call<ChannelStatus>('GET', '/status')).body;
    expect(await status()).toMatchObject({
      channelDatabaseId: 'paris',
      headquarters: { circuit: 'closed' },
      outbox: { undelivered: 1, undecided: 1, failed: 0 },
      customers: 1,
    });
    const uploaded = await world.paris.call('POST', '/jobs/P-0001/runs', { role: 'administrator' });
    expect(uploaded.body).toEqual({ packages: 1, rows: 1 });
    expect((await status()).outbox).toMatchObject({ undelivered: 0, undecided: 1 });
    await world.runTheThreeJobs();
    expect((await status()).outbox).toEqual({ undelivered: 0, undecided: 0, failed: 0, oldestRecordedAt: null });
    const downloaded = await world.paris.call('POST', '/jobs/1010/runs', { role: 'administrator' });
    expect(downloaded.body).toEqual({ sessions: 0, rows: 0 });
  });

  it('says so when headquarters cannot be reached', async () => {
    await createInParis();
    world.circumstances.line = 'down';
    for (const job of ['P-0001', '1010']) {
      const refused = await world.paris.refused('POST', `/jobs/${job}/runs`, { role: 'administrator', language: 'fr' });
      expect([refused.status, refused.body.error.message]).toEqual([503, 'Le siège est injoignable.']);
    }
  });
});

describe('who may call', () => {
  it('admits nobody without credentials but tills that come for some, and each role to its own routes only', async () => {
    const routes = commerceRoutes(world.paris.channel).map(({ route }) => route);
    const cells = authorizationMatrix(routes);
    const open = cells.filter(({ role, allowed }) => role === 'anonymous' && allowed).map(({ path }) => path);
    expect(open).toEqual(['/devices', '/device-challenges', '/device-connections']);
    /* Tills and shoppers have a matrix of their own, with the states of their devices and sessions. */
    const byToken = cells.filter(({ role }) => role !== 'device' && role !== 'customer');
    for (const { method, path, role, allowed } of byToken) {
      const { status } = await world.paris.call(method, path, { role: role === 'anonymous' ? null : role });
      const isDenied = status === 401 || status === 403;
      expect([method, path, role, isDenied]).toEqual([method, path, role, !allowed]);
    }
    const customerRoutes = cells.filter(({ path, allowed }) => path.startsWith('/customers') && allowed);
    expect(new Set(customerRoutes.map(({ role }) => role))).toEqual(new Set(['application', 'employee']));
  });
});
