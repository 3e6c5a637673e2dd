import { commerceRoutes } from '@counterfoil/channel/commerce-api/routes';
import { send, unsigned, type TestTill } from '@counterfoil/channel/devices/device-fixture';
import type { ShopperSession } from '@counterfoil/contracts/shopper';
import { roles, type Role, type Route } from '@counterfoil/http/route';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shopperIdToken, shoppers, startShopperProvider, type ShopperProvider } from './shoppers-fixture.ts';
import { openTillWorld, rightPin, type TillWorld } from './tills-fixture.ts';

const administrators: readonly Role[] = ['administrator'];
const monitors: readonly Role[] = ['administrator', 'application'];
const shops: readonly Role[] = ['application', 'employee'];
const offlineDatabases: readonly Role[] = ['application', 'device'];
const storefronts: readonly Role[] = ['storefront'];
const shoppersThemselves: readonly Role[] = ['customer'];

/** What each role may call at a scale unit; a new route has to be put here on purpose. */
const allowedRoles: Record<string, readonly Role[]> = {
  activateDevice: ['anonymous'],
  challengeDevice: ['anonymous'],
  openDeviceConnection: ['anonymous'],
  signIn: ['device'],
  signOut: ['employee'],
  exchangeOfflineDatabase: offlineDatabases,
  streamOfflineWakeUps: offlineDatabases,
  downloadOfflineSnapshot: offlineDatabases,
  createCustomer: shops,
  readCustomer: shops,
  updateCustomer: shops,
  addAddress: shops,
  changeAddress: shops,
  removeAddress: shops,
  addContact: shops,
  changeContact: shops,
  removeContact: shops,
  enrollInLoyalty: shops,
  bringCustomerHere: shops,
  searchCustomers: shops,
  possibleDuplicates: shops,
  lookupCustomers: shops,
  traceCustomer: shops,
  createTransaction: shops,
  readTransaction: shops,
  emailReceipt: shops,
  listCustomerTransactions: shops,
  readChannelSettings: shops,
  listDuplicateReviews: ['employee'],
  findByExternalIdentity: ['application'],
  linkExternalIdentity: ['application'],
  readConfiguration: ['administrator', 'application', 'employee'],
  readStatus: monitors,
  listOfflineDatabases: monitors,
  listRejectedEntries: administrators,
  listRejectedTransactions: administrators,
  fullDataSync: administrators,
  runPJob: administrators,
  run1010: administrators,
  readStorefrontSettings: storefronts,
  openShopperSession: storefronts,
  endShopperSession: shoppersThemselves,
  readShopper: shoppersThemselves,
  updateShopper: shoppersThemselves,
  addShopperAddress: shoppersThemselves,
  changeShopperAddress: shoppersThemselves,
  removeShopperAddress: shoppersThemselves,
  addShopperContact: shoppersThemselves,
  changeShopperContact: shoppersThemselves,
  removeShopperContact: shoppersThemselves,
  enrollShopperInLoyalty: shoppersThemselves,
  listShopperOrders: shoppersThemselves,
  placeShopperOrder: shoppersThemselves,
};

/** Somebody who calls, in one of the states that a till can be in. */
interface MatrixCaller {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The till from which the call comes; null: from elsewhere. */
  readonly till: TestTill | null;
  /** What a call from elsewhere brings; null: nothing. */
  token: string | null;
  /** The register of the till. */
  readonly registerId: string;
  /** Why the till is answered nothing at all; null: it is active and its connection open. */
  readonly turnedAwayBy: string | null;
}

/** Whose register and channel a call is about. */
interface Target {
  readonly name: 'own' | 'foreign register' | 'foreign channel';
  readonly registerId: string;
  readonly channelId: string;
}

let provider: ShopperProvider;
let world: TillWorld;
let routes: Route[];
let callers: MatrixCaller[];

beforeAll(async () => {
  provider = await startShopperProvider();
  world = await openTillWorld(provider.shopperSignIn);
  routes = commerceRoutes(world.scaleUnit.channel).map(({ route }) => route);
  callers = [...tokenCallers(), ...(await shopperCallers()), ...(await tillCallers())];
});
afterAll(async () => {
  await world.close();
  await provider.stop();
});

const elsewhere = { till: null, registerId: 'HOUSTON-7', turnedAwayBy: null };

function tokenCallers(): MatrixCaller[] {
  const given = ['administrator', 'auditor', 'application', 'employee', 'storefront'] as const;
  return [
    { name: 'anonymous', roles: ['anonymous'], token: null, ...elsewhere },
    ...given.map((role) => ({ name: role, roles: [role], token: role, ...elsewhere })),
    /* An access token binds nobody to a customer, and so reaches none. */
    { name: 'customer without a session', roles: [], token: 'customer', ...elsewhere },
  ];
}

async function shopperCallers(): Promise<MatrixCaller[]> {
  const common = { name: 'shopper', ...elsewhere };
  const signedOut = await newShopperSession();
  await send(world.scaleUnit.url, unsigned('DELETE', '/shopper-session', undefined, signedOut));
  return [
    { ...common, roles: ['customer'], token: await newShopperSession() },
    { ...common, name: 'shopper who signed out', roles: [], token: signedOut, turnedAwayBy: 'shopper_session_ended' },
  ];
}

async function newShopperSession(): Promise<string> {
  const body = { channelId: 'HOUSTON', idToken: await shopperIdToken(provider, shoppers.imogen) };
  const request = unsigned('POST', '/shopper-sessions', body, 'storefront');
  return (await send<ShopperSession>(world.scaleUnit.url, request)).body.sessionToken;
}

