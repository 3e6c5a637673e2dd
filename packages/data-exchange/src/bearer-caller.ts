import { refuse } from '@counterfoil/contracts/refusal';
import { verifyAccessToken } from '@counterfoil/database/access-tokens';
import type { Tx } from '@counterfoil/database/database';
import type { Caller } from '@counterfoil/http/call';
import { roles, type Role } from '@counterfoil/http/route';

/** The token of an `Authorization` header; null without one. Error: `not_authenticated` for anything but a bearer token. */
export function bearerToken(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  const token = /^Bearer (.+)$/u.exec(authorization)?.[1];
  if (!token) throw refuse('not_authenticated');
  return token;
}

/** The caller that an access token in `database` stands for. Error: `not_authenticated`. */
export async function callerOfAccessToken(database: Tx, token: string): Promise<Caller> {
  const known = await verifyAccessToken(database, token);
  if (!known) throw refuse('not_authenticated');
  return { roles: [roleOf(known.role)], subject: known.name, scope: {} };
}

function roleOf(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (!role) throw refuse('not_authenticated');
  return role;
}
