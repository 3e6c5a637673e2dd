/** Thrown by `submit` when the queue of a group commit is full: an outage for the caller, who maps it to `overloaded`. */
export class QueueFull extends Error {
  constructor(name: string, queueCountMax: number) {
    super(`${name}: more than ${queueCountMax} items are waiting`);
    this.name = 'QueueFull';
  }
}

/** What a group commit is made of. */
export interface GroupCommitOptions<Item, Outcome> {
  /** For messages. */
  readonly name: string;
  /** Makes all items durable in one transaction and answers their outcomes in the order of the items. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** Most items of one transaction. */
  readonly batchCountMax: number;
  /** Most transactions at once; 2 keep one being prepared while the other is flushed to disk. */
  readonly inFlightMax?: number;
  /** Most items that wait; more are refused with `QueueFull`. */
  readonly queueCountMax: number;
  /** Whether `error` is the fault of one item (a row the database refuses) rather than an outage. */
  readonly isItemFault: (error: unknown) => boolean;
  /** The outcome of the one item that no transaction accepts. */
  readonly onItemFault: (item: Item, error: unknown) => Outcome | Promise<Outcome>;
  /** Runs `work` at the end of the current event loop turn; the simulator passes its own. */
  readonly atEndOfTurn?: (work: () => void) => void;
}

/** Commits items of many callers together: one transaction for all that wait. */
export interface GroupCommit<Item, Outcome> {
  /**
   * Resolves when the item is durable. Rejects with `QueueFull`, or with the error of its transaction when that was no
   * item's fault.
   */
  submit(item: Item): Promise<Outcome>;
  /** Resolves when nothing waits and nothing is in flight. */
  drain(): Promise<void>;
  /** How many items wait for a transaction. */
  depth(): number;
}

const inFlightDefault = 2;

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A lone item is committed at the end of the event loop turn in which it came; nothing waits for company. Items that
 * come while all transactions are in flight share the next one (measured: three to four times the acknowledged
 * creations per second of a transaction each).
 */
export function createGroupCommit<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
): GroupCommit<Item, Outcome> {
  const { name, batchCountMax, queueCountMax, inFlightMax = inFlightDefault } = options;
  const atEndOfTurn = options.atEndOfTurn ?? setImmediate;
  const queue: Waiting<Item, Outcome>[] = [];
  let inFlightCount = 0;
  let startIsDue = false;
  let drained: (() => void)[] = [];

  const start = (): void => {
    startIsDue = false;
    while (queue.length > 0 && inFlightCount < inFlightMax) void run(queue.splice(0, batchCountMax));
    if (queue.length > 0 || inFlightCount > 0) return;
    for (const resolve of drained) resolve();
    drained = [];
  };
  const run = async (batch: readonly Waiting<Item, Outcome>[]): Promise<void> => {
    inFlightCount++;
    await settle(options, batch);
    inFlightCount--;
    start();
  };

  return {
    submit: (item) =>
      new Promise((resolve, reject) => {
        if (queue.length >= queueCountMax) return reject(new QueueFull(name, queueCountMax));
        queue.push({ item, resolve, reject });
        if (startIsDue || inFlightCount >= inFlightMax) return;
        startIsDue = true;
        atEndOfTurn(start);
      }),
    drain: () =>
      new Promise((resolve) => {
        if (queue.length === 0 && inFlightCount === 0) return resolve();
        drained.push(resolve);
      }),
    depth: () => queue.length,
  };
}

/** Commits a batch and settles each of its items; never rejects itself. */
async function settle<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
  batch: readonly Waiting<Item, Outcome>[],
): Promise<void> {
  try {
    const outcomes = await options.commit(batch.map((waiting) => waiting.item));
    if (outcomes.length !== batch.length)
      throw new Error(`${options.name}: ${outcomes.length} of ${batch.length} outcomes`);
    batch.forEach((waiting, index) => waiting.resolve(outcomes[index] as Outcome));
  } catch (error) {
    if (!options.isItemFault(error)) for (const waiting of batch) waiting.reject(error);
    else await isolate(options, batch, error);
  }
}

/** Commits the halves of a batch that holds a faulty item, so that only that item fails (R13). */
async function isolate<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
  batch: readonly Waiting<Item, Outcome>[],
  fault: unknown,
): Promise<void> {
  const [first, second] = batch;
  if (first && !second) return settleFault(options, first, fault);
  const half = Math.ceil(batch.length / 2);
  await settle(options, batch.slice(0, half));
  await settle(options, batch.slice(half));
}

async function settleFault<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
  waiting: Waiting<Item, Outcome>,
  fault: unknown,
): Promise<void> {
  try {
    waiting.resolve(await options.onItemFault(waiting.item, fault));
  } catch (error) {
    waiting.reject(error);
  }
}
