import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { closeShopperSession } from '../../commerce-api/shopper-calls.ts';
import type { PageCall } from '../page-route.ts';

/** Ends the session that a request brings at the scale unit; whatever that answers, it is out of this browser. */
export async function endSession({ shop, session, language }: PageCall): Promise<void> {
  if (session === null) return;
  try {
    await closeShopperSession(shop.commerceApi, { session, language });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    /* One that has ended already is what was wanted; any other ends by itself. */
    if (errorRegister[error.code].httpStatus === 401) return;
    shop.seams.log.warn({ code: error.code }, 'a session was not ended at the scale unit, and ends there by itself');
  }
}
