import type { ChannelConfiguration, ChannelSettings, Register } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import type { PosOperationId } from '@counterfoil/contracts/pos-operations';
import type { Product } from '@counterfoil/contracts/products';
import type { CustomerSearch, ForeignCustomer, SearchMatch } from '@counterfoil/contracts/real-time-service';
import type { SignedInWorker, SignInRequest } from '@counterfoil/contracts/worker-sessions';
import type { ConnectionMode } from '../connection-mode.ts';
import type { OfflineCreation, OfflineResult } from '../create-customer-offline.ts';
import type { OfflineEdit } from '../edit-customer-offline.ts';
import type { ShownOfflineCustomer } from '../show-offline-customer.ts';

/*
 * All that the screens of a till can ask of its engine. The engine lives in one worker of one tab; every tab calls it
 * through messages, so arguments and answers are plain values, and a refusal comes back as the `CodedError` it was.
 * Every call that writes carries identifiers of its caller, so that a tab may repeat it when the owner tab has gone.
 */

/** Where a till is on its way to being used. */
export type TillPhase =
  /** The database is being opened. */
  | 'starting'
  /** There is no device yet. */
  | 'notActivated'
  /** The browser has lost the keys, or the database: `problem` says which; only activation leads on. */
  | 'reactivation'
  /** The device is no longer answered, and everything here was removed. */
  | 'revoked'
  /** First load: `progress` says how far. */
  | 'loading'
  /** Nobody has signed in, or the till has locked itself. */
  | 'signedOut'
  | 'ready'
  /** It can't be used here: `problem` says why and what to do. */
  | 'broken';

/** Work that takes seconds. */
export interface TillProgress {
  readonly step: 'snapshot' | 'customers';
  readonly done: number;
  /** In the unit of `done`; null: unknown. */
  readonly total: number | null;
}

/** A problem as the error register names it. */
export interface TillProblem {
  readonly code: string;
  readonly field: string;
  readonly parameters?: Readonly<Record<string, string | number>> | undefined;
}

/** What the header and the *Connection status* window show. Times are ISO 8601, for display only. */
export interface ConnectionView {
  readonly mode: ConnectionMode;
  readonly since: string;
  readonly lastExchangeAt: string | null;
  /** Operations and transactions that the scale unit hasn't acknowledged. */
  readonly queued: number;
  readonly queuedCustomers: number;
  readonly oldestQueuedAt: string | null;
  /** When the till next tries to come back; null while online or when only a person brings it back. */
  readonly nextTryAt: string | null;
  /** Whether the offline profile lets somebody switch by hand now. */
  readonly manualSwitchAllowed: boolean;
  readonly configurationVersion: number;
  /**
   * Where customers can be created: here, whatever the network does (`local`); only while the scale unit answers
   * (`online`), with the reason: customer data is kept off this till, or it has no offline database (SD-25).
   */
  readonly customerCreation: 'local' | 'online';
  readonly customerCreationReason: 'customerDataFiltered' | 'offlineUnsupported' | null;
  readonly customers: number;
}

/** How the browser keeps the till's database. */
export interface StorageView {
  /** Whether the browser has promised to keep it; null: not asked yet. */
  readonly persisted: boolean | null;
  readonly usageBytes: number | null;
  readonly quotaBytes: number | null;
  /** Less than a tenth of the quota is left. */
  readonly isNearlyFull: boolean;
  readonly isEncrypted: boolean;
  /** This tab owns the database, or works through the tab that does. */
  readonly isOwnerTab: boolean;
  /** Something was lost since the till was activated; shown until a manager has seen it. */
  readonly problem: TillProblem | null;
}

/** A shift as long as it is open, or as it was closed. Amounts are decimal texts in the currency of the store. */
export interface ShiftView {
  readonly shiftId: string;
  /** Printed number: 1, 2, 3 … of this till. */
  readonly shiftNumber: number;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly startingAmount: string;
  readonly closedAt: string | null;
  readonly countedAmount: string | null;
  readonly transactionCount: number;
  /** Of cash-and-carry sales. */
  readonly salesTotal: string;
  /** Of those that were paid in cash; with `startingAmount` what the drawer should hold. */
  readonly cashTotal: string;
}

/** All of the till that every screen may show; sent whole whenever any of it changes. */
export interface TillState {
  /** Grows with every change. */
  readonly version: number;
  readonly phase: TillPhase;
  readonly problem: TillProblem | null;
  readonly progress: TillProgress | null;
  readonly register: Register | null;
  readonly channel: ChannelSettings | null;
  readonly worker: SignedInWorker | null;
  readonly connection: ConnectionView;
  readonly storage: StorageView;
  readonly shift: ShiftView | null;
  readonly transaction: OpenTransaction | null;
}

/** The settings that forms need, as the till acts on them. */
export type TillSettings = Pick<
  ChannelConfiguration,
  | 'version'
  | 'features'
  | 'legalEntities'
  | 'commerceParameters'
  | 'personalTitles'
  | 'affiliations'
  | 'loyaltyPrograms'
  | 'customerAttributes'
  | 'addressFormats'
