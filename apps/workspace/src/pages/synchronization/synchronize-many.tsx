import { Button, Group, Modal, Progress, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { readStatusPage, synchronizeMany, type StatusFilter } from '../../api/synchronization-status.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { StatusMark } from './status-mark.tsx';

/** Records that were marked, or all that a filter names. */
export type Chosen = { readonly operationIds: readonly string[] } | { readonly filter: StatusFilter };

const batchCount = 200;
/** Records whose results are listed one by one. */
const listedCountMax = 1_000;

/** Has many failed records decided again, and shows what becomes of each. */
export function SynchronizeMany({ chosen, onClose }: { readonly chosen: Chosen; onClose(): void }): ReactNode {
  const { t } = useTranslation('synchronization');
  const [handed, setHanded] = useState<readonly string[] | null>(null);
  const action = useAction();
  const readAgain = useReadAgain();
  useReturnedFocus();
  const start = (): Promise<boolean> =>
    action.run(async () => {
      setHanded([]);
      await handOver(chosen, setHanded);
      await readAgain('synchronizationStatus');
    });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('many.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('many.close') }}
    >
      <Stack>
        <ErrorNotice error={action.error} />
        {handed === null ? (
          <Ask chosen={chosen} onStart={() => void start()} onClose={onClose} />
        ) : (
          <>
            <Outcome operationIds={handed} isHanding={action.isBusy} />
            <Group justify="flex-end">
              <Button onClick={onClose} data-autofocus>
                {t('many.close')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}

/** Each record once, even those that fail again at once: the places go on in the order of arrival. */
async function handOver(chosen: Chosen, tell: (operationIds: readonly string[]) => void): Promise<void> {
  const filter = 'filter' in chosen ? chosen.filter : { operationIds: chosen.operationIds };
  const all: string[] = [];
  let cursor: string | null = null;
  do {
    const taken: Awaited<ReturnType<typeof synchronizeMany>> = await synchronizeMany(filter, batchCount, cursor);
    all.push(...taken.operationIds);
    tell([...all]);
    cursor = taken.nextCursor;
  } while (cursor !== null);
}

interface AskProps {
  readonly chosen: Chosen;
  onStart(): void;
  onClose(): void;
}

function Ask({ chosen, onStart, onClose }: AskProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const sentence = 'filter' in chosen ? t('many.askAll') : t('many.askSelected', { count: chosen.operationIds.length });
  return (
    <>
      <Text>{sentence}</Text>
      <Text className="quiet">{t('many.hint')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('many.cancel')}
        </Button>
        <Button onClick={onStart} data-autofocus>
          {t('many.start')}
        </Button>
      </Group>
    </>
  );
}

async function readResults(operationIds: readonly string[], signal: AbortSignal): Promise<readonly StatusEntry[]> {
  const places = Array.from({ length: Math.ceil(operationIds.length / batchCount) }, (_, index) => index * batchCount);
  const pages = await Promise.all(
    places.map((place) =>
      readStatusPage({ operationIds: operationIds.slice(place, place + batchCount) }, null, batchCount, signal),
    ),
  );
  return pages.flatMap(({ operations }) => operations);
}

interface OutcomeProps {
  readonly operationIds: readonly string[];
  readonly isHanding: boolean;
}

function Outcome({ operationIds, isHanding }: OutcomeProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const listed = operationIds.slice(0, listedCountMax);
  const { data: results = [] } = useReading({
    topic: 'synchronizationStatus',
    key: ['results', listed],
    read: (signal) => readResults(listed, signal),
    isWanted: listed.length > 0 && !isHanding,
  });
  if (isHanding) return <Text role="status">{t('many.handing')}</Text>;
  if (operationIds.length === 0) return <Text role="status">{t('many.none')}</Text>;
  const countOf = (status: StatusEntry['status']): number =>
    results.filter((result) => result.status === status).length;
  const waitingCount = listed.length - countOf('completed') - countOf('failed') - countOf('refused');
  const doneCount = listed.length - waitingCount;
  const title = t('many.progress', { done: doneCount, count: listed.length });
  return (
    <Stack gap="sm">
      <Progress value={(100 * doneCount) / listed.length} aria-label={title} size="lg" />
      <Text role="status">
        {title}: {t('many.completed', { count: countOf('completed') })} ·{' '}
        {t('many.failed', { count: countOf('failed') + countOf('refused') })} ·{' '}
        {t('many.waiting', { count: waitingCount })}
      </Text>
      {operationIds.length > listed.length && (
        <Text className="quiet">{t('many.firstOnly', { count: listed.length })}</Text>
      )}
      <Results results={results} />
    </Stack>
  );
}

const order: Readonly<Record<StatusEntry['status'], number>> = { failed: 0, refused: 1, uploaded: 2, completed: 3 };

function Results({ results }: { readonly results: readonly StatusEntry[] }): ReactNode {
  const { t } = useTranslation('synchronization');
  if (results.length === 0) return null;
  const sorted = results.toSorted((one, other) => order[one.status] - order[other.status]);
  return (
    <div className="table-scroller results" tabIndex={0} role="region" aria-label={t('many.results')}>
      <Title order={3} size="h5" p="sm">
        {t('many.results')}
      </Title>
      <ul className="plain-list">
        {sorted.map(({ operationId, name, status, statusText, customerAccountNumber, lastKnownError }) => (
          <li key={operationId} className="result">
            <StatusMark status={status} text={statusText} />
            <span>{name || t('record.unnamed')}</span>
            <span className="quiet">
              {status === 'completed' && customerAccountNumber !== null
                ? t('many.account', { account: customerAccountNumber })
                : status === 'failed' && lastKnownError?.message}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
