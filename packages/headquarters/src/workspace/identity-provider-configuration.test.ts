import { expect, test } from 'vitest';
import { staffProviderSchema } from './identity-provider-configuration.ts';

const identityProvider = staffProviderSchema.parse({ issuer: 'https://login.example/', clientId: 'counterfoil' });

test('the settings of the identity provider of staff expect our own names of roles unless others are given', () => {
  expect(identityProvider).toMatchObject({
    rolesClaim: 'roles',
    channelsClaim: 'channels',
    scope: 'openid profile',
    roleNames: { administrator: 'administrator', storeManager: 'storeManager' },
  });
  const wrong = { ...identityProvider, roleNames: { Boss: 'king' } };
  expect(staffProviderSchema.safeParse(wrong).success).toBe(false);
  expect(staffProviderSchema.safeParse({ ...identityProvider, scope: 'profile' }).success).toBe(false);
});
