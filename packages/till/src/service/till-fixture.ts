import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelConfiguration, StaffMember } from '@counterfoil/contracts/channel-configuration';
import { systemClock } from '@counterfoil/platform/clock';
import { silentLog } from '@counterfoil/platform/log';
import { makePinVerifier } from '@counterfoil/platform/pin-verifier';
import { systemSeams, type Seams } from '@counterfoil/platform/seams';
import { exampleTillConfiguration } from '../example-configuration-fixture.ts';
import { activationCode, knownPin } from '../scale-unit/scale-unit-fixture-device.ts';
import type { ScaleUnitFixture } from '../scale-unit/scale-unit-fixture-world.ts';
import { startScaleUnitFixture } from '../scale-unit/scale-unit-fixture.ts';
import { createTillService, type RunningTillService } from './create-till-service.ts';
import { createNodeVault } from './node-vault-fixture.ts';
import type { TillEvent, TillState } from './till-service.ts';

/** A till on files of its own, with a scale unit that speaks the contracts. */
export interface TillOnFiles {
  readonly scaleUnit: ScaleUnitFixture;
  readonly folder: string;
  /** Of the program that runs now. */
  readonly till: RunningTillService;
  /** All that it has told since it began. */
  readonly events: readonly TillEvent[];
  /** Ends the program and begins it again on the same files. */
  restart(): Promise<void>;
  /** Activates the till and signs somebody in. */
  ready(workerId?: string): Promise<void>;
  stop(): Promise<void>;
}

const coffee = {
  itemId: 'COFFEE',
  description: { en: 'Coffee', fr: 'Café' },
  barcode: '4006381333931',
  prices: { USD: '2.50' },
};

/** A store with a cashier, a manager, something to sell, and a till that soon finds the network again. */
export async function exampleStore(changes: Partial<ChannelConfiguration> = {}): Promise<ChannelConfiguration> {
  const pinVerifier = await makePinVerifier(knownPin);
  const staff = (workerId: string, role: StaffMember['role']): StaffMember => {
    return { workerId, name: `Worker ${workerId}`, languageId: 'en-US', role, channelIds: ['HOUSTON'], pinVerifier };
  };
  const [register] = exampleTillConfiguration.registers;
  if (!register) throw new Error('the example has a register');
  return {
    ...exampleTillConfiguration,
    products: [coffee],
    workers: [staff('000160', 'cashier'), staff('000110', 'storeManager')],
    offlineProfiles: [
      {
        offlineProfileId: 'QUICK',
        name: 'Quick',
        timeoutMs: 2_000,
        reconnectIntervalMs: 60_000,
        manualSwitchAllowed: true,
        manualSwitchBeforeSignInAllowed: false,
        advancedOfflineSwitching: true,
        healthCheckIntervalMs: 1_000,
        pauseOfflineSynchronization: false,
      },
    ],
    registers: [{ ...register, offlineProfileId: 'QUICK' }],
    ...changes,
  };
}

/** Starts the scale unit and a till that isn't activated yet. */
export async function startTillOnFiles(options: {
  configuration: ChannelConfiguration;
  seams?: Seams;
}): Promise<TillOnFiles> {
  const scaleUnit = await startScaleUnitFixture(options.configuration);
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-till-'));
  const seams = options.seams ?? systemSeams(silentLog);
  let events: TillEvent[] = [];
  const begin = (): Promise<RunningTillService> =>
    createTillService({
      vault: createNodeVault(folder),
      seams,
      scaleUnitUrl: scaleUnit.url,
      fetch: globalThis.fetch,
      emit: (event) => events.push(event),
    });
  let till = await begin();
  return {
    scaleUnit,
    folder,
    get till() {
      return till;
    },
    get events() {
      return events;
    },
    async restart() {
      await till.close();
      events = [];
      till = await begin();
    },
    async ready(workerId = '000160') {
      await till.activate(activationCode);
      await untilState(till, ({ phase }) => phase === 'signedOut');
      await till.signIn({ workerId, pin: knownPin });
    },
    async stop() {
      await till.close();
      await scaleUnit.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const pollMs = 20;
/** Generous: on a busy machine work takes ten times longer than on a quiet one. */
const waitMaxMs = 60_000;

/** Waits until the state of the till is as wanted; says how it was when that didn't come. */
export async function untilState(till: RunningTillService, wanted: (state: TillState) => boolean): Promise<TillState> {
  const deadlineMs = systemClock.monotonicMs() + waitMaxMs;
  for (;;) {
    const state = await till.state();
    if (wanted(state)) return state;
    if (systemClock.monotonicMs() > deadlineMs) throw new Error(`the till stays as it is: ${JSON.stringify(state)}`);
    await systemClock.sleep(pollMs);
  }
}
