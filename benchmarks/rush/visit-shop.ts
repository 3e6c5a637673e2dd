import { chosenField } from '@counterfoil/app-development-identity-provider/pages';
import type { SeenPage } from '@counterfoil/app-storefront/seen-page-fixture';
import { ShopVisitor } from '@counterfoil/app-storefront/shop-visitor-fixture';
import { signedInPath } from '@counterfoil/app-storefront/sign-in-paths';
import { systemClock } from '@counterfoil/platform/clock';
import type { RushShopper } from './rush-shoppers.ts';
import { timeRequests, type TimedRequest } from './timed-requests.ts';

/** What one shopper was told, and how long it took, in milliseconds. */
export interface ShopperOutcome {
  readonly place: number;
  /** Has come back from the identity provider and seen their account. */
  readonly isSignedUp: boolean;
  /** Was told that the address is kept. */
  readonly hasSavedAddress: boolean;
  /** The first thing that was not answered well. */
  readonly problem: string | null;
  /** Each request to `/signed-in` that made or found the customer. */
  readonly signedInMs: readonly number[];
  readonly addressSaveMs: readonly number[];
  /** A page with nothing of the shopper on it, at the same time. */
  readonly emptyPageMs: readonly number[];
  /** One row made durable in the same database, at the same time. */
  readonly insertMs: readonly number[];
}

/** What shoppers need of their surroundings. */
export interface Rush {
  readonly shopUrl: string;
  /** Makes one row durable, and answers how long that took, in milliseconds. */
  insertRow(): Promise<number>;
}

/** How long people take for a form, in milliseconds: none is faster, and no two in a row take the same time. */
const typingMsMin = 2_500;
const typingMsSpread = 2_000;
const typingStep = 577;
const paths = {
  account: '/account',
  profile: '/account/profile',
  newAddress: '/account/addresses/new',
  emptyPage: '/basket',
} as const;
/* A shop in doubt about a crowd has people press again after a pause. */
const pressCountMax = 3;

interface Browser {
  readonly visitor: ShopVisitor;
  readonly requests: readonly TimedRequest[];
}

interface Told {
  isSignedUp: boolean;
  hasSavedAddress: boolean;
  problem: string | null;
  insertMs: number[];
}

/** The whole way of one shopper, as their browser without script goes it. Never throws: what went wrong is told. */
export async function visitShop(rush: Rush, shopper: RushShopper): Promise<ShopperOutcome> {
  const [browser, other] = [openBrowser(rush, shopper), openBrowser(rush, shopper)];
  const told: Told = { isSignedUp: false, hasSavedAddress: false, problem: null, insertMs: [] };
  try {
    await signUp(shopper, browser, other);
    told.isSignedUp = true;
    told.insertMs.push(await rush.insertRow());
    expectPage(await browser.visitor.open(paths.emptyPage), paths.emptyPage);
    await saveAddress(shopper, browser);
    told.hasSavedAddress = true;
  } catch (error) {
    told.problem = error instanceof Error ? error.message : String(error);
  }
  return { place: shopper.place, ...told, ...timesOf([...browser.requests, ...other.requests]) };
}

function openBrowser({ shopUrl }: Rush, { networkAddress, habit, place }: RushShopper): Browser {
  const typingMs = typingMsMin + ((place * typingStep) % typingMsSpread);
  const { fetch, requests } = timeRequests({ shopUrl, isPressedTwice: habit === 'doubleClick' });
  const shop = { url: shopUrl, fetch, pass: () => systemClock.sleep(typingMs) };
  return { visitor: new ShopVisitor(shop, { address: networkAddress }), requests };
}

async function signUp(shopper: RushShopper, { visitor }: Browser, other: Browser): Promise<void> {
  switch (shopper.habit) {
    case 'twoBrowsers': {
      const seen = await Promise.all([visitor, other.visitor].map((one) => signUpIn(shopper, one)));
      /* The second one finds a customer; what was typed there is offered on the page of the profile. */
      for (const page of seen) expectPage(page, paths.account, paths.profile);
      return;
    }
    case 'twoWindows': {
      const earlier = await toProvider(shopper, visitor);
      expectPage(await signUpIn(shopper, visitor), paths.account);
      /* The browser knows of one sign-in at a time: the earlier window is told so, and the shopper stays signed in. */
      await choose(shopper, visitor, earlier);
      return expectPage(await visitor.open(paths.account), paths.account);
    }
    default:
      expectPage(await signUpIn(shopper, visitor), paths.account);
  }
}

async function signUpIn(shopper: RushShopper, visitor: ShopVisitor): Promise<SeenPage> {
  return choose(shopper, visitor, await toProvider(shopper, visitor));
}

/** Fills in the form for signing up and comes to the identity provider. */
async function toProvider({ firstName, lastName, phone }: RushShopper, visitor: ShopVisitor): Promise<SeenPage> {
  const formPage = await visitor.open('/sign-up');
  const action = '/sign-up';
  let page = await visitor.send(formPage, { action, fields: { firstName, lastName, phone } });
  for (let count = 1; isOf(page, formPage) && page.status !== 422 && count < pressCountMax; count++) {
    page = await visitor.send(page, { action });
  }
  if (isOf(page, formPage)) throw unexpected(page, 'the identity provider');
  return page;
}

/** One press at the identity provider, and back. */
function choose({ subject }: RushShopper, visitor: ShopVisitor, page: SeenPage): Promise<SeenPage> {
  const form = page.forms.find(({ buttons }) => buttons.some(({ value }) => value === subject));
  if (!form) throw unexpected(page, 'people to choose from');
  const button = { name: chosenField, value: subject };
  return visitor.send(page, { action: form.action, button, isAtOnce: true });
}

async function saveAddress({ address }: RushShopper, { visitor }: Browser): Promise<void> {
  const formPage = await visitor.open(paths.newAddress);
  expectPage(formPage, paths.newAddress);
  const page = await visitor.send(formPage, { action: paths.newAddress, fields: address });
  if (page.status !== 200 || !page.path.includes('done=')) throw unexpected(page, 'the address as saved');
}

function expectPage(page: SeenPage, ...expected: readonly string[]): void {
  const isExpected = page.status === 200 && expected.includes(new URL(page.url).pathname);
  if (!isExpected) throw unexpected(page, expected.join(' or '));
}

function isOf({ url }: SeenPage, other: SeenPage): boolean {
  return new URL(url).origin === new URL(other.url).origin;
}

const problemLengthMax = 300;

function unexpected({ url, status, text }: SeenPage, expected: string): Error {
  return new Error(`expected ${expected}, saw ${new URL(url).pathname} ${status}: ${text.slice(0, problemLengthMax)}`);
}

function timesOf(
  requests: readonly TimedRequest[],
): Pick<ShopperOutcome, 'signedInMs' | 'addressSaveMs' | 'emptyPageMs'> {
  const times = (method: string, path: string, status: number): number[] =>
    requests
      .filter((request) => request.method === method && request.path === path && request.status === status)
      .map(({ durationMs }) => durationMs);
  return {
    signedInMs: times('GET', signedInPath, 303),
    addressSaveMs: times('POST', paths.newAddress, 303),
    emptyPageMs: times('GET', paths.emptyPage, 200),
  };
}
