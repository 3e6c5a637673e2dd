import type { IncomingMessage, ServerResponse } from 'node:http';
import { deviceProofSchema, type DeviceProof, type DevicePublicKey } from '@counterfoil/contracts/devices';
import { refuse } from '@counterfoil/contracts/refusal';
import { systemIds } from '@counterfoil/platform/identifiers';
import type { Answering, World } from './scale-unit-fixture-world.ts';

export const activationCode = 'AAAA-BBBB-CCCC-DDDD';
export const knownPin = '2468';

/** What a till brings with its code. */
export interface ActivationBody {
  readonly activationCode: string;
  readonly registerId?: string;
  readonly signingKey: DevicePublicKey;
}

/** `POST /devices` */
export function activate(world: World, { activationCode: given, registerId, signingKey }: ActivationBody): object {
  if (given !== activationCode) throw refuse('activation_code_invalid');
  if ((registerId ?? world.register) !== world.register) {
    throw refuse('activation_code_other_register', 'activationCode', { value: registerId ?? '' });
  }
  world.signingKey = signingKey;
  return { deviceId: systemIds.uuid(), registerId: world.register, recoveryKey: 'a.b.c.d.e', lastReported: null };
}

/** `POST /device-connections` */
export async function connect(world: World, { signedChallenge = '' }: Record<string, string>): Promise<object> {
  const { challenge } = (await verified(world, signedChallenge)) as { challenge: string };
  if (challenge !== world.challenge) throw refuse('device_proof_invalid');
  world.connectionId = systemIds.uuid();
  world.connections++;
  world.usedSequences = new Set();
  return { connectionId: world.connectionId };
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

async function verified(world: World, jws: string): Promise<unknown> {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  if (!world.signingKey) throw refuse('device_unknown');
  const key = await crypto.subtle.importKey('jwk', world.signingKey, ecdsa, false, ['verify']);
  const signed = Buffer.from(`${header}.${payload}`);
  const isSigned = await crypto.subtle.verify(ecdsa, key, Buffer.from(signature, 'base64url'), signed);
  if (!isSigned) throw refuse('device_proof_invalid');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

/** Refuses a call that its device has not signed, or has made before. */
export async function requireProof(world: World, request: IncomingMessage, body: string): Promise<void> {
  const proof: DeviceProof = deviceProofSchema.parse(await verified(world, String(request.headers['device-proof'])));
  if (proof.connectionId !== world.connectionId) throw refuse('device_connection_ended');
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(body))).toString('base64url');
  const isOfCall = proof.method === request.method && proof.path === request.url && proof.bodyHash === hash;
  if (!isOfCall) throw refuse('device_proof_invalid');
  if (world.usedSequences.has(proof.sequence)) throw refuse('device_proof_replayed');
  world.usedSequences.add(proof.sequence);
}

/** `POST /worker-sessions` */
export function signIn({ fixture, world }: Answering, { workerId, pin }: Record<string, string>): object {
  const worker = fixture.configuration.workers.find((candidate) => candidate.workerId === workerId);
  if (!worker || pin !== knownPin) throw refuse('sign_in_failed');
  const { name, role, languageId } = worker;
  return { session: world.session, worker: { workerId: worker.workerId, name, role, languageId } };
}

/** `GET /offline-databases/:registerId/wake-ups` */
export function streamWakeUps(world: World, response: ServerResponse): 'streams' {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': connected\n\n');
  world.streams.add(response);
  response.on('close', () => world.streams.delete(response));
  return 'streams';
}
