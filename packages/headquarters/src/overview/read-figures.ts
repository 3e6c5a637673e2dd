import type { FigureBucket, FigureHours, OverviewFigures } from '@counterfoil/contracts/administration/overview';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { sharedReading } from './overview-facts.ts';

/** Length of a bucket for each span, in seconds: about sixty of them. */
export const bucketSecondsOf: Readonly<Record<FigureHours, number>> = { 1: 60, 24: 30 * 60, 168: 3 * 60 * 60 };

/** Parts of a bucket of which a sample is taken each, and how many customers of a part are looked at. */
const sampledPartCount = 4;
const sampledPerPart = 100;

interface BucketRow {
  begins_at: string;
  created_count: number;
  sampled_count: number;
  in_real_time_count: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

/*
 * The customers of a bucket are counted in the index alone. How and how fast they came stands in the rows themselves, of
 * which each quarter of a bucket gives its first hundred: with fewer than that the figures are exact.
 */
const selectBuckets = prepared(
  'select-figures-of-created-customers',
  `WITH buckets AS (
     SELECT begins_at, begins_at + make_interval(secs => $3) AS ends_at
     FROM generate_series($1::timestamptz, $2::timestamptz - make_interval(secs => $3), make_interval(secs => $3))
       AS begins_at
   )
   SELECT buckets.begins_at, created.count AS created_count, sample.count AS sampled_count,
     sample.in_real_time_count, sample.p50, sample.p95, sample.p99
   FROM buckets
   CROSS JOIN LATERAL (
     SELECT count(*)::integer AS count FROM staged_operations
     WHERE kind = 'create' AND status = 'completed'
       AND decided_at >= buckets.begins_at AND decided_at < buckets.ends_at
   ) AS created
   CROSS JOIN LATERAL (
     SELECT count(*)::integer AS count, count(*) FILTER (WHERE in_real_time)::integer AS in_real_time_count,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS p95,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY seconds) AS p99
     FROM generate_series(0, $4::integer - 1) AS part
     CROSS JOIN LATERAL (
       SELECT in_real_time,
         greatest(0, extract(epoch FROM decided_at - (operation ->> 'recordedAt')::timestamptz))::float8 AS seconds
       FROM staged_operations
       WHERE kind = 'create' AND status = 'completed'
         AND decided_at >= buckets.begins_at + make_interval(secs => $3 * part / $4)
         AND decided_at < buckets.begins_at + make_interval(secs => $3 * (part + 1) / $4)
       ORDER BY decided_at LIMIT $5
     ) AS looked_at
   ) AS sample
   ORDER BY buckets.begins_at`,
);

async function readBuckets(tx: Tx, from: Date, to: Date, bucketSeconds: number): Promise<BucketRow[]> {
  return tx.query<BucketRow>(selectBuckets, [from, to, bucketSeconds, sampledPartCount, sampledPerPart]);
}

/** The figures of the last hour, day or week. */
export type FigureReader = (hours: `${FigureHours}`) => Promise<OverviewFigures>;

/**
 * Buckets that have ended are read once by this process: what is decided stays decided. The last two are read each time,
 * since a transaction may commit a little later than it decided.
 */
export function createFigureReader({ database, seams }: Headquarters): FigureReader {
  const readerOf = (hours: FigureHours): (() => Promise<OverviewFigures>) => {
    const kept = new Map<number, BucketRow>();
    return sharedReading(() => readFigures(database, seams.clock.now(), hours, kept));
  };
  const readers = { 1: readerOf(1), 24: readerOf(24), 168: readerOf(168) };
  return (hours) => readers[hours]();
}

const openBucketCount = 2;
const hourSeconds = 3_600;

async function readFigures(
  tx: Tx,
  now: Date,
  hours: FigureHours,
  kept: Map<number, BucketRow>,
): Promise<OverviewFigures> {
  const bucketSeconds = bucketSecondsOf[hours];
  const bucketMs = bucketSeconds * 1_000;
  const endMs = (Math.floor(now.getTime() / bucketMs) + 1) * bucketMs;
  const beginMs = endMs - hours * hourSeconds * 1_000;
  const openMs = endMs - openBucketCount * bucketMs;
  /* Where the clock was put back, buckets that had ended are open again. */
  for (const place of kept.keys()) if (place < beginMs || place >= openMs) kept.delete(place);
  const rows: BucketRow[] = [];
  let unreadMs = beginMs;
  for (let row = kept.get(unreadMs); row; row = kept.get(unreadMs)) {
    rows.push(row);
    unreadMs += bucketMs;
  }
  const read = await readBuckets(tx, new Date(unreadMs), new Date(endMs), bucketSeconds);
  rows.push(...read);
  for (const row of read.slice(0, -openBucketCount)) kept.set(Date.parse(row.begins_at), row);
  return {
    hours,
    bucketSeconds,
    buckets: rows.map(bucketOf),
    isSampled: rows.some((row) => row.sampled_count < row.created_count),
  };
}

/** The ways of a bucket that was only sampled are those of its sample, on the scale of the whole. */
function bucketOf(row: BucketRow): FigureBucket {
  const share = row.sampled_count === 0 ? 0 : row.in_real_time_count / row.sampled_count;
  return {
    beginsAt: row.begins_at,
    createdCount: row.created_count,
    inRealTimeCount: Math.round(share * row.created_count),
    p50Seconds: row.p50,
    p95Seconds: row.p95,
    p99Seconds: row.p99,
  };
}
