import { seal, unseal } from '@counterfoil/platform/seal';
import { cookieAttributes, cookieOf } from '@counterfoil/http/sign-in/cookies';
import { stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Shop } from '../shop.ts';

/** Something that waits in the browser, where nobody can read or change it. */
export interface SealedCookie<Value> {
  /** The `Set-Cookie` that keeps it; null when it is longer than browsers keep, or would not be read again. */
  set(shop: Pick<Shop, 'sealKey'>, value: Value): string | null;
  /** The `Set-Cookie` that forgets it. */
  clear(): string;
  /** What a request brings; null without it, or when it isn't sound. */
  read(shop: Pick<Shop, 'sealKey'>, request: Pick<FastifyRequest, 'headers'>): Value | null;
}

/** Browsers keep 4,096 bytes with name and attributes. */
const valueLengthMax = 3_800;

/** A cookie that keeps a value of a schema for `lifeSeconds`, or until the browser is closed. */
export function sealedCookie<Schema extends z.ZodType>(options: {
  readonly name: `__Host-${string}`;
  readonly schema: Schema;
  readonly lifeSeconds?: number;
}): SealedCookie<z.output<Schema>> {
  const { name, schema, lifeSeconds } = options;
  const attributes = { ...cookieAttributes, name };
  return {
    set({ sealKey }, value) {
      const text = seal(sealKey, name, Buffer.from(JSON.stringify(value))).toString('base64url');
      if (text.length > valueLengthMax || !schema.safeParse(value).success) return null;
      return stringifySetCookie({
        ...attributes,
        value: text,
        ...(lifeSeconds !== undefined && { maxAge: lifeSeconds }),
      });
    },
    clear: () => stringifySetCookie({ ...attributes, value: '', maxAge: 0 }),
    read({ sealKey }, request) {
      const text = cookieOf(request, name);
      const opened = text === null ? null : unseal(sealKey, name, Buffer.from(text, 'base64url'));
      if (opened === null) return null;
      const parsed = schema.safeParse(JSON.parse(opened.toString('utf8')));
      return parsed.success ? parsed.data : null;
    },
  };
}
