import { deviceChallengeSchema, deviceConnectionSchema, type DeviceProof } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import type { DeviceVault } from '../service/device-vault.ts';
import { sendJson, type SentRequest, type Wire } from './send.ts';

/** Signs each call of one device within a connection that it opens when it needs one. */
export interface DeviceProofs {
  /** The proof of one call, and the connection it belongs to. Errors: `till_not_activated`, those of opening one. */
  proofOf(
    request: Pick<SentRequest, 'method' | 'path' | 'body' | 'timeoutMs'>,
  ): Promise<{ readonly proof: string; readonly connectionId: string }>;
  /** The scale unit no longer takes this connection: unless another has taken its place, the next call opens one. */
  forget(connectionId: string): void;
}

interface OpenConnection {
  readonly connectionId: string;
  sequence: number;
}

/** Proofs by the signing key of `vault`; each has the next number of its connection. */
export function createDeviceProofs(wire: Wire, vault: Pick<DeviceVault, 'identity' | 'sign'>): DeviceProofs {
  let opening: Promise<OpenConnection> | null = null;
  let presentId: string | null = null;

  const connection = (timeoutMs: number): Promise<OpenConnection> => {
    if (opening) return opening;
    const attempt = openConnection(wire, vault, timeoutMs);
    opening = attempt;
    attempt.then(
      ({ connectionId }) => (presentId = connectionId),
      () => {
        if (opening === attempt) opening = null;
      },
    );
    return attempt;
  };

  return {
    async proofOf({ method, path, body, timeoutMs }) {
      const bodyHash = await hashOf(body ?? '');
      const open = await connection(timeoutMs);
      const proof: DeviceProof = {
        connectionId: open.connectionId,
        sequence: ++open.sequence,
        method,
        path: pathOf(wire, path),
        bodyHash,
      };
      return { proof: await vault.sign({ ...proof }), connectionId: open.connectionId };
    },
    forget(connectionId) {
      if (connectionId !== presentId) return;
      opening = null;
      presentId = null;
    },
  };
}

async function openConnection(
  wire: Wire,
  vault: Pick<DeviceVault, 'identity' | 'sign'>,
  timeoutMs: number,
): Promise<OpenConnection> {
  const identity = await vault.identity();
  if (!identity) throw refuse('till_not_activated');
  const { deviceId } = identity;
  const post = { method: 'POST', timeoutMs } as const;
  const asked = { ...post, path: '/device-challenges', body: JSON.stringify({ deviceId }) };
  const { challenge } = await sendJson(wire, asked, deviceChallengeSchema);
  const signedChallenge = await vault.sign({ challenge });
  const opened = { ...post, path: '/device-connections', body: JSON.stringify({ deviceId, signedChallenge }) };
  const { connectionId } = await sendJson(wire, opened, deviceConnectionSchema);
  return { connectionId, sequence: 0 };
}

/** The path as the scale unit sees it. */
function pathOf({ baseUrl }: Wire, path: string): string {
  const { pathname, search } = new URL(`${baseUrl}${path}`);
  return `${pathname}${search}`;
}

async function hashOf(body: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  const text = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
