import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';

/** What `work` reads; null while the scale unit can't be asked, so that a page is shown all the same. */
export async function ifReachable<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodedError && errorRegister[error.code].kind === 'outage') return null;
    throw error;
  }
}
