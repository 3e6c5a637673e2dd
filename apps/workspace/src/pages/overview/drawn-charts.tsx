import { BarChart, LineChart } from '@mantine/charts';
import { Paper, Text, useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { FigureLine } from './figure-lines.ts';

interface ChartProps {
  readonly lines: readonly FigureLine[];
}

const heightPx = 240;
/** Nothing moves when a figure changes. */
const still = { isAnimationActive: false };

/** Customers that became accounts, by the way they came. */
export function ThroughputChart({ lines }: ChartProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const shade = useShade();
  return (
    <Chart title={t('throughput')}>
      <BarChart
        h={heightPx}
        data={[...lines]}
        dataKey="time"
        type="stacked"
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        valueFormatter={(value) => numberText(value, language)}
        yAxisProps={{ allowDecimals: false }}
        barProps={still}
        series={[
          { name: 'inRealTime', label: t('inRealTime'), color: `teal.${shade}` },
          { name: 'byUpload', label: t('byUpload'), color: `indigo.${shade}` },
        ]}
      />
    </Chart>
  );
}

/** How long customers took to become accounts. */
export function TimesChart({ lines }: ChartProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const shade = useShade();
  return (
    <Chart title={t('times')}>
      <LineChart
        h={heightPx}
        data={[...lines]}
        dataKey="time"
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        connectNulls={false}
        curveType="linear"
        valueFormatter={(value) => numberText(value, language)}
        lineProps={still}
        series={[
          { name: 'p50', label: t('p50'), color: `teal.${shade}` },
          { name: 'p95', label: t('p95'), color: `indigo.${shade}`, strokeDasharray: '6 3' },
          { name: 'p99', label: t('p99'), color: `red.${shade}`, strokeDasharray: '2 3' },
        ]}
      />
    </Chart>
  );
}

function Chart({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Paper p="sm" withBorder>
      <Text fw={600} mb="xs">
        {title}
      </Text>
      {/* The table below says the same in words. */}
      <div aria-hidden="true" inert>
        {children}
      </div>
    </Paper>
  );
}

function useShade(): number {
  return useComputedColorScheme('light') === 'light' ? 8 : 4;
}
