import { useTranslation } from 'react-i18next';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { Column } from '../../ui/data-table.tsx';
import { StatusMark } from './status-mark.tsx';

/** The columns of the reference product's page, with the name and the error beside them. */
export function useStatusColumns(): readonly Column<StatusEntry>[] {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  return [
    {
      key: 'status',
      header: t('status.columnStatus'),
      cell: ({ status, statusText }) => <StatusMark status={status} text={statusText} />,
    },
    { key: 'name', header: t('status.columnName'), cell: ({ name }) => name || t('record.unnamed') },
    {
      key: 'error',
      header: t('status.columnError'),
      cell: ({ lastKnownError, status }) => (status === 'completed' ? '' : (lastKnownError?.message ?? '')),
    },
    {
      key: 'channel',
      header: t('status.columnChannel'),
      cell: ({ channelName, channelId, madeAtHeadquarters }) =>
        channelName ?? channelId ?? (madeAtHeadquarters ? t('status.atHeadquarters') : ''),
    },
    {
      key: 'time',
      header: t('status.columnTime'),
      cell: ({ operationTimestamp, receivedAt }) => dateTimeText(readable(operationTimestamp) ?? receivedAt, language),
    },
    {
      key: 'account',
      header: t('status.columnAccount'),
      cell: ({ customerAccountNumber }) => customerAccountNumber ?? '',
    },
    { key: 'async', header: t('status.columnAsync'), cell: ({ asyncCustomerAccount }) => asyncCustomerAccount },
  ];
}

/** The time of an origin is for display only, and may be anything. */
function readable(time: string | null): string | null {
  return time !== null && Number.isFinite(Date.parse(time)) ? time : null;
}
