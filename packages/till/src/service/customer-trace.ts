import { CodedError } from '@counterfoil/contracts/refusal';
import type { z } from 'zod';
import { isOffline } from '../connection-mode.ts';
import type { CreationTrace } from '../history/customer-history.ts';
import { offlineCustomer } from '../offline-customers.ts';
import { customerTraceSchema } from '../scale-unit/answers.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import type { Engine, TracedCustomer } from './engine.ts';

/** What was told is asked again after this time, in milliseconds, unless the customer has changed before. */
const traceAgeMaxMs = 30_000;
/** Customers whose ways are remembered at once. */
const tracedCountMax = 200;

/**
 * What the scale unit has told of a customer's creation, at once; and asks it, while the till is online, without anybody
 * waiting: a `customer` event says when there is something new. It is an extra: without an answer nothing happens.
 */
export function knownTrace(engine: Engine, customerId: string): CreationTrace | null {
  const known = engine.traces.get(customerId);
  const session = engine.worker.session;
  const nowMs = engine.seams.clock.monotonicMs();
  const isFresh = known !== undefined && nowMs - known.askedAtMs < traceAgeMaxMs;
  if (!isFresh && session !== null && !isOffline(engine.network.connection)) {
    remember(engine, customerId, { askedAtMs: nowMs, trace: known?.trace ?? null });
    void ask(engine, customerId, session);
  }
  return known?.trace ?? null;
}

/** The customer has changed: its way may have gone on. */
export function forgetTrace(engine: Pick<Engine, 'traces'>, customerId: string): void {
  const known = engine.traces.get(customerId);
  if (known) engine.traces.set(customerId, { ...known, askedAtMs: Number.NEGATIVE_INFINITY });
}

async function ask(engine: Engine, customerId: string, session: string): Promise<void> {
  const { scaleUnit, seams, closing } = engine;
  const path = `/customers/${customerId}/trace`;
  try {
    const answer = customerTraceSchema;
    const { steps } = await scaleUnit.call({ method: 'GET', path, answer, session, abort: closing.signal });
    await told(engine, customerId, creationOf(steps));
  } catch (error) {
    const isExpected = error instanceof CodedError || error instanceof ScaleUnitOutage;
    if (!isExpected) seams.log.error({ error: String(error) }, 'a trace could not be read');
    else seams.log.debug({ error: String(error) }, 'no trace');
  }
}

async function told(engine: Engine, customerId: string, trace: CreationTrace | null): Promise<void> {
  const { till, traces, answeredCustomers } = engine;
  const known = traces.get(customerId);
  if (!till || !known || JSON.stringify(known.trace) === JSON.stringify(trace)) return;
  remember(engine, customerId, { ...known, trace });
  const local = await offlineCustomer(till.database, customerId);
  const customer = local?.document ?? answeredCustomers.get(customerId)?.customer ?? null;
  engine.emit({ kind: 'customer', customerId, customer });
}

function remember({ traces }: Engine, customerId: string, traced: TracedCustomer): void {
  traces.delete(customerId);
  traces.set(customerId, traced);
  const [oldest] = traces.keys();
  if (traces.size > tracedCountMax && oldest !== undefined) traces.delete(oldest);
}

type Steps = z.infer<typeof customerTraceSchema>['steps'];

/** The first entry of the outbox and what became of it; null: the scale unit has recorded nothing of this customer. */
function creationOf(steps: Steps): CreationTrace | null {
  const [first, ...rest] = steps.filter(({ step }) => step !== 'accountNumberArrived');
  if (first?.step !== 'recorded' || steps[0] !== first) return null;
  const next = rest.findIndex(({ step }) => step === 'recorded');
  const fate = next === -1 ? rest : rest.slice(0, next);
  const atOf = (name: string, among: Steps): string | null => among.find(({ step }) => step === name)?.at ?? null;
  return {
    recordedAt: first.at,
    isSent: fate.some(({ step }) => step === 'sent'),
    processedAt: atOf('processed', fate),
    numberAt: atOf('accountNumberArrived', steps),
  };
}
