import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { Clock } from '@counterfoil/platform/clock';
import { codeRefusals } from './activate-device.ts';

/** So many wrong codes an address may bring in a minute, far fewer than headquarters takes of a whole scale unit. */
export const wrongCodesPerMinute = 10;
const windowMs = 60_000;

/** Counts the wrong activation codes of each address. */
export interface WrongActivationCodes {
  /** Runs `activate`. Error: `too_many_requests` once the address has brought its share of wrong codes; nobody is asked. */
  bounded<Result>(address: string, activate: () => Promise<Result>): Promise<Result>;
}

/**
 * Counted before headquarters is asked, so that codes brought at once can't slip by each other; right ones and outages
 * are taken off again. What is counted is forgotten every minute.
 */
export function createWrongActivationCodes(clock: Pick<Clock, 'monotonicMs'>): WrongActivationCodes {
  let window = { counts: new Map<string, number>(), endsAtMs: 0 };
  return {
    async bounded(address, activate) {
      if (clock.monotonicMs() >= window.endsAtMs) {
        window = { counts: new Map(), endsAtMs: clock.monotonicMs() + windowMs };
      }
      const { counts } = window;
      const count = counts.get(address) ?? 0;
      if (count >= wrongCodesPerMinute) throw refuse('too_many_requests');
      counts.set(address, count + 1);
      let isWrong = false;
      try {
        return await activate();
      } catch (error) {
        isWrong = error instanceof CodedError && codeRefusals.has(error.code);
        throw error;
      } finally {
        if (!isWrong) counts.set(address, (counts.get(address) ?? 1) - 1);
      }
    },
  };
}
