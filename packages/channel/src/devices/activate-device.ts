import type {
  ActivateDeviceAnswer,
  ActivateDeviceRequest,
  ActivatedDevice,
  DevicePublicKey,
} from '@counterfoil/contracts/devices';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { CommunicationException } from '@counterfoil/http/client';
import { BulkheadFull } from '@counterfoil/platform/bulkhead';
import { CircuitOpen } from '@counterfoil/platform/circuit-breaker';
import { importJWK } from 'jose';
import type { Channel } from '../channel.ts';
import { registerOfflineStatus } from '../offline/register-offline-status.ts';
import { recordDevice } from './known-devices.ts';

/**
 * Makes a till a device: headquarters takes the code and releases the recovery key, and the till's signing key is known
 * here from then on. Errors: `request_invalid` for a key that is no point of the curve, `activation_code_invalid`,
 * `activation_code_other_register`, `headquarters_unreachable`.
 */
export async function activateDevice(channel: Channel, request: ActivateDeviceRequest): Promise<ActivateDeviceAnswer> {
  await requireUsableKey('signingKey', request.signingKey);
  await requireUsableKey('encryptionKey', request.encryptionKey);
  const activated = await askHeadquarters(channel, request);
  await recordDevice(channel, { ...activated, signingKey: request.signingKey });
  return { ...activated, lastReported: await lastReported(channel, activated.registerId) };
}

/* Before headquarters is asked, which uses the code up. */
async function requireUsableKey(field: string, key: DevicePublicKey): Promise<void> {
  try {
    await importJWK(key, 'ES256');
  } catch (cause) {
    throw Object.assign(refuse('request_invalid', field, { detail: `${field}: P-256` }), { cause });
  }
}

async function askHeadquarters(channel: Channel, request: ActivateDeviceRequest): Promise<ActivatedDevice> {
  const { bulkhead, circuitBreaker, headquarters } = channel;
  try {
    return await bulkhead.call(() =>
      circuitBreaker.call(
        () => headquarters.activateDevice(request),
        (error) => error instanceof CommunicationException,
      ),
    );
  } catch (error) {
    if (isOutage(error)) throw new CodedError('headquarters_unreachable', undefined, { cause: error });
    throw error;
  }
}

/** What is wrong with the code itself. */
export const codeRefusals: ReadonlySet<ErrorCode> = new Set([
  'activation_code_invalid',
  'activation_code_other_register',
]);

/* What headquarters refuses beside the code is about the scale unit, not about what was typed at the till. */
function isOutage(error: unknown): boolean {
  if (error instanceof CodedError) return !codeRefusals.has(error.code);
  return error instanceof CommunicationException || error instanceof CircuitOpen || error instanceof BulkheadFull;
}

/** What the register hadn't delivered when it last exchanged: the till compares it with what it still has. */
async function lastReported(channel: Channel, registerId: string): Promise<ActivateDeviceAnswer['lastReported']> {
  const status = (await registerOfflineStatus(channel)).find((candidate) => candidate.registerId === registerId);
  if (!status || status.lastExchangeAt === null) return null;
  return { undelivered: status.undelivered, lastExchangeAt: status.lastExchangeAt };
}
