import type { BatchJobs } from '@counterfoil/batch/batch-jobs';
import type { SealKey } from '@counterfoil/platform/seal';
import { z } from 'zod';
import type { Headquarters } from '../headquarters.ts';
import type { RealTimeService } from '../conversion/real-time-service.ts';
import type { StaffSignIn } from '../workspace/staff-sign-in.ts';

/** What the administration routes work on. */
export interface HeadquartersApi {
  readonly headquarters: Headquarters;
  readonly realTimeService: RealTimeService;
  readonly batchJobs: BatchJobs;
  /** Seals the secrets of event subscriptions; none can be made without. */
  readonly secretsKey?: SealKey | null;
  /** Whether this is the demonstration: its people sign in at the development identity provider. */
  readonly isDemonstration?: boolean;
  /** How people sign in to the workspace; without it programs call by their tokens only. */
  readonly staffSignIn?: StaffSignIn | null;
}

/** Whole customers in bulk, secrets, features, and whatever else only administrators are trusted with. */
export const administratorOnly = { access: ['administrator'] } as const;
/** Whatever is read that belongs to no channel in particular: jobs, sessions, settings. */
export const readers = { access: ['administrator', 'commerceManager', 'dataSteward', 'auditor'] } as const;
/** Settings of headquarters, jobs and sessions are changed by those who run the channels. */
export const setupWriters = { access: ['administrator', 'commerceManager'] } as const;
/** Customers are read by everybody at headquarters; a store manager sees those of their channels, which the route must ensure. */
export const customerReaders = {
  access: ['administrator', 'commerceManager', 'dataSteward', 'auditor', 'storeManager'],
} as const;
/** Customers are corrected by those who keep the data; a store manager corrects those of their channels only. */
export const customerWriters = { access: ['administrator', 'dataSteward', 'storeManager'] } as const;

/** Whole customers in bulk, in and out, are for those who keep the data, of all channels at once. */
export const bulkCustomerKeepers = { access: ['administrator', 'dataSteward'] } as const;
/** Tills are read by whoever reads settings; a store manager sees those of their channels, which the route must ensure. */
export const tillReaders = { access: [...customerReaders.access] } as const;
/** Tills are activated and revoked, and PINs set, by those who run the channels; by a store manager in theirs only. */
export const tillWriters = { access: ['administrator', 'commerceManager', 'storeManager'] } as const;
/** What colleagues did. */
export const auditReaders = { access: ['administrator', 'auditor'] } as const;

/** Lines of a list in one answer, at most. */
export const pageCountMax = 200;
const pageCountDefault = 50;

/** Counters of the database as text: they don't fit a JSON number. */
export const counterSchema = z.string().regex(/^\d{1,18}$/u);

/** Query of every list: the place after which it goes on, and how many lines are wanted. */
export const pageShape = {
  cursor: counterSchema.optional(),
  limit: z.coerce.number().int().min(1).max(pageCountMax).default(pageCountDefault),
};

/** Where the next page begins; null when this was the last one. */
export const nextCursorSchema = counterSchema.nullable();

/** The cursor of the page after `lines`: the place of its last line, unless fewer came than were asked for. */
export function nextCursor<Line>(
  lines: readonly Line[],
  countMax: number,
  placeOf: (line: Line) => string,
): string | null {
  const last = lines.at(-1);
  return last === undefined || lines.length < countMax ? null : placeOf(last);
}

/** An identifier chosen by administrators. */
export const identifierSchema = z.string().min(1).max(60);
