import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stagedStatuses, type StagedStatus } from '@counterfoil/contracts/administration/synchronization-status';
import type { Choice } from './record-editors.ts';

/** The states among which the page chooses; what failed needs a person and comes first. */
export type ShownState = StagedStatus | 'all';

const states: readonly ShownState[] = ['failed', 'uploaded', 'refused', 'completed', 'all'];

/** Whether a text names a state of the page. */
export function isShownState(text: string): text is ShownState {
  return text === 'all' || (stagedStatuses as readonly string[]).includes(text);
}

interface StatusFiltersProps {
  readonly state: ShownState;
  readonly channelId: string | null;
  readonly text: string;
  readonly channels: readonly Choice[];
  onState(state: ShownState): void;
  onChannel(channelId: string | null): void;
  onText(text: string): void;
}

/** What the list is narrowed by. */
export function StatusFilters(props: StatusFiltersProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const { state, channelId, text, channels } = props;
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="search"
        label={t('status.search')}
        placeholder={t('status.searchHint')}
        value={text}
        onChange={(event) => props.onText(event.currentTarget.value)}
        w={{ base: '100%', sm: 300 }}
      />
      <Select
        label={t('status.channel')}
        placeholder={t('status.allChannels')}
        data={[...channels]}
        value={channelId}
        onChange={props.onChannel}
        clearable
        clearButtonProps={{ 'aria-label': t('status.allChannels') }}
        searchable
        w={{ base: '100%', sm: 220 }}
      />
      <div className="states">
        <SegmentedControl
          aria-label={t('status.state')}
          value={state}
          onChange={(value) => isShownState(value) && props.onState(value)}
          data={states.map((value) => ({ value, label: t(`status.states.${value}`) }))}
        />
      </div>
    </Group>
  );
}
