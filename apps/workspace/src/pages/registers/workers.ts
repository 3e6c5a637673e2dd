import type { StaffMember } from '@counterfoil/contracts/channel-configuration';

/** Somebody who works at a till, without anything of their PIN. */
export type Worker = Omit<StaffMember, 'pinVerifier'>;

/** A worker who isn't there yet. */
export const newWorker: Worker = { workerId: '', name: '', languageId: 'en-US', role: 'cashier', channelIds: [] };

/** The workers of the settings whose identifier, name or store holds what was typed. */
export function workersOf(settings: readonly Readonly<Record<string, unknown>>[], typed: string): Worker[] {
  const wanted = typed.trim().toLocaleLowerCase();
  // Only settings of their own schema are ever answered.
  return (settings as readonly unknown[] as readonly Worker[]).filter(({ workerId, name, channelIds }) =>
    [workerId, name, ...channelIds].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
}

const pinPattern = /^\d{4,12}$/u;

/** What is wrong with a PIN that was typed twice; null: nothing. */
export function pinProblem(pin: string, repeated: string): 'pinForm' | 'pinDifferent' | null {
  if (!pinPattern.test(pin)) return 'pinForm';
  return pin === repeated ? null : 'pinDifferent';
}
