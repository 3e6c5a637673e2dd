import type { Percentiles, SearchPercentiles } from '../percentiles.ts';

/** What was measured of a till in a real browser, with an encrypted database. */
export interface TillFigures {
  readonly customers: number;
  /** From the address to the first customer found, in milliseconds: a browser just started, and a page loaded again. */
  readonly openMs: { readonly cold: number; readonly warm: number };
  /** *Save* without a network until it is on the disk; `limit`: one row inserted and committed. */
  readonly saveOfflineMs: Percentiles & { readonly limit: Percentiles };
  /** By kind of search; `limit`: 50 customers read by primary key. */
  readonly searchMs: Readonly<Record<string, SearchPercentiles>>;
  /** To write the file at the scale unit, its customers made up; to send it and write it through the till's cipher. */
  readonly snapshotMs: { readonly build: number; readonly take: number };
  readonly snapshotBytes: number;
  /** Of all files of the built app that a till keeps, as they are and compressed (gzip). */
  readonly bundleBytes: { readonly files: number; readonly compressed: number };
}
