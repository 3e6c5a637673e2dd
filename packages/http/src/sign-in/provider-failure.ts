import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { refuse, type CodedError } from '@counterfoil/contracts/refusal';
import type { Seams } from '@counterfoil/platform/seams';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

/** The development identity provider was found behind the address of a production. */
export class DevelopmentProviderRefused extends Error {
  constructor() {
    super('development_provider_refused');
    this.name = 'DevelopmentProviderRefused';
  }
}

/** Why something with the identity provider failed. */
export interface ProviderFailure {
  /** `identity_provider_unreachable`, `identity_provider_misconfigured`, `sign_in_expired` or `sign_in_refused`. */
  readonly refusal: CodedError;
  /** For the log: codes of the protocol, without anything about the person. */
  readonly reason: string;
  /** Whether trying again may help. */
  readonly isOutage: boolean;
}

/** Runs `work`; whatever fails at the provider is logged and refused by its code. */
export async function refusingFailures<Result>(
  work: () => Promise<Result>,
  { log }: Pick<Seams, 'log'>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { refusal, reason } = providerFailure(error);
    log.warn({ code: refusal.code, reason }, 'a sign-in failed at the identity provider');
    throw refusal;
  }
}

/** What an error of the library stands for. An error that it doesn't know is a bug and thrown again. */
export function providerFailure(error: unknown): ProviderFailure {
  const known = knownFailure(error);
  if (known === null) throw error;
  const [code, reason] = known;
  return { refusal: refuse(code), reason, isOutage: code === 'identity_provider_unreachable' };
}

type Known = readonly [code: ErrorCode, reason: string];

function knownFailure(error: unknown): Known | null {
  if (error instanceof DevelopmentProviderRefused) return ['identity_provider_misconfigured', error.message];
  if (error instanceof AuthorizationResponseError) return answeredFailure(error.error);
  if (error instanceof ResponseBodyError) return redeemedFailure(error);
  if (error instanceof ClientError) return clientFailure(error);
  /* What fetch throws when nobody answers. */
  return error instanceof TypeError && error.cause !== undefined
    ? ['identity_provider_unreachable', causeOf(error)]
    : null;
}

const outages = ['temporarily_unavailable', 'server_error'];
const refusals = [
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];
/* The codes of the protocol; anything else may be made up by whoever calls. */
const codePattern = /^[a-z_]{1,60}$/u;

/** The provider sent the browser back with an error. */
function answeredFailure(error: string): Known {
  const reason = codePattern.test(error) ? error : 'unknown';
  if (outages.includes(error)) return ['identity_provider_unreachable', reason];
  return [refusals.includes(error) ? 'sign_in_refused' : 'identity_provider_misconfigured', reason];
}

/** The provider didn't take the code: it was used, is too old, or the client isn't the one it knows. */
function redeemedFailure({ error, status }: ResponseBodyError): Known {
  if (error === 'invalid_grant') return ['sign_in_expired', error];
  const isOutage = status >= 500 || outages.includes(error);
  return [isOutage ? 'identity_provider_unreachable' : 'identity_provider_misconfigured', error];
}

const timeoutCodes = ['OAUTH_TIMEOUT', 'OAUTH_ABORT'];

function clientFailure(error: ClientError): Known {
  const { code = 'unknown', cause } = error;
  if (timeoutCodes.includes(code)) return ['identity_provider_unreachable', code];
  if (cause instanceof Response && cause.status >= 500)
    return ['identity_provider_unreachable', `HTTP ${cause.status}`];
  return ['identity_provider_misconfigured', code];
}

function causeOf({ cause }: Error): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'network';
}
