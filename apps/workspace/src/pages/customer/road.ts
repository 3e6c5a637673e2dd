import type {
  ChannelTrace,
  CustomerTrace,
  TracedOperation,
} from '@counterfoil/contracts/administration/customer-trace';

/** How it looks at one stop of the road: passed, the customer is there now, held up, or still to come. */
export type StopState = 'passed' | 'here' | 'heldUp' | 'ahead';

/** One stop between the till and headquarters. */
export interface RoadStop {
  readonly kind: 'till' | 'channel' | 'headquarters';
  /** Empty: headquarters has no other name. */
  readonly name: string;
  readonly state: StopState;
  /** When the change was recorded there, arrived there, or was decided there, ISO 8601. */
  readonly at: string | null;
}

/** One channel database behind headquarters. */
export interface RoadBranch {
  readonly channel: ChannelTrace;
  readonly state: StopState | 'notForIt';
}

/** The road of one change of a customer. */
export interface Road {
  readonly operation: TracedOperation | null;
  readonly stops: readonly RoadStop[];
  /** What is held up first, then what is on its way, then what has arrived. */
  readonly branches: readonly RoadBranch[];
  /** The channels show an earlier change: the one that is drawn isn't decided. */
  readonly areBranchesEarlier: boolean;
}

/** The change that says most about where the customer is: one that failed, one that waits, else the last that was applied. */
export function drawnOperation(operations: readonly TracedOperation[]): TracedOperation | null {
  const last = (status: TracedOperation['status']): TracedOperation | undefined =>
    operations.findLast((operation) => operation.status === status);
  return last('failed') ?? last('uploaded') ?? last('completed') ?? operations.at(-1) ?? null;
}

/** The way of a change from where it was made through headquarters to every channel. */
export function roadOf({ operations, channels }: Pick<CustomerTrace, 'operations' | 'channels'>): Road {
  const operation = drawnOperation(operations);
  const branches = channels.map((channel) => ({ channel, state: branchState(channel) })).toSorted(byUrgency);
  const areBranchesEarlier = operation !== null && operation.status !== 'completed' && branches.length > 0;
  return { operation, stops: operation ? stopsOf(operation) : [], branches, areBranchesEarlier };
}

function stopsOf(operation: TracedOperation): RoadStop[] {
  const { madeAtHeadquarters, place, till, recordedAt, receivedAt, decidedAt, status } = operation;
  const state = headquartersState(status);
  const headquarters: RoadStop = { kind: 'headquarters', name: '', state, at: decidedAt ?? receivedAt };
  if (madeAtHeadquarters) return [headquarters];
  const channel: RoadStop = { kind: 'channel', name: place, state: 'passed', at: recordedAt };
  const first: RoadStop[] = till === null ? [] : [{ kind: 'till', name: till, state: 'passed', at: recordedAt }];
  return [...first, channel, headquarters];
}

function headquartersState(status: TracedOperation['status']): StopState {
  if (status === 'completed') return 'passed';
  return status === 'uploaded' ? 'here' : 'heldUp';
}

function branchState({ state }: ChannelTrace): RoadBranch['state'] {
  switch (state) {
    case 'applied':
      return 'passed';
    case 'suspended':
    case 'notRegistered':
      return 'heldUp';
    case 'waiting':
    case 'notPacked':
    case 'notAgreed':
      return 'ahead';
    case 'notVisible':
      return 'notForIt';
  }
}

const urgency: readonly RoadBranch['state'][] = ['heldUp', 'here', 'ahead', 'passed', 'notForIt'];

function byUrgency(one: RoadBranch, other: RoadBranch): number {
  return (
    urgency.indexOf(one.state) - urgency.indexOf(other.state) || one.channel.name.localeCompare(other.channel.name)
  );
}

/** How many of the channel databases that are to have the change have it. */
export function arrivedCount(branches: readonly RoadBranch[]): { readonly arrived: number; readonly wanted: number } {
  const wanted = branches.filter(({ state }) => state !== 'notForIt');
  return { arrived: wanted.filter(({ state }) => state === 'passed').length, wanted: wanted.length };
}
