import { systemClock } from '@counterfoil/platform/clock';
import { expect, test } from 'vitest';
import { MemoryAdapter, type ProviderMemory } from './memory-adapter.ts';

test('what a grant gave is taken back of one kind at a time', async () => {
  const memory: ProviderMemory = new Map();
  const tokens = new MemoryAdapter('AccessToken', memory, systemClock);
  const signIns = new MemoryAdapter('Interaction', memory, systemClock);
  await tokens.upsert('token', { grantId: 'grant' });
  await signIns.upsert('under way', { grantId: 'grant' });
  await tokens.revokeByGrantId('grant');
  expect(await tokens.find('token')).toBeUndefined();
  expect(await signIns.find('under way')).toEqual({ grantId: 'grant' });
});
