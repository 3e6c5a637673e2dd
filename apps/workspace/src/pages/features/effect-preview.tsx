import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { Switching } from './feature-relations.ts';
import type { FeatureFacts } from './use-feature-facts.ts';

interface EffectPreviewProps {
  readonly facts: FeatureFacts;
  readonly switching: Switching;
}

/** Whom a change reaches, by which job, and when. */
export function EffectPreview({ facts, switching }: EffectPreviewProps): ReactNode {
  const { t } = useTranslation('features');
  const count = facts.configurations.filter(({ served }) => served).length;
  return (
    <Stack gap={4} component="section" aria-labelledby="effect-title">
      <Title order={3} size="h5" id="effect-title">
        {t('effect')}
      </Title>
      <Text size="sm">{count === 0 ? t('reachesNone') : t('reaches', { count })}</Text>
      {count > 0 && facts.job && <WhenOfJob job={facts.job} />}
      {switching === 'disable' && <Text size="sm">{t('disableEffect')}</Text>}
    </Stack>
  );
}

function WhenOfJob({ job }: { readonly job: NonNullable<FeatureFacts['job']> }): ReactNode {
  const { t } = useTranslation('features');
  const language = useLanguage();
  const { recurrence, lastRun, nextRuns } = job;
  const at = lastRun && (lastRun.endedAt ?? lastRun.startedAt);
  return (
    <>
      <Text size="sm">
        {at === undefined ? t('neverRan') : t('lastRun', { time: dateTimeText(at, language) })}
        {recurrence !== 'continuous' &&
          nextRuns[0] !== undefined &&
          ` ${t('nextRun', { time: dateTimeText(nextRuns[0], language) })}`}
      </Text>
      {recurrence === 'continuous' && <Text size="sm">{t('continuous')}</Text>}
      {recurrence === 'off' && (
        <Text size="sm" fw={600}>
          {t('jobOff')}
        </Text>
      )}
    </>
  );
}
