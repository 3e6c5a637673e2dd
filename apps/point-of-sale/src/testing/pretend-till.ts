import { refuse } from '@counterfoil/contracts/refusal';
import { sumOfDecimals } from '@counterfoil/contracts/retail-transaction';
import type {
  OpenTransaction,
  Receipt,
  TillEvent,
  TillService,
  TillState,
  TransactionSummary,
} from '@counterfoil/till/service/till-service';
import { clock, ids } from '../browser-seams.ts';
import type { TillClient } from '../till/use-till.ts';

const names = [
  ['Coffee beans, dark roast 1 kg', 'Café en grains torréfié 1 kg', '18.90'],
  ['Hand cream', 'Crème pour les mains', '4.50'],
  ['Coffee cup, porcelain', 'Tasse à café en porcelaine', '7.25'],
  ['Linen apron', 'Tablier en lin', '34.00'],
  ['Notebook A5', 'Carnet A5', '6.80'],
  ['Ballpoint pen', 'Stylo à bille', '1.95'],
  ['Canvas tote bag', 'Sac en toile', '12.00'],
  ['Olive oil 500 ml', 'Huile d’olive 500 ml', '11.40'],
  ['Candle, cedar', 'Bougie au cèdre', '15.00'],
  ['Bath towel', 'Serviette de bain', '22.50'],
  ['Wool scarf', 'Écharpe en laine', '49.00'],
  ['Tea towel', 'Torchon', '8.00'],
  ['Espresso machine', 'Machine à expresso', '489.00'],
  ['Milk jug', 'Pot à lait', '13.75'],
] as const;
const products = names.map(([en, fr, price], i) => ({
  itemId: `0${1000 + i}`,
  description: { en, fr },
  barcode: `40063813339${i + 10}`,
  prices: { USD: price },
}));
const id = () => ids.uuid();
const shown = (account: string | null): any => ({
  customerId: id(),
  customer: {
    customerId: id(),
    customerAccountNumber: account,
    receiptOption: 'email',
    email: 'ada@example.com',
    receiptEmail: null,
    addresses: [
      {
        addressId: id(),
        isPrimary: true,
        name: null,
        street: 'Main Street',
        streetNumber: '12',
        zipCode: '77001',
        city: 'Houston',
        countryRegion: 'US',
      },
    ],
  },
  state: account ? 'synchronized' : 'onThisTill',
  display: { name: 'Ada Lovelace', account: account ?? 'Pending synchronization', status: 'x', reason: null },
});
const isoAgo = (s: number) => new Date(clock.now().getTime() - s * 1000).toISOString();

