import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutageSimulator } from '@counterfoil/contracts/administration/outage-simulator';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { clearSampleCustomers, readOutageSimulator, switchLine } from '../../api/outage-simulator.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { convergenceOf, secondsText } from './convergence.ts';
import { StoreLine } from './store-line.tsx';
import './simulator.css';

/** A stop-watch is read often while it runs: nobody tells of what happens at the stores, in milliseconds. */
const lookIntervalMs = 400;
const idleIntervalMs = 3_000;
const simulatorKey = ['demonstration', 'lines'];

/** The outage simulator of the demonstration. */
export default function SimulatorPage(): ReactNode {
  const { t } = useTranslation('simulator');
  const queries = useQueryClient();
  const reading = useQuery<OutageSimulator, CodedError>({
    queryKey: simulatorKey,
    queryFn: ({ signal }) => readOutageSimulator(signal),
    refetchInterval: ({ state: { data } }) =>
      data && convergenceOf(data).phase === 'converging' ? lookIntervalMs : idleIntervalMs,
  });
  const lookAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: simulatorKey });
  return (
    <PageFrame title={t('title')} section="demonstration" help={t('help')}>
      <AnswerState reading={reading}>
        {(looked) => (
          <Stack>
            <Together looked={looked} onChanged={lookAgain} />
            <SimpleGrid cols={{ base: 1, md: 3 }}>
              {looked.stores.map((store) => (
                <StoreLine key={store.channelDatabaseId} store={store} onChanged={lookAgain} />
              ))}
            </SimpleGrid>
            <Explanation />
          </Stack>
        )}
      </AnswerState>
    </PageFrame>
  );
}

interface TogetherProps {
  readonly looked: OutageSimulator;
  onChanged(): Promise<void>;
}

function Together({ looked, onChanged }: TogetherProps): ReactNode {
  const { t } = useTranslation('simulator');
  const { isBusy, error, run } = useAction();
  const { phase, created, cutLines } = convergenceOf(looked);
  const act = (work: () => Promise<unknown>): void => {
    void run(async () => {
      await work();
      await onChanged();
    });
  };
  const restoreAll = (): Promise<unknown> =>
    Promise.all(
      looked.stores
        .filter(({ state }) => state === 'cut')
        .map(({ channelDatabaseId }) => switchLine(channelDatabaseId, 'restored')),
    );
  return (
    <Paper p="md" withBorder className="convergence" data-phase={phase}>
      <Group justify="space-between">
        <Outcome looked={looked} />
        <Group gap="xs">
          {cutLines > 0 && (
            <Button loading={isBusy} onClick={() => act(restoreAll)}>
              {t('restoreAll')}
            </Button>
          )}
          {created > 0 && (
            <Button variant="default" title={t('clearHint')} onClick={() => act(clearSampleCustomers)}>
              {t('clear')}
            </Button>
          )}
        </Group>
      </Group>
      <ErrorNotice error={error} />
    </Paper>
  );
}

function Outcome({ looked }: { readonly looked: OutageSimulator }): ReactNode {
  const { t } = useTranslation('simulator');
  const language = useLanguage();
  const { phase, created, missing, cutLines } = convergenceOf(looked);
  const title = {
    idle: t('idleTitle'),
    converging: t('convergingTitle', { time: secondsText(looked.elapsedMs, language) }),
    converged: t('convergedTitle', { time: secondsText(looked.convergedAfterMs ?? 0, language) }),
  }[phase];
  const text = {
    idle: t('idleText'),
    converging: t('convergingText', { count: missing, all: created }),
    converged: t('convergedText', { count: created }),
  }[phase];
  return (
    <div className="grow">
      {/* The stop-watch itself would be read out all the time. */}
      <div role={phase === 'converging' ? undefined : 'status'}>
        <Title order={2} size="h3">
          {title}
        </Title>
      </div>
      <Text>{text}</Text>
      {cutLines > 0 && phase !== 'idle' && <Text className="quiet">{t('heldUp', { count: cutLines })}</Text>}
    </div>
  );
}

function Explanation(): ReactNode {
  const { t } = useTranslation('simulator');
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('explainTitle')}
      </Title>
      <Stack gap="xs" className="page-help">
        <Text>{t('explainCreate')}</Text>
        <Text>{t('explainRestore')}</Text>
        <Text>{t('explainEverywhere')}</Text>
      </Stack>
    </section>
  );
}