> & {
  readonly channel: ChannelSettings;
  /** What a new customer begins with: the store's default customer, or the store's own (LK-17). */
  readonly newCustomer: {
    readonly customerType: Customer['customerType'];
    readonly customerGroup: string;
    readonly currency: string;
    readonly languageId: string;
    readonly receiptOption: Customer['receiptOption'];
    readonly affiliations: readonly string[];
    readonly countryRegion: string;
  };
  readonly operations: Readonly<Record<PosOperationId, 'allowed' | 'needsManager'>>;
};

/** A customer in a list of found ones. */
export interface FoundCustomer {
  readonly shown: ShownOfflineCustomer;
  /** Why it was found (WD-06). */
  readonly matches: readonly SearchMatch[];
}

/** What a search found. */
export interface FoundCustomers {
  readonly customers: readonly FoundCustomer[];
  /** Known elsewhere in the company, not in this store: opening one asks first (WD-08). */
  readonly elsewhere: readonly FoundCustomer[];
  readonly otherLegalEntities: readonly ForeignCustomer[];
  readonly isTypoTolerant: boolean;
  /** Who answered; `till` while offline. */
  readonly answeredBy: 'till' | 'scaleUnit' | 'headquarters';
  /** More than shown were found: type more. */
  readonly hasMore: boolean;
}

/** Who a new customer might be already (BX-04); masked, since the shopper at the counter may be somebody else. */
export interface DuplicateHint {
  readonly customerId: string;
  /** For example `A•• Lovelace`. */
  readonly name: string;
  /** The account number or *Pending synchronization*. */
  readonly account: string;
  /** For example `a••@e••.com`, `••• 42 17`, `Houston`; null: nothing known. */
  readonly email: string | null;
  readonly phone: string | null;
  readonly city: string | null;
  readonly because: readonly ('phone' | 'email' | 'nameAndAddress')[];
}

/** What has been typed of a new customer so far. */
export type DuplicateQuestion = Pick<
  OfflineCreation['customer'],
  'firstName' | 'lastName' | 'organizationName' | 'email' | 'phone' | 'addresses' | 'contacts'
>;

/** One step of a customer's way, in plain words of the reader's language, without any identifier (BX-05). */
export interface HistoryStep {
  readonly text: string;
  /** ISO 8601; null: not yet. */
  readonly at: string | null;
  readonly state: 'done' | 'now' | 'later' | 'problem';
}

/** The way of a customer to its account number and into every store. */
export interface CustomerHistory {
  readonly steps: readonly HistoryStep[];
  /** What happens next and who acts, for example "Waiting for the network since 10:42; 3 customers queued". */
  readonly next: string;
}

/** A customer with all that the details screen shows. */
export interface CustomerDetails extends ShownOfflineCustomer {
  readonly history: CustomerHistory;
  /** Null: everything can be edited; otherwise the sentence that says why not (SD-14, LK-08). */
  readonly editRefusal: string | null;
  readonly loyaltyRefusal: string | null;
  readonly transactions: readonly TransactionSummary[];
}

/** What recording a creation or an edit became. */
export interface SavedCustomer extends OfflineResult {
  readonly shown: ShownOfflineCustomer;
}

/** A line of the open transaction. */
export interface OpenLine {
  readonly lineId: string;
  readonly product: Product;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
}

/** The transaction on the screen; it survives a reload. */
export interface OpenTransaction {
  readonly transactionId: string;
  readonly lines: readonly OpenLine[];
  readonly totalAmount: string;
  readonly currency: string;
  /** Null also while nobody has signed in. */
  readonly customer: ShownOfflineCustomer | null;
}

/** How the open transaction ends. */
export type Checkout = {
  /** The open transaction as it was shown: a repetition after it has ended answers its receipt. */
  readonly transactionId?: string;
  /** Of the receipt; null: screen and print only. */
  readonly receiptEmail: string | null;
} & (
  | { readonly type: 'cashAndCarry'; readonly paidWith: 'cash' | 'card'; readonly tenderedAmount: string }
  | {
      readonly type: 'customerOrder';
      readonly deliveryAddressId: string | null;
      /** `YYYY-MM-DD`. */
      readonly requestedDeliveryDate: string | null;
    }
);

/** A finished transaction as lists show it. */
export interface TransactionSummary {
  readonly transactionId: string;
  readonly transactionType: 'cashAndCarry' | 'customerOrder';
  readonly receiptNumber: string;
  readonly recordedAt: string;
  readonly totalAmount: string;
  readonly currency: string;
  readonly customerName: string | null;
  /** `waiting` on this till, `delivered` to the store's server, `completed`, `needsAttention`. */
  readonly state: 'waiting' | 'delivered' | 'completed' | 'needsAttention';
  readonly salesOrderNumber: string | null;
}