export function pretendTill(query: URLSearchParams): TillClient {
  const listeners = new Set<(e: TillEvent) => void>();
  const phase = (query.get('phase') ?? 'ready') as TillState['phase'];
  const role = query.get('role') ?? 'cashier';
  let state: TillState = {
    version: 1,
    phase,
    problem: query.get('problem') ? { code: query.get('problem')!, field: '', parameters: { count: 3 } } : null,
    progress: phase === 'loading' ? { step: 'snapshot', done: 43_000_000, total: 118_000_000 } : null,
    register: {
      registerId: 'HOU-01',
      channelId: 'HOUSTON',
      name: 'Register 1',
      supportOffline: true,
      offlineProfileId: null,
    },
    channel: { name: 'Houston store', currency: 'USD' } as any,
    worker:
      phase === 'ready'
        ? {
            workerId: '000160',
            name: 'Grace Hopper',
            role: role as any,
            languageId: query.get('lang') === 'fr' ? 'fr-FR' : 'en-US',
          }
        : null,
    connection: {
      mode: (query.get('mode') ?? 'online') as any,
      since: isoAgo(900),
      lastExchangeAt: isoAgo(20),
      queued: Number(query.get('queued') ?? 0),
      queuedCustomers: query.get('queued') ? 2 : 0,
      oldestQueuedAt: query.get('queued') ? isoAgo(840) : null,
      nextTryAt: new Date(clock.now().getTime() + 42_000).toISOString(),
      manualSwitchAllowed: true,
      configurationVersion: 17,
      customerCreation: (query.get('creation') ?? 'local') as any,
      customerCreationReason: query.get('creation') ? 'customerDataFiltered' : null,
      customers: 100_342,
    },
    storage: {
      persisted: true,
      usageBytes: 46_000_000,
      quotaBytes: 2_100_000_000,
      isNearlyFull: false,
      isEncrypted: true,
      isOwnerTab: true,
      problem: query.get('lost') ? { code: 'till_storage_lost', field: '', parameters: { count: 3 } } : null,
    },
    shift:
      query.get('shift') === 'none'
        ? null
        : {
            shiftId: id(),
            shiftNumber: 12,
            openedAt: isoAgo(9000),
            openedBy: 'Grace Hopper',
            startingAmount: '150.00',
            closedAt: null,
            countedAmount: null,
            transactionCount: 14,
            salesTotal: '612.40',
            cashTotal: '208.15',
          },
    transaction: null,
  };
  const emit = (e: TillEvent) => listeners.forEach((l) => l(e));
  const set = (patch: Partial<TillState>) => {
    state = { ...state, ...patch, version: state.version + 1 };
    emit({ kind: 'state', state });
  };
  const tx = (lines: OpenTransaction['lines'], customer = state.transaction?.customer ?? null): OpenTransaction => {
    const transaction = {
      transactionId: 'HOU-01-1',
      currency: 'USD',
      lines,
      customer,
      totalAmount: lines.length ? sumOfDecimals(lines.map((l) => l.amount)) : '0.00',
    };
    set({ transaction });
    return transaction;
  };
  const amount = (q: string, p: string) => (Number(q) * Number(p)).toFixed(2);
  const lines = () => state.transaction?.lines ?? [];
  const done: Receipt[] = [];
  const history: TransactionSummary[] = query.get('history')
    ? (['waiting', 'delivered', 'completed', 'needsAttention'] as const).map((s, i) => ({
        transactionId: `t${i}`,
        transactionType: i % 2 ? 'customerOrder' : 'cashAndCarry',
        receiptNumber: `HOU-01-${120 - i}`,
        recordedAt: isoAgo(i * 4000),
        totalAmount: `${(i + 1) * 37}.40`,
        currency: 'USD',
        customerName: i ? 'Ada Lovelace' : null,
        state: s,
        salesOrderNumber: i === 2 ? 'SO-000123' : null,
      }))
    : [];
  const service: Partial<TillService> = {
    state: async () => state,
    activate: async (c) => {
      if (c.startsWith('BAD')) throw refuse('activation_code_invalid');
      set({ phase: 'loading', progress: { step: 'customers', done: 3000, total: null } });
    },
    signIn: async (r) => {
      if (r.pin !== '1234') throw refuse('sign_in_failed');
      set({
        phase: 'ready',
        worker: { workerId: r.workerId, name: 'Grace Hopper', role: 'cashier', languageId: 'en-US' },
      });
      return state.worker!;
    },
    signOut: async () => set({ phase: 'signedOut', worker: null }),
    touch: async () => undefined,
    acknowledgeStorageProblem: async () => set({ storage: { ...state.storage, problem: null } }),
    switchOffline: async (o) => {
      if (o && o.pin !== '1234') throw refuse('sign_in_failed');
      set({ connection: { ...state.connection, mode: 'manualOffline', nextTryAt: null } });
    },
    switchOnline: async () => set({ connection: { ...state.connection, mode: 'online' } }),
    exchangeNow: async () => undefined,
    products: async () => products,
    addLine: async ({ lineId, itemId, quantity }) => {
      const product = products.find((p) => p.itemId === itemId)!;
      return tx([
        ...lines(),
        { lineId, product, quantity, price: product.prices.USD, amount: amount(quantity, product.prices.USD) },
      ]);
    },
    changeQuantity: async (lineId, quantity) =>
      tx(lines().map((l) => (l.lineId === lineId ? { ...l, quantity, amount: amount(quantity, l.price) } : l))),
    removeLine: async (lineId) => tx(lines().filter((l) => l.lineId !== lineId)),
    setCustomer: async (c) => tx(lines(), c === null ? null : shown(null)),
    voidTransaction: async (o) => {
      if (o && o.pin !== '1234') throw refuse('sign_in_failed');
      set({ transaction: null });
    },
    checkout: async (c, language) => {
      const t = state.transaction!;
      const receipt: Receipt = {
        ...history[0]!,
        transactionId: id(),
        transactionType: c.type,
        receiptNumber: 'HOU-01-121',
        recordedAt: isoAgo(0),
        totalAmount: t.totalAmount,
        currency: 'USD',
        customerName: t.customer?.display.name ?? null,
        state: 'waiting',
        salesOrderNumber: null,
        storeName: 'Houston store',
        registerId: 'HOU-01',
        workerName: 'Grace Hopper',
        lines: t.lines,
        paidWith: c.type === 'cashAndCarry' ? c.paidWith : null,
        tenderedAmount: c.type === 'cashAndCarry' ? c.tenderedAmount : null,
        changeAmount: c.type === 'cashAndCarry' ? sumOfDecimals([c.tenderedAmount, `-${t.totalAmount}`]) : null,
        customerAccount: t.customer
          ? language === 'fr'
            ? 'En attente de synchronisation'
            : 'Pending synchronization'
          : null,
        receiptEmail: c.receiptEmail,
        language,
      };
      done.push(receipt);
      set({ transaction: null });
      return receipt;
    },
    transactions: async () => history,
    receipt: async (t) => done.find((r) => r.transactionId === t) ?? Promise.reject(refuse('internal_error')),
    emailReceipt: async () => undefined,
    openShift: async (startingAmount) => {
      set({
        shift: {
          shiftId: id(),
          shiftNumber: 13,
          openedAt: isoAgo(0),
          openedBy: 'Grace Hopper',
          startingAmount,
          closedAt: null,
          countedAmount: null,
          transactionCount: 0,
          salesTotal: '0.00',
          cashTotal: '0.00',
        },
      });
      return state.shift!;
    },
    closeShift: async (countedAmount) => {
      const s = { ...state.shift!, countedAmount, closedAt: isoAgo(0) };
      set({ shift: null });
      return s;
    },
  };
  if (query.get('customer'))
    state = {
      ...state,
      transaction: {
        transactionId: 'x',
        currency: 'USD',
        lines: [],
        totalAmount: '0.00',
        customer: shown(query.get('customer') === 'pending' ? null : 'HOU-000042'),
      },
    };
  return {
    service: service as TillService,
    subscribe: (l) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
    lastState: () => state,
  };
}
