import { Button, Collapse, List, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingEffect } from '@counterfoil/contracts/administration/settings';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { timeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { useNow } from '@counterfoil/ui/use-now';
import { runJobNow } from '../../api/settings.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { channelCounts, spread } from './effect-figures.ts';
import { SettingUsers } from './setting-actions.tsx';

const timeIntervalMs = 30_000;

interface EffectPreviewProps {
  readonly reading: { readonly data: SettingEffect | undefined; readonly error: unknown; refetch(): unknown };
  readonly isDirty: boolean;
}

/** Whom a setting concerns, how and when a change gets there, and how far the last one has come: it stays true by itself. */
export function EffectPreview({ reading, isDirty }: EffectPreviewProps): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Paper withBorder p="md" component="section" aria-label={t('effect')}>
      <Title order={2} size="h4" mb="xs">
        {t('effect')}
      </Title>
      <AnswerState reading={reading}>{(effect) => <Effect effect={effect} isDirty={isDirty} />}</AnswerState>
    </Paper>
  );
}

function Effect({ effect, isDirty }: { readonly effect: SettingEffect; readonly isDirty: boolean }): ReactNode {
  const { t } = useTranslation('setup');
  const { job, channelDatabases } = effect;
  return (
    <Stack gap="sm">
      <UsedBy effect={effect} />
      {job === null ? (
        <Text size="sm">{t('actsAtOnce')}</Text>
      ) : (
        <CarriedBy job={job} isReached={channelDatabases.length > 0} />
      )}
      {job !== null && <Arrival databases={channelDatabases} isDirty={isDirty} />}
    </Stack>
  );
}

function UsedBy({ effect: { channels, users, userCount } }: { readonly effect: SettingEffect }): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const [isOpen, disclosure] = useDisclosure(false);
  const counts = channelCounts(channels);
  const words = [
    ...(counts.store > 0 ? [t('stores', { count: counts.store })] : []),
    ...(counts.online > 0 ? [t('onlineStores', { count: counts.online })] : []),
    ...(counts.callCenter > 0 ? [t('callCenters', { count: counts.callCenter })] : []),
  ];
  const list = new Intl.ListFormat(language).format(words);
  return (
    <div>
      <Text fw={600}>{words.length > 0 ? t('concerns', { list }) : t('concernsNone')}</Text>
      {users.length > 0 && (
        <>
          <Button variant="subtle" size="compact-sm" onClick={disclosure.toggle} aria-expanded={isOpen}>
            {t('namedBy', { count: userCount })}
          </Button>
          <Collapse expanded={isOpen}>{isOpen && <SettingUsers users={users} />}</Collapse>
        </>
      )}
    </div>
  );
}

interface CarriedByProps {
  readonly job: NonNullable<SettingEffect['job']>;
  readonly isReached: boolean;
}

function CarriedBy({ job, isReached }: CarriedByProps): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const now = useNow(timeIntervalMs);
  const action = useAction();
  const readAgain = useReadAgain();
  const may = useMay();
  const title = job.title[language];
  const lastRun =
    job.lastRunAt === null ? t('neverRan') : t('lastRun', { time: timeText(job.lastRunAt, now, language) });
  const run = async (): Promise<void> => {
    await action.run(() => runJobNow(job.name));
    await readAgain('jobs', 'channels');
  };
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm">
        {t('carriedBy', { job: title })} {t(rhythmOf(job.recurrence), { recurrence: job.recurrence })} {lastRun}
        {job.nextRunAt !== null && ` ${t('nextRun', { time: timeText(job.nextRunAt, now, language) })}`}
      </Text>
      {job.lastRunFailed && <Notice tone="problem">{t('lastRunFailed')}</Notice>}
      {job.recurrence === 'off' && <Notice tone="warning">{t('jobIsOff', { job: title })}</Notice>}
      {job.recurrence !== 'continuous' && isReached && may('runBatchJob') && (
        <Button variant="default" size="xs" loading={action.isBusy || job.running} onClick={() => void run()}>
          {t('runNow', { job: job.name })}
        </Button>
      )}
      <ErrorNotice error={action.error} />
    </Stack>
  );
}

function rhythmOf(recurrence: string): 'rhythmContinuous' | 'rhythmOff' | 'rhythmCron' {
  if (recurrence === 'continuous') return 'rhythmContinuous';
  return recurrence === 'off' ? 'rhythmOff' : 'rhythmCron';
}

interface ArrivalProps {
  readonly databases: SettingEffect['channelDatabases'];
  readonly isDirty: boolean;
}

/** How many channel databases act on what is saved, and what the others wait for. */
function Arrival({ databases, isDirty }: ArrivalProps): ReactNode {
  const { t } = useTranslation('setup');
  const { actingCount, waiting } = spread(databases);
  if (databases.length === 0) return <Text size="sm">{t('reachesNone')}</Text>;
  const isEverywhere = waiting.length === 0;
  const actsIn = t('actsIn', { acting: actingCount, count: databases.length });
  return (
    <div role="status" data-everywhere={isEverywhere}>
      {isEverywhere ? (
        <Notice tone="hint">
          {t('actsEverywhere', { count: databases.length })}
          {isDirty && ` ${t('notSavedYet')}`}
        </Notice>
      ) : (
        <>
          <Text size="sm" fw={600}>
            {actsIn}
          </Text>
          <Progress value={(actingCount / databases.length) * 100} aria-label={actsIn} mt={4} />
          <List size="sm" mt="xs">
            {waiting.map(({ channelDatabaseId, name, place }) => (
              <List.Item key={channelDatabaseId}>
                {name}: {t(`place.${place}`)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </div>
  );
}
