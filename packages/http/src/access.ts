import { refuse } from '@counterfoil/contracts/refusal';
import type { Caller } from './call.ts';
import { anonymousCaller } from './call.ts';
import type { Role, Route } from './route.ts';
import { roles } from './route.ts';

/** Whether `role` may call `route`: denied unless declared. */
export function isAllowed(route: Route, role: Role): boolean {
  return route.access === 'public' || route.access.includes(role);
}

/** The caller that the route accepts. Throws `not_authenticated` without credentials, `not_allowed` without the role. */
export function admit(route: Route, caller: Caller | null): Caller {
  const admitted = caller ?? anonymousCaller;
  if (admitted.roles.some((role) => isAllowed(route, role))) return admitted;
  throw refuse(caller ? 'not_allowed' : 'not_authenticated');
}

/** One cell of the authorization matrix. */
export interface AccessCell {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly role: Role;
  readonly allowed: boolean;
}

/** Every route × role, from the declarations (R15). */
export function authorizationMatrix(routes: readonly Route[]): readonly AccessCell[] {
  return routes.flatMap((route) =>
    roles.map((role) => ({
      route: route.name,
      method: route.method,
      path: route.path,
      role,
      allowed: isAllowed(route, role),
    })),
  );
}
