import { expect, it } from 'vitest';
import { figureLines } from './figure-lines.ts';

it('draws the ways apart and rounds the times', () => {
  const bucket = {
    beginsAt: '2030-06-15T12:00:00.000Z',
    createdCount: 12,
    inRealTimeCount: 9,
    p50Seconds: 0.123_4,
    p95Seconds: 12.345,
    p99Seconds: null,
  };
  expect(figureLines({ hours: 1, bucketSeconds: 60, buckets: [bucket], isSampled: false }, 'en')).toMatchObject([
    { inRealTime: 9, byUpload: 3, p50: 0.12, p95: 12, p99: null },
  ]);
});
