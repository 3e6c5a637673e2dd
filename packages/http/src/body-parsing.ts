import { refuse } from '@counterfoil/contracts/refusal';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noteBody } from './proven-body.ts';

/** Deepest nesting of JSON; no message of ours comes near it. */
export const nestingLevelMax = 32;

/** JSON of more than `nestingLevelMax` levels. */
export class NestingTooDeep extends Error {}

/** Reads JSON, bytes and forms, each where a route takes it, and nothing else: plain text is refused with 415. */
export function registerBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (isTaken(request, 'bytes') || isTaken(request, 'form')) return done(refuse('media_type_unsupported'));
    noteBody(request, bytes as Buffer);
    return parseJson(request, bytes.toString('utf8'), (error, value: unknown) => {
      if (error) done(error);
      else if (isNestedTooDeeply(value)) done(new NestingTooDeep());
      else done(null, value);
    });
  });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (!isTaken(request, 'bytes')) return done(refuse('media_type_unsupported'));
    noteBody(request, bytes as Buffer);
    return done(null, bytes);
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, text, done) => {
    if (!isTaken(request, 'form')) return done(refuse('media_type_unsupported'));
    return done(null, Object.fromEntries(new URLSearchParams(text.toString())));
  });
}

function isTaken(request: FastifyRequest, kind: 'bytes' | 'form'): boolean {
  return request.routeOptions.config.route?.request.body === kind;
}

/** Goes through `value` level by level, so that no depth can exhaust the stack. */
function isNestedTooDeeply(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= nestingLevelMax) return true;
    const inner: unknown[] = [];
    for (const entry of level) {
      if (typeof entry !== 'object' || entry === null) continue;
      for (const child of Object.values(entry)) if (typeof child === 'object' && child !== null) inner.push(child);
    }
    level = inner;
  }
  return false;
}
