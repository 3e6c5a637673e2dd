import { webSeams } from '@counterfoil/platform/web-seams';
import type { TillEvent, TillService, TillState } from '@counterfoil/till/service/till-service';
import { createTillCalls } from './till-calls.ts';
import { tillChannelName, type TillMessage, type TillMethod } from './till-messages.ts';
import { queueForOwnership } from './till-owner.ts';
import type { TillClient } from './use-till.ts';

/* Each method once, so that a new one of the service is not forgotten here. */
const methods: Readonly<Record<TillMethod, true>> = {
  state: true,
  settings: true,
  activate: true,
  signIn: true,
  signOut: true,
  touch: true,
  resetTill: true,
  acknowledgeStorageProblem: true,
  switchOffline: true,
  switchOnline: true,
  exchangeNow: true,
  searchCustomers: true,
  possibleDuplicates: true,
  createCustomer: true,
  editCustomer: true,
  customerDetails: true,
  issueLoyaltyCard: true,
  bringCustomerHere: true,
  products: true,
  addLine: true,
  changeQuantity: true,
  removeLine: true,
  setCustomer: true,
  voidTransaction: true,
  checkout: true,
  transactions: true,
  receipt: true,
  emailReceipt: true,
  openShift: true,
  closeShift: true,
};

/**
 * Connects this tab with the engine of the till, which runs in a worker of one of the tabs; this tab's, if no other has
 * it. A refusal of a call is the `CodedError` that the engine threw. A call that is under way when the owner tab goes is
 * made again at the next one.
 */
export function connectToTill(): TillClient {
  const { clock, ids } = webSeams();
  const channel = new BroadcastChannel(tillChannelName);
  const send = (message: TillMessage): void => channel.postMessage(message);
  const calls = createTillCalls(ids, send);
  const ownership = queueForOwnership(clock, { scaleUnitUrl: location.origin });
  const seen = createSeenState(() => ownership.isOwner());
  channel.addEventListener('message', ({ data }: MessageEvent<TillMessage>) => {
    calls.receive(data);
    if (data.kind === 'event') seen.tell(data.event);
  });
  send({ kind: 'hello' });
  void askForPersistence();
  return { service: serviceOver(calls.make, seen.asSeenHere), subscribe: seen.subscribe, lastState: seen.lastState };
}

function serviceOver(
  make: (method: TillMethod, args: readonly unknown[]) => Promise<unknown>,
  asSeenHere: (state: TillState) => TillState,
): TillService {
  const call =
    (method: TillMethod) =>
    async (...args: unknown[]) => {
      /* Only a page can ask, and an activation is when a person expects to be asked. */
      if (method === 'activate') await askForPersistence();
      const answer = await make(method, args);
      return method === 'state' ? asSeenHere(answer as TillState) : answer;
    };
  const names = Object.keys(methods) as TillMethod[];
  return Object.fromEntries(names.map((method) => [method, call(method)])) as unknown as TillService;
}

/* A browser that doesn't ask its user answers by itself; what it answered is in `TillState.storage`. */
async function askForPersistence(): Promise<void> {
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
}

interface SeenState {
  tell(event: TillEvent): void;
  subscribe(listener: (event: TillEvent) => void): () => void;
  lastState(): TillState | null;
  readonly asSeenHere: (state: TillState) => TillState;
}

function createSeenState(isOwner: () => boolean): SeenState {
  const listeners = new Set<(event: TillEvent) => void>();
  let last: TillState | null = null;
  const asSeenHere = (state: TillState): TillState => ({
    ...state,
    storage: { ...state.storage, isOwnerTab: isOwner() },
  });
  return {
    asSeenHere,
    tell(event) {
      const told = event.kind === 'state' ? { ...event, state: asSeenHere(event.state) } : event;
      if (told.kind === 'state') last = told.state;
      for (const listener of listeners) listener(told);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lastState: () => last,
  };
}
