import type { ServerResponse } from 'node:http';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import type { DevicePublicKey } from '@counterfoil/contracts/devices';
import type { OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { systemIds } from '@counterfoil/platform/identifiers';

/** A request for a receipt by e-mail. */
export interface ReceiptEmail {
  readonly requestId: string;
  readonly receiptEmail: string;
}

/** What a test does with the scale unit of the fixture. */
export interface ScaleUnitFixture {
  readonly url: string;
  configuration: ChannelConfiguration;
  /** Whether creations are decided as soon as they have arrived, as in synchronous mode. */
  decidesAtOnce: boolean;
  customerData: OfflineExchangeResponse['customerData'];
  readonly customers: ReadonlyMap<string, Customer>;
  readonly transactions: ReadonlyMap<string, RetailTransaction>;
  /** Requests for receipts by e-mail, each as often as it came. */
  readonly receiptEmails: readonly ReceiptEmail[];
  /** Paths of the calls that came, without identifiers. */
  readonly calls: readonly string[];
  isRevoked: boolean;
  /**
   * Every call is answered like this, or not at all, until it is null again; `lostAnswer`: what a worker asks for is done,
   * and its answer is lost.
   */
  fault: 'outage' | 'silence' | 'lostAnswer' | null;
  /** Connections that tills have opened. */
  readonly connectionCount: () => number;
  /** Ends the device's connection: the next proof is refused. */
  endConnection(): void;
  /** Headquarters decides all that waits, and the tills are woken. */
  decide(): void;
  /** The activation code is one of this register from now on. */
  makeCodeFor(registerId: string): void;
  /** Stops answering at all; `start` answers again under the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** What the scale unit of the fixture keeps in memory. */
export interface World {
  register: string;
  readonly session: string;
  readonly epochId: string;
  signingKey: DevicePublicKey | null;
  challenge: string;
  connectionId: string;
  connections: number;
  usedSequences: Set<number>;
  acknowledged: Map<string, number>;
  log: string[];
  undecided: CustomerOperation[];
  operations: Map<string, CustomerOperation>;
  decided: Map<string, string>;
  numbers: number;
  streams: Set<ServerResponse>;
}

/** One that has seen no till yet. */
export function newWorld(register: string): World {
  return {
    register,
    session: systemIds.uuid(),
    epochId: systemIds.uuid(),
    signingKey: null,
    challenge: '',
    connectionId: '',
    connections: 0,
    usedSequences: new Set(),
    acknowledged: new Map(),
    log: [],
    undecided: [],
    operations: new Map(),
    decided: new Map(),
    numbers: 0,
    streams: new Set(),
  };
}

/** What answers are made from. */
export interface Answering {
  readonly fixture: ScaleUnitFixture;
  readonly world: World;
  readonly customers: Map<string, Customer>;
  readonly transactions: Map<string, RetailTransaction>;
  readonly receiptEmails: ReceiptEmail[];
  readonly calls: string[];
}

/** Wakes every till that listens. */
export function wake(world: World): void {
  for (const response of world.streams) response.write('data: {"kind":"changes"}\n\n');
}
