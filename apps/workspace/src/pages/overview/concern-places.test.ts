import { expect, it } from 'vitest';
import { placeOf } from './concern-places.ts';

const open = new Set(['/batch-jobs', '/setup/number-sequences']);

it('leads from a finding to the page that shows more of it', () => {
  expect(placeOf('job/1010', open)).toBe('/batch-jobs');
  expect(placeOf('number-sequence/USRT', open)).toBe('/setup/number-sequences');
});

it('leads nowhere when there is no such page, or it may not be opened', () => {
  expect(placeOf('database', open)).toBeNull();
  expect(placeOf('sessions/paris/suspended', open)).toBeNull();
});
