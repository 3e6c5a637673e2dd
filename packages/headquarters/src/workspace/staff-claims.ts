import { staffRoles, type StaffRole } from '@counterfoil/contracts/administration/session';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Claims } from '@counterfoil/http/sign-in/identity-provider';
import type { SignedInPerson } from './workspace-sessions.ts';

/** Where among the claims stands what a person may do. */
export interface ClaimNames {
  /** Of the roles: a claim's name, or the path to one inside another, as `realm_access.roles`. */
  readonly rolesClaim: string;
  /** The provider's name of a role → ours. */
  readonly roleNames: Readonly<Record<string, StaffRole>>;
  /** Of the channels of a store manager. */
  readonly channelsClaim: string;
}

/** Whoever has one of these may do all that a store manager may, in every channel: they are bound to none. */
const unboundRoles: readonly StaffRole[] = ['administrator', 'dataSteward'];

/** Who has signed in. Errors `staff_role_missing` without a role, `staff_channel_missing` for a store manager without a channel. */
export function personOf(claims: Claims, names: ClaimNames): SignedInPerson {
  const roles = rolesOf(claims, names);
  if (roles.length === 0) throw refuse('staff_role_missing');
  const isStoreManager = roles.includes('storeManager');
  const channelIds = isStoreManager ? textsOf(claimOf(claims, names.channelsClaim)) : [];
  if (isStoreManager && channelIds.length === 0) throw refuse('staff_channel_missing');
  return { ...subjectOf(claims), roles, channelIds };
}

/** Who it is at the identity provider, and what to call them. */
export function subjectOf(claims: Claims): Pick<SignedInPerson, 'subject' | 'name'> {
  const subject = String(claims['sub']);
  return { subject, name: nameOf(claims) ?? subject };
}

/** Whether the claims say anything of roles at all. */
export function tellsOfRoles(claims: Claims, { rolesClaim }: Pick<ClaimNames, 'rolesClaim'>): boolean {
  return claimOf(claims, rolesClaim) !== undefined;
}

function rolesOf(claims: Claims, { rolesClaim, roleNames }: ClaimNames): readonly StaffRole[] {
  const named = textsOf(claimOf(claims, rolesClaim));
  const given = new Set(named.flatMap((name) => (Object.hasOwn(roleNames, name) ? [roleNames[name]] : [])));
  const roles = staffRoles.filter((role) => given.has(role));
  const isUnbound = roles.some((role) => unboundRoles.includes(role));
  return isUnbound ? roles.filter((role) => role !== 'storeManager') : roles;
}

/** A claim by its name, which may hold dots itself, or by the path to it. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const step of name.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return value;
}

/** The texts of a claim that holds one or a list of them. */
function textsOf(claim: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && value !== ''))];
}

function nameOf(claims: Claims): string | undefined {
  const whole = [claims['given_name'], claims['family_name']].filter((part) => typeof part === 'string').join(' ');
  return textsOf([claims['name'], whole, claims['preferred_username'], claims['email']])[0];
}
