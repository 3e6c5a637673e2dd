import { Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadSession, UploadSession } from '@counterfoil/contracts/administration/sessions';
import { readChannelDatabaseNames, type SessionFilter } from '../../api/sessions.ts';
import { useReading } from '../../api/use-reading.ts';

interface SessionFiltersProps {
  readonly filter: SessionFilter;
  readonly jobs: readonly string[];
  readonly states: readonly (DownloadSession['state'] | UploadSession['state'])[];
  onChange(filter: SessionFilter): void;
}

/** Which sessions are shown: by channel database, job and state. */
export function SessionFilters({ filter, jobs, states, onChange }: SessionFiltersProps): ReactNode {
  const { t } = useTranslation('scheduler');
  const databases = useReading({ topic: 'channels', key: ['names'], read: readChannelDatabaseNames });
  return (
    <Group>
      <Select
        aria-label={t('database')}
        placeholder={t('allDatabases')}
        searchable
        clearable
        data={(databases.data?.channelDatabases ?? []).map(({ channelDatabaseId, name }) => ({
          value: channelDatabaseId,
          label: name,
        }))}
        value={filter.channelDatabaseId}
        onChange={(channelDatabaseId) => onChange({ ...filter, channelDatabaseId })}
      />
      <Select
        aria-label={t('job')}
        placeholder={t('allJobs')}
        clearable
        data={[...jobs]}
        value={filter.job}
        onChange={(job) => onChange({ ...filter, job })}
      />
      <Select
        aria-label={t('state')}
        placeholder={t('allStates')}
        clearable
        data={states.map((state) => ({ value: state, label: t(`stateOf.${state}`) }))}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </Group>
  );
}
