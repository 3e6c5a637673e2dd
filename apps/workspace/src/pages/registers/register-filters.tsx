import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { tillStates, type TillState } from '@counterfoil/contracts/administration/registers';
import type { RegisterFilter } from '../../api/registers.ts';
import { useChannelChoices } from '../synchronization/use-channel-choices.ts';

interface RegisterFiltersProps {
  readonly filter: RegisterFilter;
  onFilter(filter: RegisterFilter): void;
}

/** What the registers are narrowed by. */
export function RegisterFilters({ filter, onFilter }: RegisterFiltersProps): ReactNode {
  const { t } = useTranslation('registers');
  const channels = useChannelChoices();
  const { channelId, state, text = '' } = filter;
  const change = (next: { readonly [Key in keyof RegisterFilter]: RegisterFilter[Key] | undefined }): void =>
    onFilter(withoutEmpty({ ...filter, ...next }));
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="search"
        label={t('find')}
        placeholder={t('findHint')}
        value={text}
        onChange={(event) => change({ text: event.currentTarget.value || undefined })}
        w={{ base: '100%', sm: 260 }}
      />
      <Select
        label={t('channel')}
        placeholder={t('allChannels')}
        data={[...channels]}
        value={channelId ?? null}
        onChange={(value) => change({ channelId: value ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': t('allChannels') }}
        searchable
        w={{ base: '100%', sm: 220 }}
      />
      <div className="till-states">
        <SegmentedControl
          aria-label={t('state')}
          value={state ?? 'all'}
          onChange={(value) => change({ state: isTillState(value) ? value : undefined })}
          data={[
            { value: 'all', label: t('allStates') },
            ...tillStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
        />
      </div>
    </Group>
  );
}

function isTillState(text: string): text is TillState {
  return (tillStates as readonly string[]).includes(text);
}

function withoutEmpty(filter: {
  readonly [Key in keyof RegisterFilter]: RegisterFilter[Key] | undefined;
}): RegisterFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
