import { z } from 'zod';

/** What can change while a page of the workspace is open; each reading of a page belongs to one. */
export const liveTopics = [
  'jobs',
  'sessions',
  'synchronizationStatus',
  'customers',
  'settings',
  'features',
  'channels',
  'devices',
  'notifications',
  'audit',
  'duplicates',
  'alerts',
  'demonstration',
  /** Told whenever something of the overview's other topics is. */
  'overview',
] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** One event of `GET /live-changes`: what has to be read again. */
export const liveChangeSchema = z.strictObject({ topics: z.array(z.enum(liveTopics)).readonly() });
export type LiveChange = z.infer<typeof liveChangeSchema>;
