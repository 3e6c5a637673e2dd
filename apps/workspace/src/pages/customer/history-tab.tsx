import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, HistoryValue } from '@counterfoil/contracts/administration/customer-history';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readCustomerHistory } from '../../api/customer.ts';
import { usePagedReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { valueInWords } from './value-words.ts';
import { When } from './when.tsx';

/** Every operation that made the customer what it is, newest first. */
export function HistoryTab({ customerId }: { readonly customerId: string }): ReactNode {
  const { t } = useTranslation('customer');
  const { t: shell } = useTranslation('shell');
  const language = useLanguage();
  const history = usePagedReading({
    topic: 'customers',
    alsoOn: ['synchronizationStatus'],
    key: ['history', customerId, language],
    read: (cursor, signal) => readCustomerHistory(customerId, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  return (
    <AnswerState reading={history}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries);
        if (entries.length === 0) {
          return <EmptyState icon="clock" title={t('history.none')} text={t('history.noneText')} />;
        }
        return (
          <Stack>
            <ol className="history" aria-label={t('history.label')}>
              {entries.map((entry) => (
                <Entry key={entry.operationId} entry={entry} />
              ))}
            </ol>
            {history.hasNextPage && (
              <Group>
                <Button
                  variant="default"
                  loading={history.isFetchingNextPage}
                  onClick={() => void history.fetchNextPage()}
                >
                  {shell('more')}
                </Button>
              </Group>
            )}
          </Stack>
        );
      }}
    </AnswerState>
  );
}

const tones = { uploaded: 'warn', completed: 'good', refused: 'bad', failed: 'bad' } as const;

function Entry({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const { t } = useTranslation('customer');
  const { kind, status, place, till, madeBy, madeAtHeadquarters, problem, values, conflicts, corrections } = entry;
  const where = madeAtHeadquarters && place === '' ? t('history.atHeadquarters') : t('history.atPlace', { place });
  const who = [
    where,
    till !== null && t('history.tillOf', { till }),
    madeBy !== null && t('history.by', { who: madeBy }),
  ].filter((text) => text !== false);
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h5">
          {t(`history.kind.${kind}`)} {who.join(', ')}
        </Title>
        <span className="state-mark" data-tone={tones[status]}>
          {t(`history.status.${status}`)}
        </span>
      </Group>
      <EntryTimes entry={entry} />
      {problem !== null && <Text c="var(--bad)">{problem}</Text>}
      {values.length > 0 && <Values values={values} label={t('history.values', { count: values.length })} />}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
      {corrections.map((correction) => (
        <Correction key={correction.correctedAt} correction={correction} />
      ))}
    </li>
  );
}

function EntryTimes({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const { t } = useTranslation('customer');
  const { recordedAt, receivedAt, decidedAt, madeAtHeadquarters } = entry;
  return (
    <Text size="sm" className="quiet" mb={4}>
      {recordedAt !== null && (
        <>
          {t('history.recorded', { at: '' })}
          <When at={recordedAt} />
        </>
      )}
      {!madeAtHeadquarters && (
        <>
          {' · '}
          {t('history.received', { at: '' })}
          <When at={receivedAt} />
        </>
      )}
      {decidedAt !== null && !madeAtHeadquarters && (
        <>
          {' · '}
          {t('history.decided', { at: '' })}
          <When at={decidedAt} />
        </>
      )}
    </Text>
  );
}

/** Old and new values side by side. */
function Values({ values, label }: { readonly values: readonly HistoryValue[]; readonly label: string }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <div className="history-values" role="region" aria-label={label} tabIndex={0}>
      <Table aria-label={label} withRowBorders={false} layout="fixed" miw={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('history.field')}</Table.Th>
            <Table.Th>{t('history.old')}</Table.Th>
            <Table.Th>{t('history.new')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {values.map(({ field, label: name, oldValue, newValue }) => (
            <Table.Tr key={field}>
              <Table.Td>{name}</Table.Td>
              <Table.Td className="old-value">
                <ShownValue field={field} value={oldValue} />
              </Table.Td>
              <Table.Td className="new-value">
                <ShownValue field={field} value={newValue} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Longer texts, pictures among them, are cut: a history is read at a glance. */
const shownLengthMax = 300;

interface ShownValueProps {
  readonly field: string;
  readonly value: HistoryValue['newValue'];
}

function ShownValue({ field, value }: ShownValueProps): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  if (value === null || value === '') return <span className="quiet">{t('history.empty')}</span>;
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  const text = valueInWords(field, String(value), language) ?? String(value);
  return text.length > shownLengthMax ? `${text.slice(0, shownLengthMax)} …` : text;
}

function Conflicts({ conflicts }: { readonly conflicts: HistoryEntry['conflicts'] }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <>
      <Text fw={650} mt="xs">
        {t('history.conflictsTitle')}
      </Text>
      <ul className="plain-list">
        {conflicts.map(({ field, label, heldValue, heldBy, offeredValue, kept, policy }) => {
          const held = heldValue ?? t('history.empty');
          const offered = offeredValue ?? t('history.empty');
          const keptText = kept === 'held' ? held : offered;
          return (
            <li key={field}>
              {t('history.conflict', { label, held, heldBy, offered, kept: keptText })} {t(`history.policy.${policy}`)}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Correction({ correction }: { readonly correction: HistoryEntry['corrections'][number] }): ReactNode {
  const { t } = useTranslation('customer');
  const { correctedBy, correctedAt, values } = correction;
  return (
    <>
      <Text fw={650} mt="xs">
        {t('history.correctedTitle', { who: correctedBy, at: '' })}
        <When at={correctedAt} />
      </Text>
      <Values values={values} label={t('history.values', { count: values.length })} />
    </>
  );
}
