import type { Language } from '@counterfoil/contracts/error-register';
import type { Seams } from '@counterfoil/platform/seams';
import { createSignal } from '@counterfoil/platform/signal';
import { beginOnline } from '../connection-mode.ts';
import { findDuplicates } from './find-duplicates.ts';
import { checkout } from '../sale/checkout.ts';
import { emailReceipt } from '../sale/email-receipt.ts';
import { addLine, changeQuantity, productsHere, removeLine, setCustomer } from '../sale/open-transaction.ts';
import { closeShift, openShift } from '../sale/shifts.ts';
import { showReceipt, transactionsOf } from '../sale/show-transactions.ts';
import { voidTransaction } from '../sale/void-transaction.ts';
import { createScaleUnit } from '../scale-unit/scale-unit.ts';
import { touch } from '../sign-in/auto-lock.ts';
import { signIn, signOut } from '../sign-in/sign-in.ts';
import { acknowledgeStorageProblem, activate, resetTill } from './activation.ts';
import { switchingProfile } from './connection.ts';
import { customerDetails } from './customer-details.ts';
import type { DeviceVault } from './device-vault.ts';
import { noCounts, presentTill, presentWorker, type Engine } from './engine.ts';
import { exchangeNow } from './exchange-loop.ts';
import { issueLoyaltyCard } from './issue-loyalty-card.ts';
import { openEngine } from './open-engine.ts';
import { createCustomer, editCustomer } from './save-customer.ts';
import { bringCustomerHere, searchCustomers } from './search-customers.ts';
import { switchOffline, switchOnline } from './switch-by-hand.ts';
import { presentState } from './tell-state.ts';
import { tillSettings } from './till-settings.ts';
import type { Till } from '../till.ts';
import type { TillEvent, TillService } from './till-service.ts';

/** What the engine of a till is made of. */
export interface TillServiceOptions {
  readonly vault: DeviceVault;
  readonly seams: Seams;
  /** For example `https://houston.example.com`: where the scale unit of the store answers. */
  readonly scaleUnitUrl: string;
  readonly fetch: typeof fetch;
  /** Called with everything that the engine tells every tab by itself. */
  readonly emit: (event: TillEvent) => void;
}

/** A till's engine that runs until it is closed. */
export type RunningTillService = TillService & { close(): Promise<void> };

/** Starts the engine of a till; it opens what the vault has and is usable at once, whatever the network does. */
export async function createTillService(options: TillServiceOptions): Promise<RunningTillService> {
  const engine = newEngine(options);
  await openEngine(engine);
  return { ...aboutTheTill(engine), ...aboutCustomers(engine), ...aboutSales(engine), close: () => close(engine) };
}

function newEngine({ vault, seams, scaleUnitUrl, fetch, emit }: TillServiceOptions): Engine {
  const timeoutMs = (): number => switchingProfile(engine.till).timeoutMs;
  const engine: Engine = {
    vault,
    seams,
    scaleUnit: createScaleUnit({ vault, seams, scaleUnitUrl, fetch, timeoutMs }),
    emit,
    closing: new AbortController(),
    running: new AbortController(),
    stage: 'starting',
    problem: null,
    progress: null,
    storageProblem: null,
    till: null,
    isFirstLoadDone: false,
    isBeingWiped: false,
    counts: noCounts,
    marked: null,
    worker: { worker: null, pin: null, session: null, touchedAtMs: 0, blockedUntilMs: new Map() },
    network: newNetwork(seams),
    answeredCustomers: new Map(),
    traces: new Map(),
    language: 'en',
    toldState: { version: 0, content: '' },
    isTelling: false,
    viewing: Promise.resolve(),
  };
  return engine;
}

function newNetwork({ clock }: Seams): Engine['network'] {
  return {
    connection: beginOnline(clock.monotonicMs()),
    since: clock.now().toISOString(),
    changed: createSignal(),
    exchangeWanted: createSignal(),
    exchanging: null,
    exchangeNext: null,
    leaving: new AbortController(),
    failureCount: 0,
    exchangedAtMs: 0,
    refused: null,
  };
}

async function close(engine: Engine): Promise<void> {
  engine.closing.abort();
  engine.running.abort();
  await engine.network.exchanging;
  const { till } = engine;
  engine.till = null;
  await till?.database.close();
}

type AboutTheTill =
  | 'state'
  | 'settings'
  | 'activate'
  | 'resetTill'
  | 'signIn'
  | 'signOut'
  | 'touch'
  | 'acknowledgeStorageProblem'
  | 'switchOffline'
  | 'switchOnline'
  | 'exchangeNow';

function aboutTheTill(engine: Engine): Pick<TillService, AboutTheTill> {
  return {
    state: () => presentState(engine),
    settings: async () => tillSettings(engine),
    activate: (activationCode) => activate(engine, activationCode),
    resetTill: (activationCode) => resetTill(engine, activationCode),
    signIn: (request) => signIn(engine, request),
    signOut: async () => signOut(engine),
    touch: async () => touch(engine),
    acknowledgeStorageProblem: () => acknowledgeStorageProblem(engine),
    switchOffline: (override) => switchOffline(engine, override),
    switchOnline: async () => switchOnline(engine),
    exchangeNow: () => exchangeNow(engine),
  };
}

type AboutCustomers =
  | 'searchCustomers'
  | 'possibleDuplicates'
  | 'createCustomer'
  | 'editCustomer'
  | 'customerDetails'
  | 'issueLoyaltyCard'
  | 'bringCustomerHere';

function aboutCustomers(engine: Engine): Pick<TillService, AboutCustomers> {
  const inLanguage = (language: Language): Engine => {
    engine.language = language;
    return engine;
  };
  return {
    searchCustomers: (search, scope, language) => searchCustomers(inLanguage(language), search, scope, language),
    possibleDuplicates: (question, language) => findDuplicates(inLanguage(language), question, language),
    createCustomer: (request, language) => createCustomer(inLanguage(language), request, language),
    editCustomer: (customerId, request, language) => editCustomer(inLanguage(language), customerId, request, language),
    customerDetails: (customerId, language) => customerDetails(inLanguage(language), customerId, language),
    issueLoyaltyCard: (customerId, request, language) =>
      issueLoyaltyCard(inLanguage(language), customerId, request, language),
    bringCustomerHere: (customerId, language) => bringCustomerHere(inLanguage(language), customerId, language),
  };
}

/* A locked till names nobody. */
function tillInUse(engine: Engine): Till {
  const till = presentTill(engine);
  presentWorker(engine);
  return till;
}

type AboutSales = Exclude<keyof TillService, AboutTheTill | AboutCustomers>;

function aboutSales(engine: Engine): Pick<TillService, AboutSales> {
  return {
    products: async () => productsHere(presentTill(engine)),
    addLine: (line) => addLine(engine, line),
    changeQuantity: (lineId, quantity) => changeQuantity(engine, lineId, quantity),
    removeLine: (lineId) => removeLine(engine, lineId),
    setCustomer: (customerId, language) => {
      engine.language = language;
      return setCustomer(engine, customerId, language);
    },
    voidTransaction: (override) => voidTransaction(engine, override),
    checkout: (ending, language) => checkout(engine, ending, language),
    transactions: async () => transactionsOf(engine, tillInUse(engine), { customerId: null }, engine.language),
    receipt: async (transactionId, language) => showReceipt(engine, tillInUse(engine), transactionId, language),
    emailReceipt: (transactionId, request, language) => emailReceipt(engine, transactionId, request, language),
    openShift: (shift) => openShift(engine, shift),
    closeShift: (shift, override) => closeShift(engine, shift, override),
  };
}
