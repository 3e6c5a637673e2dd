import { refuse } from '@counterfoil/contracts/refusal';
import type { SignedInWorker, SignInRequest } from '@counterfoil/contracts/worker-sessions';
import { verifyPin } from '@counterfoil/platform/pin-verifier';
import type { Engine } from '../service/engine.ts';
import type { Till } from '../till.ts';
import { ownRegister } from '../own-register.ts';
import { countFailure, forgetFailures, requireNotBlocked } from './sign-in-failures.ts';

/* One PIN at a time at each till: wrong ones that are tried at once are all counted before the next is looked at. */
const lastOf = new WeakMap<Engine, Promise<unknown>>();

/**
 * The worker whose PIN this is, by the verifiers of job 1060 of this store: the same answer with and without a network.
 * Errors: `sign_in_failed`, `sign_in_blocked`.
 */
export function verifyLocally(engine: Engine, till: Till, request: SignInRequest): Promise<SignedInWorker> {
  const verified = (lastOf.get(engine) ?? Promise.resolve()).then(() => verifyNext(engine, till, request));
  lastOf.set(
    engine,
    verified.catch(() => undefined),
  );
  return verified;
}

async function verifyNext(engine: Engine, till: Till, { workerId, pin }: SignInRequest): Promise<SignedInWorker> {
  await requireNotBlocked(engine, till, workerId);
  const channelId = ownRegister(till)?.channelId;
  const member = till.configuration.workers.find((candidate) => candidate.workerId === workerId);
  const isHere = channelId !== undefined && member?.channelIds.includes(channelId);
  if (!member?.pinVerifier || !isHere) throw refuse('sign_in_failed');
  if (!(await verifyPin(pin, member.pinVerifier))) {
    await countFailure(engine, till, workerId);
    throw refuse('sign_in_failed');
  }
  await forgetFailures(engine, till, workerId);
  const { name, role, languageId } = member;
  return { workerId, name, role, languageId };
}
