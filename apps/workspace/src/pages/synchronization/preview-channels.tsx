import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewedChannel } from '@counterfoil/contracts/administration/switch-preview';
import { dateTimeText, numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { saidDuration } from './duration-text.ts';

/** The channels that a switch concerns, with the figures of their last week. */
export function PreviewChannels({ channels }: { readonly channels: readonly PreviewedChannel[] }): ReactNode {
  const { t } = useTranslation('synchronization');
  return (
    <div className="table-scroller preview-table" tabIndex={0} role="region" aria-label={t('preview.forWhom')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('preview.columnChannel')}</Table.Th>
            <Table.Th>{t('preview.columnActing')}</Table.Th>
            <Table.Th>{t('preview.columnConnected')}</Table.Th>
            <Table.Th ta="end">{t('preview.columnTills')}</Table.Th>
            <Table.Th ta="end">{t('preview.columnRealTime')}</Table.Th>
            <Table.Th ta="end">{t('preview.columnUpload')}</Table.Th>
            <Table.Th ta="end">{t('preview.columnFailed')}</Table.Th>
            <Table.Th ta="end">{t('preview.columnPending')}</Table.Th>
            <Table.Th ta="end">{t('preview.columnTime')}</Table.Th>
            <Table.Th>{t('preview.columnWay')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {channels.map((channel) => (
            <ChannelLine key={channel.channelId} channel={channel} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function ChannelLine({ channel }: { readonly channel: PreviewedChannel }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const { name, acting, tillCount, figures, way } = channel;
  const counts = [tillCount, figures.inRealTime, figures.byUpload, figures.failed + figures.refused, figures.pending];
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td data-acting={acting}>{t(`preview.acting.${acting ?? 'unknown'}`)}</Table.Td>
      <Table.Td>
        <Connection channel={channel} />
      </Table.Td>
      {counts.map((count, index) => (
        // The columns never change their places.
        <Table.Td key={index} ta="end" className="figures">
          {numberText(count, language)}
        </Table.Td>
      ))}
      <Table.Td ta="end" className="figures">
        <Duration durationMs={figures.timeToAccountP50Ms} /> / <Duration durationMs={figures.timeToAccountP95Ms} />
      </Table.Td>
      <Table.Td className="way">{way[language]}</Table.Td>
    </Table.Tr>
  );
}

function Connection({ channel: { isConnected, lastContactAt } }: { readonly channel: PreviewedChannel }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  if (isConnected) return t('preview.connected');
  if (lastContactAt === null) return t('preview.neverSeen');
  return t('preview.away', { time: dateTimeText(lastContactAt, language) });
}

function Duration({ durationMs }: { readonly durationMs: number | null }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  if (durationMs === null) return t('preview.noTime');
  const { unit, value } = saidDuration(durationMs);
  return t(`preview.${unit}`, { value: numberText(value, language) });
}