/** A receipt, always with the customer's account as known now. */
export interface Receipt extends TransactionSummary {
  readonly storeName: string;
  readonly registerId: string;
  readonly workerName: string;
  readonly lines: readonly OpenLine[];
  readonly paidWith: 'cash' | 'card' | null;
  readonly tenderedAmount: string | null;
  readonly changeAmount: string | null;
  /** The account number, or *Pending synchronization* in the receipt's language; null without a customer. */
  readonly customerAccount: string | null;
  readonly receiptEmail: string | null;
  readonly language: Language;
}

/** Somebody who allows one operation that the signed-in worker may not do. */
export type ManagerOverride = SignInRequest;

/** The engine of a till. Errors are those that each part names, as `CodedError`s; `language` is that of the reader. */
export interface TillService {
  state(): Promise<TillState>;
  settings(): Promise<TillSettings>;

  /**
   * Errors: `activation_code_invalid`, `activation_code_other_register`, `till_offline` when the scale unit doesn't
   * answer.
   */
  activate(activationCode: string): Promise<void>;
  /**
   * Removes a database that can't be read, with all that it had not delivered, and activates the till anew. Errors: those
   * of `activate`; nothing is removed then.
   */
  resetTill(activationCode: string): Promise<void>;
  /** Errors: `sign_in_failed`, `sign_in_blocked`. Works offline by the verifier of job 1060. */
  signIn(request: SignInRequest): Promise<SignedInWorker>;
  /** Locks the till; the open transaction stays. */
  signOut(): Promise<void>;
  /** Somebody touches the till: it doesn't lock itself for now. */
  touch(): Promise<void>;
  /** A manager has read what was lost. */
  acknowledgeStorageProblem(): Promise<void>;

  /** Errors: `operation_needs_manager`; `offline_switch_not_allowed` where the profile doesn't allow it. */
  switchOffline(override: ManagerOverride | null): Promise<void>;
  switchOnline(): Promise<void>;
  /** Exchanges now, without waiting for a timer. */
  exchangeNow(): Promise<void>;

  searchCustomers(search: CustomerSearch, scope: 'store' | 'allStores', language: Language): Promise<FoundCustomers>;
  possibleDuplicates(question: DuplicateQuestion, language: Language): Promise<DuplicateHint[]>;
  createCustomer(request: OfflineCreation, language: Language): Promise<SavedCustomer>;
  editCustomer(customerId: string, request: OfflineEdit, language: Language): Promise<SavedCustomer>;
  customerDetails(customerId: string, language: Language): Promise<CustomerDetails>;
  issueLoyaltyCard(
    customerId: string,
    request: { operationId: string; loyaltyProgramId: string; cardNumber: string | null },
    language: Language,
  ): Promise<ShownOfflineCustomer>;
  /** Brings a customer that only other stores know here, after the worker was asked (WD-08). */
  bringCustomerHere(customerId: string, language: Language): Promise<ShownOfflineCustomer>;

  products(): Promise<Product[]>;
  /**
   * Each answers the open transaction as it is then. Errors: `shift_not_open`, `product_unknown`;
   * `checkout_outcome_unknown` after a checkout that was sent and not answered, until it has been repeated.
   */
  addLine(line: { lineId: string; itemId: string; quantity: string }): Promise<OpenTransaction>;
  changeQuantity(lineId: string, quantity: string): Promise<OpenTransaction>;
  removeLine(lineId: string): Promise<OpenTransaction>;
  /** Null takes the customer off. */
  setCustomer(customerId: string | null, language: Language): Promise<OpenTransaction>;
  /** Errors: those of who may do it, `checkout_outcome_unknown`, `checkout_recorded`. */
  voidTransaction(override: ManagerOverride | null): Promise<void>;
  /** Errors: `transaction_empty`, `transaction_changed`, `checkout_outcome_unknown`, `order_customer_required`, `order_customer_pending` and others of orders. */
  checkout(checkout: Checkout, language: Language): Promise<Receipt>;
  /** Errors of this and of `receipt`: `worker_session_ended`, since both name customers. */
  transactions(): Promise<TransactionSummary[]>;
  receipt(transactionId: string, language: Language): Promise<Receipt>;
  /** Sends the receipt again, or elsewhere, by headquarters' notification job. */
  emailReceipt(
    transactionId: string,
    request: { requestId: string; receiptEmail: string },
    language: Language,
  ): Promise<void>;

  openShift(shift: { shiftId: string; startingAmount: string }): Promise<ShiftView>;
  closeShift(shift: { shiftId: string; countedAmount: string }, override: ManagerOverride | null): Promise<ShiftView>;
}

/** What the engine tells every tab by itself. */
export type TillEvent =
  | { readonly kind: 'state'; readonly state: TillState }
  /** A customer looks different now: its number has come, somebody changed it, or more is known of its way. */
  | { readonly kind: 'customer'; readonly customerId: string; readonly customer: Customer | null }
  /** Transactions or receipts look different now. */
  | { readonly kind: 'transactions' };
