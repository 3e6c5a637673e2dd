import { mayDo, type PosOperationId } from '@counterfoil/contracts/pos-operations';
import { refuse } from '@counterfoil/contracts/refusal';
import type { SignedInWorker } from '@counterfoil/contracts/worker-sessions';
import { ownRegister } from '../own-register.ts';
import { online } from '../service/connection.ts';
import { presentTill, presentWorker, type Engine } from '../service/engine.ts';
import type { ManagerOverride } from '../service/till-service.ts';
import { endSession } from './sign-in.ts';
import { verifyLocally } from './verify-locally.ts';

/**
 * Who answers for an operation: the worker who has signed in, or the manager who allows it this once.
 * Errors: `worker_session_ended`, `operation_needs_manager`, `sign_in_failed`, `sign_in_blocked`; `till_offline` at a
 * register that works online only.
 */
export async function authorise(
  engine: Engine,
  operation: PosOperationId,
  override: ManagerOverride | null,
): Promise<string> {
  const worker = presentWorker(engine);
  if (mayDo(worker.role, operation)) return worker.workerId;
  if (!override) throw refuse('operation_needs_manager');
  const till = presentTill(engine);
  /* A register without an offline database holds nobody's verifier. */
  const isOfflineCapable = ownRegister(till)?.supportOffline === true;
  const manager = await (isOfflineCapable ? verifyLocally(engine, till, override) : verifyOnline(engine, override));
  if (!mayDo(manager.role, operation)) throw refuse('operation_needs_manager');
  return manager.workerId;
}

/** Asks the scale unit whose PIN this is; the session that it opens for that ends at once. */
async function verifyOnline(engine: Engine, override: ManagerOverride): Promise<SignedInWorker> {
  const { session, worker } = await online(engine, () => engine.scaleUnit.signIn(override));
  void endSession(engine, session);
  return worker;
}
