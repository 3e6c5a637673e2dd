import type { DevicePublicKey } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { compactVerify } from 'jose';
import type { z } from 'zod';

const algorithm = 'ES256';

/**
 * What a device has signed, as compact JWS. Error: `device_proof_invalid` unless the signature is of `signingKey` and the
 * payload exactly of `schema`, so that what was signed for one purpose serves no other.
 */
export async function signedPayload<Payload>(
  jws: string,
  signingKey: DevicePublicKey,
  schema: z.ZodType<Payload>,
): Promise<Payload> {
  try {
    const { payload } = await compactVerify(jws, signingKey, { algorithms: [algorithm] });
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
  } catch (cause) {
    throw Object.assign(refuse('device_proof_invalid'), { cause });
  }
}
