import type { LiveTopic } from '@counterfoil/contracts/administration/live-changes';
import type { Fingerprints } from './read-fingerprints.ts';

/** Time alone makes a job late and a channel silent: what depends on it is read again this often, in milliseconds. */
export const tickMs = 30_000;

/** How all topics looked when. */
export interface Glance {
  readonly fingerprints: Fingerprints;
  readonly at: Date;
}

const timed: readonly LiveTopic[] = ['jobs', 'channels'];
/** What the overview shows something of. */
const overviewed: ReadonlySet<LiveTopic> = new Set([
  'settings',
  'jobs',
  'sessions',
  'synchronizationStatus',
  'features',
  'channels',
  'devices',
  'notifications',
  'duplicates',
  'alerts',
]);

/** What has changed between two glances, and what has to be read again since time has passed. */
export function changedTopics(before: Glance, after: Glance): LiveTopic[] {
  const names = Object.keys(after.fingerprints) as (keyof Fingerprints)[];
  const changed: LiveTopic[] = names.filter((topic) => before.fingerprints[topic] !== after.fingerprints[topic]);
  const hasTicked = tickOf(before) !== tickOf(after);
  const topics = new Set([...changed, ...(hasTicked ? timed : [])]);
  if ([...topics].some((topic) => overviewed.has(topic))) topics.add('overview');
  return [...topics];
}

function tickOf({ at }: Glance): number {
  return Math.floor(at.getTime() / tickMs);
}
