import type { ChannelDatabase } from '@counterfoil/contracts/administration/channel-databases';

/** A connected scale unit gives a sign of life every few seconds; after this silence it counts as away, in milliseconds. */
const awayAfterMs = 60_000;

/** How the line to a scale unit stands. */
export type ConnectionState = 'connected' | 'away' | 'never' | 'unregistered';

/** Whether a channel database is in contact. */
export function connectionOf(
  { registered, lastContactAt }: Pick<ChannelDatabase, 'registered' | 'lastContactAt'>,
  now: Date,
): ConnectionState {
  if (!registered) return 'unregistered';
  if (lastContactAt === null) return 'never';
  return now.getTime() - Date.parse(lastContactAt) > awayAfterMs ? 'away' : 'connected';
}
