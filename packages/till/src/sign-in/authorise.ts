import { mayDo, type PosOperationId } from '@counterfoil/contracts/pos-operations';
import { refuse } from '@counterfoil/contracts/refusal';
import { presentTill, presentWorker, type Engine } from '../service/engine.ts';
import type { ManagerOverride } from '../service/till-service.ts';
import { verifyLocally } from './verify-locally.ts';

/**
 * Who answers for an operation: the worker who has signed in, or the manager who allows it this once.
 * Errors: `worker_session_ended`, `operation_needs_manager`, `sign_in_failed`, `sign_in_blocked`.
 */
export async function authorise(
  engine: Engine,
  operation: PosOperationId,
  override: ManagerOverride | null,
): Promise<string> {
  const worker = presentWorker(engine);
  if (mayDo(worker.role, operation)) return worker.workerId;
  if (!override) throw refuse('operation_needs_manager');
  const manager = await verifyLocally(engine, presentTill(engine), override);
  if (!mayDo(manager.role, operation)) throw refuse('operation_needs_manager');
  return manager.workerId;
}