async function tillCallers(): Promise<MatrixCaller[]> {
  const revoked = { roles: [], till: await signedInTill('HOUSTON-7'), registerId: 'HOUSTON-7' };
  const till = { roles: ['device'] as const, till: await world.activatedTill('HOUSTON-7'), registerId: 'HOUSTON-7' };
  const workerRoles = ['device', 'employee'] as const;
  const worker = { roles: workerRoles, till: await signedInTill('HOUSTON-8'), registerId: 'HOUSTON-8' };
  const unknown = { roles: [], till: await unknownTill('HOUSTON-9'), registerId: 'HOUSTON-9' };
  const ended = { roles: [], till: await signedInTill('HOUSTON-9'), registerId: 'HOUSTON-9' };
  ended.till.connectionId = '019b0000-0000-7000-8000-0000000000f1';
  return [
    { name: 'till', ...till, turnedAwayBy: null },
    { name: 'worker at a till', ...worker, turnedAwayBy: null },
    { name: 'worker at a revoked till', ...revoked, turnedAwayBy: 'device_revoked' },
    { name: 'worker at a till without a connection', ...ended, turnedAwayBy: 'device_connection_ended' },
    { name: 'till of another scale unit', ...unknown, turnedAwayBy: 'device_unknown' },
  ].map((caller) => ({ ...caller, token: null }));
}

async function unknownTill(registerId: string): Promise<TestTill> {
  const till = await world.activatedTill(registerId);
  await world.scaleUnit.channel.database.query('DELETE FROM devices WHERE device_id = $1', [till.deviceId]);
  return till;
}

async function signedInTill(registerId: string): Promise<TestTill> {
  const till = await world.activatedTill(registerId);
  await till.signIn('000160', rightPin);
  return till;
}

const fields = (schema: unknown): object => (schema instanceof z.ZodObject ? schema.shape : {});

/** The targets that make a difference for a route. */
function targetsOf({ path, request }: Route, { registerId }: MatrixCaller): Target[] {
  const own = { name: 'own', registerId, channelId: 'HOUSTON' } as const;
  const isOfChannel = [request.query, request.body].some((schema) => 'channelId' in fields(schema));
  return [
    own,
    ...(path.includes(':registerId') ? [{ ...own, name: 'foreign register', registerId: 'AUSTIN-1' } as const] : []),
    ...(isOfChannel ? [{ ...own, name: 'foreign channel', channelId: 'AUSTIN' } as const] : []),
  ];
}

/** Code of the answer to the route's own example, made about `target`; null: it was let in and answered well. */
async function ask(route: Route, { till, token }: MatrixCaller, target: Target): Promise<string | null> {
  const { method, request, examples } = route;
  const { registerId, channelId } = target;
  const path = route.path
    .replace(':registerId', registerId)
    .replace(/:(?:address|contact)Id/u, '019b0000-0000-7000-8000-000000000002')
    .replaceAll(/:\w+/gu, 'C-000000001');
  const query = 'channelId' in fields(request.query) ? `?channelId=${channelId}` : '';
  const isOfChannel = 'channelId' in fields(request.body);
  const body = request.body && { ...(examples.request as object), ...(isOfChannel && { channelId }) };
  const call = `${path}${query}`;
  const signed = till ? await till.sign(method, call, { body }) : unsigned(method, call, body, token ?? undefined);
  const answer = await send(world.scaleUnit.url, signed);
  return answer.status < 400 ? null : answer.body.error.code;
}

/** What the rules say of a call: why it is denied, or null. */
function denialOf({ name, access }: Route, caller: MatrixCaller, target: Target): string | null {
  if (caller.turnedAwayBy) return caller.turnedAwayBy;
  const allowed = allowedRoles[name] ?? [];
  if (!caller.roles.some((role) => allowed.includes(role))) {
    return caller.name === 'anonymous' ? 'not_authenticated' : 'not_allowed';
  }
  expect(access, name).not.toBe('public');
  return caller.till !== null && target.name !== 'own' ? 'not_allowed' : null;
}

const denials = new Set([
  'not_authenticated',
  'not_allowed',
  'device_revoked',
  'device_connection_ended',
  'shopper_session_ended',
]);

describe('R15: no caller does what its role, its channel and the state of its device do not allow', () => {
  it('every route × every caller × own and foreign register and channel', async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const caller of callers) {
      for (const route of routes) {
        for (const target of targetsOf(route, caller)) {
          const expected = denialOf(route, caller, target);
          const code = await ask(route, caller, target);
          const isRight = expected === null ? code === null || !denials.has(code) : code === expected;
          if (!isRight) wrong.push(`${caller.name} ${route.name} ${target.name}: ${code}, not ${expected}`);
          cells++;
          if (route.name === 'signOut' && code === null) await caller.till?.signIn('000160', rightPin);
          if (route.name === 'endShopperSession' && code === null) caller.token = await newShopperSession();
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(routes.length * callers.length);
  }, 60_000);

  it('every route declares exactly the roles of this matrix, and every role of a scale unit is in it', () => {
    /* Of headquarters, and of those who call it. */
    const notHere = ['commerceManager', 'dataSteward', 'storeManager', 'scaleUnit'];
    for (const { name, access } of routes) expect({ name, access }).toEqual({ name, access: allowedRoles[name] });
    const tried = new Set(callers.flatMap((caller) => caller.roles));
    expect(roles.filter((role) => !tried.has(role))).toEqual(notHere);
  });
});
