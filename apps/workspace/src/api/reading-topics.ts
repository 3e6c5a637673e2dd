import type { Query } from '@tanstack/react-query';
import type { LiveTopic } from '@counterfoil/contracts/administration/live-changes';

/** Whether a reading is about a topic. */
export function isAbout({ queryKey, meta }: Pick<Query, 'queryKey' | 'meta'>, topic: LiveTopic): boolean {
  const further = meta?.['alsoOn'];
  return queryKey[0] === topic || (Array.isArray(further) && further.includes(topic));
}
