import type { SignedOutAnswer } from '@counterfoil/contracts/administration/session';
import { CodedError } from '@counterfoil/contracts/refusal';
import { bindCalls, change } from '../api/call.ts';

/** Ends the session here, then the one at the identity provider. Throws a `CodedError` when it goes on. */
export async function signOut(): Promise<void> {
  const endSessionUrl = await endSession();
  // The pages are left: nobody has to be told that their session has ended.
  bindCalls({ onSignedOut: () => undefined });
  location.assign(endSessionUrl ?? '/workspace/');
}

async function endSession(): Promise<string | null> {
  try {
    return (await change<SignedOutAnswer>('POST', '/session/sign-out')).endSessionUrl;
  } catch (error) {
    // It had ended before: that is what was asked for.
    if (error instanceof CodedError && error.code === 'not_authenticated') return null;
    throw error;
  }
}
