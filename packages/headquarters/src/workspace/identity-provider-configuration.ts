import { staffRoles, type StaffRole } from '@counterfoil/contracts/administration/session';
import {
  identityProviderSchema,
  type SignInConfiguration,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { z } from 'zod';

const ownRoleNames: Readonly<Record<string, StaffRole>> = Object.fromEntries(staffRoles.map((role) => [role, role]));

/** How staff sign in: at which provider, and where among its claims stands what somebody may do. */
export const staffProviderSchema = identityProviderSchema.extend({
  rolesClaim: z.string().min(1).default('roles'),
  /** The provider's name of a role → ours. */
  roleNames: z.record(z.string(), z.enum(staffRoles)).default(ownRoleNames),
  channelsClaim: z.string().min(1).default('channels'),
});

/** The configured way in for staff. */
export interface StaffSignInConfiguration extends SignInConfiguration {
  readonly identityProvider: z.output<typeof staffProviderSchema>;
}
