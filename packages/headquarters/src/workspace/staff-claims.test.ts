import { CodedError } from '@counterfoil/contracts/refusal';
import { staffRoles } from '@counterfoil/contracts/administration/session';
import { describe, expect, test } from 'vitest';
import type { Claims } from '@counterfoil/http/sign-in/identity-provider';
import { personOf, type ClaimNames } from './staff-claims.ts';

const ownNames = Object.fromEntries(staffRoles.map((role) => [role, role]));
const names: ClaimNames = { rolesClaim: 'roles', roleNames: ownNames, channelsClaim: 'channels' };

function problemOf(claims: Claims, claimNames = names): string | null {
  try {
    personOf(claims, claimNames);
    return null;
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
}

describe('what an identity provider says of a person becomes what they may do', () => {
  test('roles are read under our own names unless others are configured', () => {
    const claims = { sub: '7', name: 'Ann Bell', roles: ['auditor', 'Retail Admins'] };
    expect(personOf(claims, names)).toEqual({ subject: '7', name: 'Ann Bell', roles: ['auditor'], channelIds: [] });
    const roleNames = { 'Retail Admins': 'administrator' } as const;
    expect(personOf(claims, { ...names, roleNames }).roles).toEqual(['administrator']);
  });

  test('a claim may hold one text, stand inside another, or have dots in its name', () => {
    expect(personOf({ sub: '7', roles: 'dataSteward' }, names).roles).toEqual(['dataSteward']);
    const inside = { sub: '7', realm_access: { roles: ['auditor'] } };
    expect(personOf(inside, { ...names, rolesClaim: 'realm_access.roles' }).roles).toEqual(['auditor']);
    const dotted = { sub: '7', 'https://shop.example/roles': ['auditor'] };
    expect(personOf(dotted, { ...names, rolesClaim: 'https://shop.example/roles' }).roles).toEqual(['auditor']);
  });

  test('a store manager is bound to the channels that are named, and needs one', () => {
    const claims = { sub: '7', roles: ['storeManager'] };
    expect(personOf({ ...claims, channels: ['HOUSTON', 'HOUSTON', 4, ''] }, names).channelIds).toEqual(['HOUSTON']);
    for (const channels of [undefined, [], '', [4], {}])
      expect(problemOf({ ...claims, channels })).toBe('staff_channel_missing');
  });

  test('whoever may correct all customers is bound to no channel', () => {
    const claims = { sub: '7', roles: ['storeManager', 'dataSteward'], channels: ['HOUSTON'] };
    expect(personOf(claims, names)).toMatchObject({ roles: ['dataSteward'], channelIds: [] });
    const reader = { sub: '7', roles: ['storeManager', 'auditor'], channels: ['HOUSTON'] };
    expect(personOf(reader, names)).toMatchObject({ roles: ['auditor', 'storeManager'], channelIds: ['HOUSTON'] });
  });

  test.each([[undefined], [[]], [['cook']], [['__proto__', 'constructor']], [{ administrator: true }], [true]])(
    'without a role of ours nobody gets in: %j',
    (roles) => {
      expect(problemOf({ sub: '7', roles })).toBe('staff_role_missing');
    },
  );

  test('somebody is called by the best name that is known', () => {
    const roles = ['auditor'];
    expect(personOf({ sub: '7', roles, given_name: 'Ann', family_name: 'Bell' }, names).name).toBe('Ann Bell');
    expect(personOf({ sub: '7', roles, preferred_username: 'ann' }, names).name).toBe('ann');
    expect(personOf({ sub: '7', roles }, names).name).toBe('7');
  });
});
