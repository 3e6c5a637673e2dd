import { Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillProgress, TillState } from '@counterfoil/till/service/till-service';
import { bytesText, numberText, percentText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { StandalonePage } from './standalone-page.tsx';

/** While the database is being opened: usually too short to be read. */
export function StartingScreen(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <StandalonePage title={t('starting')}>
      <Text className="quiet">{t('startingText')}</Text>
      <Stack gap="sm" aria-hidden="true">
        <Skeleton h={48} />
        <Skeleton h={48} />
      </Stack>
    </StandalonePage>
  );
}

/** The first load, with how far it is. */
export function LoadingScreen({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <StandalonePage title={t('loadingTitle')} place={state.register?.name}>
      <LoadingProgress progress={state.progress} />
      <Text className="quiet">{t('loadingHint')}</Text>
    </StandalonePage>
  );
}

function LoadingProgress({ progress }: { readonly progress: TillProgress | null }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  const label = progress?.step === 'customers' ? t('loadingCustomers') : t('loadingSnapshot');
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{label}</Text>
        <Text className="figures">{share === null ? '' : percentText(share, language)}</Text>
      </Group>
      <Progress.Root size={16}>
        <Progress.Section
          value={share === null ? 100 : share * 100}
          striped={share === null}
          animated={share === null}
          aria-label={label}
        />
      </Progress.Root>
      <Text size="sm" className="quiet figures" mih="1.6em">
        {progress && <Counted progress={progress} />}
      </Text>
    </Stack>
  );
}

function Counted({ progress: { step, done, total } }: { readonly progress: TillProgress }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const text = (count: number): string =>
    step === 'snapshot' ? bytesText(count, language) : numberText(count, language);
  if (total !== null) return t('loadingOf', { done: text(done), total: text(total) });
  return step === 'snapshot' ? text(done) : t('loadingCustomersCount', { done: text(done) });
}
