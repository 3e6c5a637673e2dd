import { uuidSchema } from '@counterfoil/contracts/customer';
import { deviceProofHeader, deviceProofSchema, workerSessionHeader } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { shopperSessionPrefix } from '@counterfoil/contracts/shopper';
import { bearerToken, callerOfAccessToken } from '@counterfoil/data-exchange/bearer-caller';
import type { Caller } from '@counterfoil/http/call';
import { decodeProtectedHeader } from 'jose';
import type { Channel } from '../channel.ts';
import { callerOfShopperSession } from '../shoppers/shopper-sessions.ts';
import { useProofSequence } from './device-connections.ts';
import { knownDevice, registerOfDevice } from './known-devices.ts';
import { signedPayload } from './signed-payload.ts';
import { workerOfSession } from './worker-sessions.ts';

/** What of a request says who sends it. */
export interface IncomingRequest {
  readonly method: string;
  /** Path with query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Who calls a scale unit: a till by its proof, with whoever has signed in at it, or else a shopper by their session, or
 * else the holder of an access token; null without credentials. Errors: `not_authenticated`, `shopper_session_ended` and
 * those of `callerOfDevice`.
 */
export async function authenticateCaller(channel: Channel, request: IncomingRequest): Promise<Caller | null> {
  const proof = request.headers[deviceProofHeader];
  if (typeof proof === 'string') return callerOfDevice(channel, request, proof);
  const { authorization } = request.headers;
  const token = bearerToken(typeof authorization === 'string' ? authorization : undefined);
  if (token === null) return null;
  return token.startsWith(shopperSessionPrefix)
    ? callerOfShopperSession(channel, token)
    : callerOfAccessToken(channel.database, token);
}

/**
 * The till that has signed this very call: method, path, body and a sequence used for the first time (R15, R16). The
 * hash of the body goes on to the server, which compares it once the body has arrived.
 * Errors: `device_proof_invalid`, `device_unknown`, `device_revoked`, `register_unknown`, `device_connection_ended`,
 * `device_proof_replayed`, `worker_session_ended`.
 */
async function callerOfDevice(channel: Channel, request: IncomingRequest, jws: string): Promise<Caller> {
  const deviceId = claimedDevice(jws);
  const device = await knownDevice(channel, deviceId);
  const proof = await signedPayload(jws, device.signingKey, deviceProofSchema);
  if (proof.method !== request.method || proof.path !== request.url) throw refuse('device_proof_invalid');
  const { registerId, channelId } = registerOfDevice(channel, device);
  await useProofSequence(channel, deviceId, proof);
  const till: Caller = {
    roles: ['device'],
    subject: registerId,
    scope: { deviceId, registerId, channelId },
    bodyHash: proof.bodyHash,
  };
  const session = request.headers[workerSessionHeader];
  return typeof session === 'string' ? withWorker(channel, till, { deviceId, channelId, session }) : till;
}

function claimedDevice(jws: string): string {
  try {
    return uuidSchema.parse(decodeProtectedHeader(jws).kid);
  } catch (cause) {
    throw Object.assign(refuse('device_proof_invalid'), { cause });
  }
}

async function withWorker(
  channel: Channel,
  till: Caller,
  place: { deviceId: string; channelId: string; session: string },
): Promise<Caller> {
  const { workerId, role: workerRole } = await workerOfSession(channel, place);
  return {
    ...till,
    roles: ['device', 'employee'],
    subject: workerId,
    scope: { ...till.scope, workerId, workerRole },
  };
}
