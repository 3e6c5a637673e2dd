import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadSession, UploadSession } from '@counterfoil/contracts/administration/sessions';
import { bytesText, dateTimeText, numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { Column } from '../../ui/data-table.tsx';
import '../batch/batch.css';

type Session = DownloadSession | UploadSession;

/** The state of a session; of one that was passed over also when its rows come again. */
export function SessionState({ session }: { readonly session: Session }): ReactNode {
  const { t } = useTranslation('scheduler');
  const language = useLanguage();
  const { state } = session;
  const packedAgainAt = 'packedAgainAt' in session ? session.packedAgainAt : null;
  return (
    <>
      <span className="state-mark" data-state={state}>
        {t(`stateOf.${state}`)}
      </span>
      {packedAgainAt !== null && (
        <Text size="xs">{t('passedOver', { time: dateTimeText(packedAgainAt, language) })}</Text>
      )}
    </>
  );
}

/** The columns that sessions of both directions have. */
export function useSessionColumns<Row extends Session>(): {
  readonly first: readonly Column<Row>[];
  readonly last: readonly Column<Row>[];
} {
  const { t } = useTranslation('scheduler');
  const language = useLanguage();
  return {
    first: [
      { key: 'database', header: t('database'), cell: ({ channelDatabaseId }) => channelDatabaseId },
      { key: 'job', header: t('job'), cell: ({ job }) => job },
      { key: 'state', header: t('state'), cell: (session) => <SessionState session={session} /> },
      { key: 'rows', header: t('rows'), align: 'end', cell: ({ rowCount }) => numberText(rowCount, language) },
      { key: 'size', header: t('size'), align: 'end', cell: ({ byteCount }) => sizeText(byteCount, language) },
      { key: 'tries', header: t('tries'), align: 'end', cell: ({ tryCount }) => numberText(tryCount, language) },
    ],
    last: [
      {
        key: 'ended',
        header: t('ended'),
        cell: ({ endedAt }) => (endedAt === null ? '–' : dateTimeText(endedAt, language)),
      },
      {
        key: 'error',
        header: t('error'),
        cell: ({ error }) => error && <span title={`${error.code}: ${error.detail}`}>{error.message}</span>,
      },
    ],
  };
}

const bytesPerKilobyte = 1_000;
const smallBytesMax = 100_000;

function sizeText(byteCount: number, language: 'en' | 'fr'): string {
  if (byteCount >= smallBytesMax) return bytesText(byteCount, language);
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(
    byteCount / bytesPerKilobyte,
  );
}
