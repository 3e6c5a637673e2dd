import { CodedError } from '@counterfoil/contracts/refusal';
import { webSeams } from '@counterfoil/platform/web-seams';
import { createCustomerOffline } from '@counterfoil/till/create-customer-offline';
import { searchOffline } from '@counterfoil/till/search-offline';
import { openTill, storeConfiguration, type Till } from '@counterfoil/till/till';
import { createBrowserVault } from '../browser-vault.ts';
import type { StorageCalls } from './storage-calls.ts';

const seams = webSeams();
const vault = createBrowserVault(seams);
let engine: Till | null = null;

function openedEngine(): Till {
  if (!engine) throw new Error('openEngine was not called');
  return engine;
}

const calls: StorageCalls = {
  inspect: () => vault.inspect(),
  identity: () => vault.identity(),
  beginActivation: () => vault.beginActivation(),
  adopt: (activated) => vault.adopt(activated),
  sign: (payload) => vault.sign(payload),
  storage: () => vault.storage(),
  mark: (undelivered) => vault.mark({ undelivered }),
  lastMark: () => vault.lastMark(),
  wipe: () => vault.wipe(),
  openAndClose: async () => (await vault.openDatabase()).close(),
  all: async (sql, parameters) => (await vault.openDatabase()).all(sql, parameters),
  transaction: async (statements) =>
    (await vault.openDatabase()).transaction('statements of a test', async (tx) => {
      for (const statement of statements) await tx.run(statement);
    }),
  openEngine: async (registerId, configuration) => {
    engine = await openTill({ registerId, database: await vault.openDatabase(), seams });
    await engine.database.transaction('settings of a test', (tx) => storeConfiguration(tx, configuration));
    engine.configuration = configuration;
  },
  search: async (search) => searchOffline(openedEngine(), search),
  create: async (request) => createCustomerOffline(openedEngine(), request),
  importSnapshot: async (url, snapshot) => {
    const startedAtMs = seams.clock.monotonicMs();
    const { body } = await fetch(url, { cache: 'no-store' });
    if (!body) throw new Error('no snapshot was answered');
    await vault.importSnapshot(snapshot, body, () => undefined);
    return seams.clock.monotonicMs() - startedAtMs;
  },
  codeOf: async (name, ...args) => {
    try {
      await callNamed(name, args);
      return null;
    } catch (error) {
      if (error instanceof CodedError) return error.code;
      throw error;
    }
  },
};

function callNamed(name: keyof StorageCalls, args: readonly unknown[]): Promise<unknown> {
  const call = calls[name] as (...given: readonly unknown[]) => Promise<unknown>;
  return call(...args);
}

interface PageMessage {
  readonly callId: number;
  readonly name: keyof StorageCalls;
  readonly args: readonly unknown[];
}

async function answer({ callId, name, args }: PageMessage): Promise<void> {
  try {
    postMessage({ callId, value: await callNamed(name, args) });
  } catch (error) {
    postMessage({ callId, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<PageMessage>) => void answer(data));
