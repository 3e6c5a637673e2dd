import { createHash } from 'node:crypto';
import {
  deviceProofHeader,
  workerSessionHeader,
  type ActivateDeviceAnswer,
  type DevicePublicKey,
  type DeviceProof,
} from '@counterfoil/contracts/devices';
import type { WorkerSession } from '@counterfoil/contracts/worker-sessions';
import { CompactSign, exportJWK, generateKeyPair, type CryptoKey } from 'jose';

/** An answer with its body read. */
export interface TillAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A request as it goes over the wire, so that a test can repeat or change it. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
}

/** What a call is made with beside its proof. */
export interface TillCall {
  readonly body?: unknown;
  /** Instead of the connection's next one. */
  readonly sequence?: number;
  /** Instead of the one that has signed in; null: none. */
  readonly session?: string | null;
}

/** A till of the tests with keys of its own. */
export interface TestTill {
  readonly deviceId: string;
  connectionId: string;
  session: string | null;
  activate(activationCode: string): Promise<TillAnswer<ActivateDeviceAnswer>>;
  /** Opens a connection and begins with sequence 1. */
  connect(): Promise<void>;
  signedChallenge(challenge: string): Promise<string>;
  signIn(workerId: string, pin: string): Promise<TillAnswer<WorkerSession>>;
  sign(method: string, path: string, call?: TillCall): Promise<SignedRequest>;
  call<Body = ErrorAnswer>(method: string, path: string, call?: TillCall): Promise<TillAnswer<Body>>;
}

/** The part of an error's body that the tests look at. */
export interface ErrorAnswer {
  readonly error: { readonly code: string };
}

/** Sends a request as it is; what isn't JSON is answered as text. */
export async function send<Body = ErrorAnswer>(
  baseUrl: string,
  { method, path, headers, text }: SignedRequest,
): Promise<TillAnswer<Body>> {
  const answer = await fetch(`${baseUrl}${path}`, { method, headers, ...(text === undefined ? {} : { body: text }) });
  const isEvents = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (isEvents) await answer.body?.cancel();
  const body: unknown = isEvents ? '' : await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
  return {
    status: answer.status,
    headers: answer.headers,
    body: (isJson ? JSON.parse(String(body)) : body) as Body,
  };
}

/** A request without a proof. */
export function unsigned(method: string, path: string, body?: unknown, token?: string): SignedRequest {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(text !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return { method, path, headers, text };
}

/** A till that is not activated yet, of the scale unit at `baseUrl()`. */
export async function newTestTill(baseUrl: () => string): Promise<TestTill> {
  const signing = await generateKeyPair('ES256', { extractable: true });
  const encryption = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
  const keys = {
    signingKey: await publicPart(signing.publicKey),
    encryptionKey: await publicPart(encryption.publicKey),
  };
  const signed = (payload: object, kid: string): Promise<string> =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid })
      .sign(signing.privateKey);
  const post = <Body>(path: string, body: unknown): Promise<TillAnswer<Body>> =>
    send<Body>(baseUrl(), unsigned('POST', path, body));
  let deviceId = '';
  let sequence = 0;
  const till: TestTill = {
    connectionId: '',
    session: null,
    get deviceId() {
      return deviceId;
    },
    async activate(activationCode) {
      const answer = await post<ActivateDeviceAnswer>('/devices', { activationCode, ...keys });
      if (answer.status === 201) deviceId = answer.body.deviceId;
      return answer;
    },
    async connect() {
      const { body } = await post<{ challenge: string }>('/device-challenges', { deviceId });
      const signedChallenge = await till.signedChallenge(body.challenge);
      const opened = await post<{ connectionId: string }>('/device-connections', { deviceId, signedChallenge });
      till.connectionId = opened.body.connectionId;
      sequence = 0;
    },
    signedChallenge: (challenge) => signed({ challenge }, deviceId),
    async signIn(workerId, pin) {
      const answer = await till.call<WorkerSession>('POST', '/worker-sessions', {
        body: { workerId, pin },
        session: null,
      });
      if (answer.status === 201) till.session = answer.body.session;
      return answer;
    },
    async sign(method, path, call = {}) {
      const plain = unsigned(method, path, call.body);
      const used = call.sequence ?? ++sequence;
      const bodyHash = createHash('sha256')
        .update(plain.text ?? '')
        .digest('base64url');
      const proof: DeviceProof = { connectionId: till.connectionId, sequence: used, method, path, bodyHash };
      const session = call.session === undefined ? till.session : call.session;
      const headers = {
        ...plain.headers,
        [deviceProofHeader]: await signed(proof, deviceId),
        ...(session !== null && { [workerSessionHeader]: session }),
      };
      return { ...plain, headers };
    },
    call: async (method, path, call) => send(baseUrl(), await till.sign(method, path, call)),
  };
  return till;
}

async function publicPart(key: CryptoKey): Promise<DevicePublicKey> {
  const { x = '', y = '' } = await exportJWK(key);
  return { kty: 'EC', crv: 'P-256', x, y };
}
