import { Title } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewChannel } from '@counterfoil/contracts/administration/overview';
import type { Language } from '@counterfoil/contracts/error-register';
import { numberText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useNow } from '@counterfoil/ui/use-now';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { durationText } from './durations.ts';

interface ChannelTableProps {
  readonly channels: readonly OverviewChannel[];
}

const secondMs = 1_000;

/** Every channel database: connection, settings, tills, and what waits. */
export function ChannelTable({ channels }: ChannelTableProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const figures = (count: number): string => numberText(count, language);
  const columns: readonly Column<OverviewChannel>[] = [
    { key: 'name', header: t('channel'), cell: ({ name, channelIds }) => `${name} (${channelIds.join(', ')})` },
    { key: 'connection', header: t('connection'), cell: connectionCell },
    { key: 'configuration', header: t('configuration'), cell: (channel) => configurationText(channel, t) },
    { key: 'epoch', header: t('epoch'), align: 'end', cell: ({ epochNumber }) => epochNumber ?? '–' },
    { key: 'tills', header: t('tills'), cell: ({ tills }) => tillsText(tills, t) },
    { key: 'outbox', header: t('outbox'), align: 'end', cell: ({ outboxCount }) => figures(outboxCount) },
    {
      key: 'downloads',
      header: t('downloads'),
      align: 'end',
      cell: ({ downloadCount, isDownloadAtLeast }) =>
        isDownloadAtLeast ? t('atLeast', { waiting: figures(downloadCount) }) : figures(downloadCount),
    },
  ];
  return (
    <div>
      <Title order={2} size="h4" mb="xs">
        {t('channels')}
      </Title>
      <DataTable
        label={t('channels')}
        columns={columns}
        rows={channels}
        keyOf={({ channelDatabaseId }) => channelDatabaseId}
        empty={{ icon: 'store', title: t('noChannels'), text: t('noChannelsText') }}
      />
    </div>
  );
}

function connectionCell(channel: OverviewChannel): ReactNode {
  return <Connection channel={channel} />;
}

/** Its age goes on by itself, without drawing the table again. */
function Connection({ channel }: { readonly channel: OverviewChannel }): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const now = useNow(secondMs);
  const { isRegistered, isConnected } = channel;
  return (
    <span className="state-text" data-state={isConnected ? 'good' : 'warn'}>
      <Icon name={isConnected ? 'cloud' : 'cloudOff'} sizePx={16} />
      {isConnected ? t('connected') : silenceText(channel, isRegistered, { t, now, language })}
    </span>
  );
}

function silenceText(
  { lastContactAt }: OverviewChannel,
  isRegistered: boolean,
  { t, now, language }: { readonly t: TFunction<'overview'>; readonly now: Date; readonly language: Language },
): string {
  const since =
    lastContactAt === null ? t('neverContact') : t('lastContact', { ago: durationText(lastContactAt, now, language) });
  return `${isRegistered ? t('notConnected') : t('notRegistered')}, ${since}`;
}

function configurationText({ configuration }: OverviewChannel, t: TFunction<'overview'>): string {
  const older = configuration.filter(({ isNewest }) => !isNewest);
  if (older.length === 0) return t('newest');
  const jobs = older.map(({ job, actingVersion, publishedVersion }) =>
    t('olderOf', { job, acting: actingVersion, published: publishedVersion }),
  );
  return t('older', { jobs: jobs.join(', ') });
}

function tillsText(
  { activeCount, silentCount, waitingCount }: OverviewChannel['tills'],
  t: TFunction<'overview'>,
): string {
  return [
    t('tillCount', { count: activeCount }),
    ...(silentCount > 0 ? [t('silentTills', { count: silentCount })] : []),
    ...(waitingCount > 0 ? [t('waitingAtTills', { count: waitingCount })] : []),
  ].join(', ');
}
