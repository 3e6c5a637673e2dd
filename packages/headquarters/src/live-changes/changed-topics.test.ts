import { expect, test } from 'vitest';
import { changedTopics, tickMs } from './changed-topics.ts';
import type { Fingerprints } from './read-fingerprints.ts';

const fingerprints = { settings: '1', jobs: '1', customers: '1', audit: '1' } as Fingerprints;
const at = new Date('2030-06-15T12:00:00.000Z');
const later = (ms: number): Date => new Date(at.getTime() + ms);

test('nothing is told while nothing changes', () => {
  expect(changedTopics({ fingerprints, at }, { fingerprints, at: later(tickMs - 1) })).toEqual([]);
});

test('a change is told with the overview that shows it', () => {
  const after = { fingerprints: { ...fingerprints, jobs: '2' }, at };
  expect(changedTopics({ fingerprints, at }, after)).toEqual(['jobs', 'overview']);
});

test('the audit trail is no part of the overview', () => {
  const after = { fingerprints: { ...fingerprints, audit: '2' }, at };
  expect(changedTopics({ fingerprints, at }, after)).toEqual(['audit']);
});

test('a job gets late and a channel silent by time alone: they are looked at again now and then', () => {
  const after = { fingerprints, at: later(tickMs) };
  expect(changedTopics({ fingerprints, at }, after)).toEqual(['jobs', 'channels', 'overview']);
});
