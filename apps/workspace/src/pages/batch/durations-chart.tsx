import { BarChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import { numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { durationPoints } from './durations.ts';

const heightPx = 200;

/** How long the latest runs took; the table below says the same in words. */
export function DurationsChart({ runs }: { readonly runs: readonly JobRun[] }): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const points = durationPoints(runs, language);
  if (points.length === 0) return <Text className="quiet">{t('noDurations')}</Text>;
  return (
    <figure className="durations" aria-label={t('durations')}>
      <figcaption>
        <Text fw={600}>{t('durations')}</Text>
        <Text size="sm" className="quiet">
          {t('durationsHelp')}
        </Text>
      </figcaption>
      <div aria-hidden="true">
        <BarChart
          h={heightPx}
          data={[...points]}
          dataKey="time"
          type="stacked"
          withXAxis={false}
          valueFormatter={(value) => numberText(value, language)}
          barChartProps={{ accessibilityLayer: false }}
          series={[
            { name: 'succeeded', label: t('stateOf.succeeded'), color: 'var(--good)' },
            { name: 'other', label: t('stateOf.failed'), color: 'var(--bad)' },
          ]}
        />
      </div>
    </figure>
  );
}
