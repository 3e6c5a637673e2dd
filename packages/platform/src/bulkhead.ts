/** Thrown at once when all places of a bulkhead are taken: the caller takes its other way before a queue forms. */
export class BulkheadFull extends Error {
  constructor(name: string, callCountMax: number) {
    super(`${name}: ${callCountMax} calls are under way already`);
    this.name = 'BulkheadFull';
  }
}

/** What a bulkhead is made of. */
export interface BulkheadOptions {
  /** For messages. */
  readonly name: string;
  /** Most calls at once. */
  readonly callCountMax: number;
  /** Most calls that wait for a place, in order; none by default. */
  readonly queueCountMax?: number;
}

/** Bounds how many calls of one kind are under way, so that a slow peer never takes the whole process with it. */
export interface Bulkhead {
  /** Runs `work`, or rejects with `BulkheadFull` at once. */
  call<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Calls under way. */
  active(): number;
  /** Calls that wait for a place. */
  waiting(): number;
}

/** An empty bulkhead. */
export function createBulkhead({ name, callCountMax, queueCountMax = 0 }: BulkheadOptions): Bulkhead {
  const queue: (() => void)[] = [];
  let activeCount = 0;

  const enter = (): Promise<void> | undefined => {
    if (activeCount < callCountMax) {
      activeCount++;
      return undefined;
    }
    if (queue.length >= queueCountMax) throw new BulkheadFull(name, callCountMax);
    return new Promise((resolve) => queue.push(resolve));
  };
  // A place goes straight to the next in the queue, so no newcomer overtakes it.
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else activeCount--;
  };

  return {
    async call(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    active: () => activeCount,
    waiting: () => queue.length,
  };
}
