import type { HeadquartersConnection } from '@counterfoil/channel/exchange/headquarters-connection';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import type { Random } from '@counterfoil/platform/random';
import { between, happens, weighted } from './chance.ts';
import type { FaultTally } from './faults.ts';
import { SimulatedCrash } from './simulated-node.ts';

/** What may happen to one message. */
export type MessageFate = 'deliver' | 'drop' | 'lostReply' | 'duplicate' | 'delay';

/** A message under way that its sender has given up. */
export interface LateMessage {
  readonly from: string;
  readonly name: string;
  /** Messages of the same sender that were delivered before it left. */
  readonly sentAfter: number;
  deliver(): Promise<void>;
}

/** The network between headquarters and its channel databases in one run. */
export interface Network {
  readonly random: Random;
  readonly faults: FaultTally;
  readonly late: LateMessage[];
  /** Messages delivered by sender, for telling a reordering from a mere delay. */
  readonly delivered: Map<string, number>;
  /** Every package that arrived, for the replays of R5. */
  readonly uploads: { from: string; bytes: Buffer }[];
  readonly downloads: { to: string; bytes: Buffer }[];
  /** Download sessions whose stored package is damaged for good. */
  readonly rotten: Set<string>;
  /** Faults happen only while this is true. */
  unreliable: boolean;
  /** The fate of the next message, whatever chance says; used up by it. */
  forced: MessageFate | null;
  /** An error that a server would answer with 500. */
  onInternalError(call: string, error: unknown): void;
}

const faultShare = 0.16;
const corruptShare = 0.05;
const rottenShare = 0.03;

/** Headquarters as `from` reaches it over `network`: calls may be lost, doubled, late or damaged. */
export function connectUnreliably(
  direct: HeadquartersConnection,
  from: string,
  network: Network,
): HeadquartersConnection {
  const send = <T>(name: string, call: () => Promise<T>): Promise<T> => sendOver(network, from, name, call);
  return {
    agree: (request) => {
      const sent = copyOf(request);
      return send('agree', async () => copyOf(await direct.agree(sent)));
    },
    configuration: () => send('configuration', async () => copyOf(await direct.configuration())),
    upload: (bytes) => {
      const arriving = damaged(network, bytes, corruptShare);
      return send('upload', async () => {
        const receipt = await direct.upload(arriving);
        network.uploads.push({ from, bytes: arriving });
        return copyOf(receipt);
      });
    },
    nextDownload: () =>
      send('nextDownload', async () => {
        const download = await direct.nextDownload();
        return download && arrivingDownload(network, from, download);
      }),
    reportDownload: (id, report) => send('reportDownload', () => direct.reportDownload(id, report)),
    applyInRealTime: (operation, epochId) => {
      const sent = copyOf(operation);
      return send('applyInRealTime', async () => copyOf(await direct.applyInRealTime(sent, epochId)));
    },
    searchInRealTime: (search) => send('searchInRealTime', () => direct.searchInRealTime(search)),
    readInRealTime: (reading) => send('readInRealTime', async () => copyOf(await direct.readInRealTime(reading))),
    uploadTransactions: (batch) => {
      const sent = copyOf(batch);
      return send('uploadTransactions', async () => copyOf(await direct.uploadTransactions(sent)));
    },
    createOrderInRealTime: (transaction, epochId, waitMs) => {
      const sent = copyOf(transaction);
      return send('createOrderInRealTime', async () =>
        copyOf(await direct.createOrderInRealTime(sent, epochId, waitMs)),
      );
    },
    activateDevice: (activation) => send('activateDevice', async () => copyOf(await direct.activateDevice(activation))),
  };
}

function copyOf<T>(message: T): T {
  return JSON.parse(JSON.stringify(message)) as T;
}

/** One call of `from` with the fate that chance gives it; an outage is a `CommunicationException`. */
export async function sendOver<T>(network: Network, from: string, name: string, call: () => Promise<T>): Promise<T> {
  const { faults } = network;
  const deliver = (): Promise<T> => asAnswered(network, from, name, call);
  switch (fateOf(network)) {
    case 'drop':
      faults.drop++;
      throw new CommunicationException('the request was lost', null);
    case 'lostReply':
      await deliver();
      faults.lostReply++;
      throw new CommunicationException('the reply was lost', null);
    case 'duplicate':
      faults.duplicate++;
      await ignoringRefusals(deliver);
      return deliver();
    case 'delay':
      network.late.push({
        from,
        name,
        sentAfter: network.delivered.get(from) ?? 0,
        deliver: () => ignoringRefusals(deliver),
      });
      throw new CommunicationException('no reply in time', null);
    case 'deliver':
      return deliver();
  }
}

function fateOf(network: Network): MessageFate {
  const { random, forced } = network;
  if (forced) {
    network.forced = null;
    return forced;
  }
  if (!network.unreliable || !happens(random, faultShare)) return 'deliver';
  return weighted(random, [
    [3, 'drop'],
    [4, 'lostReply'],
    [3, 'duplicate'],
    [3, 'delay'],
  ] as const);
}

/** What the caller gets to know: a refusal with its code, or that something went wrong. */
async function asAnswered<T>(network: Network, from: string, name: string, call: () => Promise<T>): Promise<T> {
  network.delivered.set(from, (network.delivered.get(from) ?? 0) + 1);
  try {
    return await call();
  } catch (error) {
    if (error instanceof CodedError && errorRegister[error.code].httpStatus < 500) throw error;
    if (!(error instanceof CodedError || error instanceof SimulatedCrash || error instanceof CommunicationException)) {
      network.onInternalError(name, error);
    }
    throw new CommunicationException(`${name} failed`, { status: 500, code: null }, { cause: error });
  }
}

async function ignoringRefusals(deliver: () => Promise<unknown>): Promise<void> {
  try {
    await deliver();
  } catch (error) {
    // Nobody waits for this answer; what headquarters made of the message is for the checkers to see.
    if (!(error instanceof CodedError || error instanceof CommunicationException)) throw error;
  }
}

function arrivingDownload(
  network: Network,
  to: string,
  download: { downloadSessionId: string; bytes: Buffer },
): { downloadSessionId: string; bytes: Buffer } {
  const { random, rotten, downloads } = network;
  const { downloadSessionId, bytes } = download;
  if (network.unreliable && happens(random, rottenShare)) rotten.add(downloadSessionId);
  if (!rotten.has(downloadSessionId)) {
    downloads.push({ to, bytes });
    return { downloadSessionId, bytes: damaged(network, bytes, corruptShare) };
  }
  network.faults.corrupt++;
  return { downloadSessionId, bytes: cut(random, bytes) };
}

function damaged(network: Network, bytes: Buffer, share: number): Buffer {
  const { random } = network;
  if (!network.unreliable || !happens(random, share)) return bytes;
  network.faults.corrupt++;
  return happens(random, 0.5) ? cut(random, bytes) : flipped(random, bytes);
}

function cut(random: Random, bytes: Buffer): Buffer {
  return bytes.subarray(0, between(random, 0, bytes.length - 1));
}

function flipped(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const place = between(random, 0, bytes.length - 1);
  copy[place] = (copy[place] ?? 0) ^ (1 << between(random, 0, 7));
  return copy;
}
