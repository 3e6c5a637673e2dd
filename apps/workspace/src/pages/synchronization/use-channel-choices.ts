import { readSettingsOf } from '../../api/settings.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay, useSession } from '../../session/session.ts';
import type { Choice } from './record-editors.ts';

/** The channels that a list can be narrowed to, by their names; of a store manager, their own. */
export function useChannelChoices(): readonly Choice[] {
  const may = useMay();
  const { channelIds } = useSession();
  const { data } = useReading({
    topic: 'settings',
    key: ['channels'],
    read: (signal) => readSettingsOf('channels', signal),
    isWanted: may('listChannelSettings'),
  });
  if (!data) return channelIds.map((channelId) => ({ value: channelId, label: channelId }));
  return data.settings.flatMap(({ channelId, name }) =>
    typeof channelId === 'string' && typeof name === 'string' ? [{ value: channelId, label: name }] : [],
  );
}
