/** The kinds of faults that the simulator injects; each is counted when it really happened. */
export const faultKinds = [
  'crash',
  'drop',
  'lostReply',
  'duplicate',
  'delay',
  'reorder',
  'corrupt',
  'clockSkew',
  'heldTransaction',
  'restore',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** How often each kind was injected. */
export type FaultTally = Record<FaultKind, number>;

/** Nothing injected yet. */
export function noFaults(): FaultTally {
  return {
    crash: 0,
    drop: 0,
    lostReply: 0,
    duplicate: 0,
    delay: 0,
    reorder: 0,
    corrupt: 0,
    clockSkew: 0,
    heldTransaction: 0,
    restore: 0,
  };
}

/** Adds the faults of one run to a total. */
export function addFaults(total: FaultTally, added: FaultTally): void {
  for (const kind of faultKinds) total[kind] += added[kind];
}
