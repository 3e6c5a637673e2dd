import { createHash } from 'node:crypto';
import { refuse } from '@counterfoil/contracts/refusal';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Base64url SHA-256 of the bytes that came, where the caller's credentials name one; null before, or without a body. */
    bodyHash: string | null;
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');
const hashOfNoBytes = hashOf(new Uint8Array());

/** Notes what came, for a caller whose credentials are for one body only; called by the body parsers. */
export function noteBody(request: FastifyRequest, bytes: Uint8Array): void {
  if (request.caller?.bodyHash !== undefined) request.bodyHash = hashOf(bytes);
}

/**
 * Refuses a call with another body than its credentials were made for (`device_proof_invalid`): after the body was read,
 * before anything is done with it.
 */
export function registerProvenBodies(app: FastifyInstance): void {
  app.decorateRequest('bodyHash', null);
  app.addHook('preValidation', (request, _reply, done) => {
    const proven = request.caller?.bodyHash;
    const isOther = proven !== undefined && proven !== (request.bodyHash ?? hashOfNoBytes);
    done(isOther ? refuse('device_proof_invalid') : undefined);
  });
}
