import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { StatusMark } from './status-mark.tsx';

/** What a record is, where it came from and what became of it. */
export function RecordFacts({ entry }: { readonly entry: StatusEntry }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const time = (iso: string | null): string =>
    iso !== null && Number.isFinite(Date.parse(iso)) ? dateTimeText(iso, language) : '–';
  const { status, statusText, customerAccountNumber, customerId } = entry;
  return (
    <Facts>
      <Fact name={t('record.status')}>
        <StatusMark status={status} text={statusText} />
      </Fact>
      <Fact name={t('record.asyncOperation')}>{t(`record.kinds.${entry.kind}`)}</Fact>
      <Fact name={t('record.description')}>{entry.description}</Fact>
      <Fact name={t('record.channel')}>
        {entry.channelName ?? entry.channelId ?? (entry.madeAtHeadquarters ? t('status.atHeadquarters') : '–')}
      </Fact>
      <Fact name={t('record.account')}>
        {customerAccountNumber === null ? (
          '–'
        ) : (
          <Anchor component={Link} to={`/customers/${customerId}`}>
            {customerAccountNumber}
          </Anchor>
        )}
      </Fact>
      <Fact name={t('record.asyncAccount')}>
        <span className="identifier">{entry.asyncCustomerAccount}</span>
      </Fact>
      <Fact name={t('record.timestamp')}>{time(entry.operationTimestamp)}</Fact>
      <Fact name={t('record.received')}>{time(entry.receivedAt)}</Fact>
      <Fact name={t('record.decided')}>{time(entry.decidedAt)}</Fact>
    </Facts>
  );
}
