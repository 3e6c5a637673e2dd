import { Group, SegmentedControl, SimpleGrid, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureHours } from '@counterfoil/contracts/administration/overview';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readFigures } from '../../api/overview.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { figureLines } from './figure-lines.ts';
import { FigureTable } from './figure-table.tsx';
import { ThroughputChart, TimesChart } from './drawn-charts.tsx';

const spans: readonly FigureHours[] = [1, 24, 168];

/** How many customers became accounts, and how long it took. */
export function FigureCharts(): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const [hours, setHours] = useState<FigureHours>(1);
  const figures = useReading({
    topic: 'overview',
    key: ['figures', hours],
    read: (signal) => readFigures(hours, signal),
  });
  return (
    <section aria-labelledby="charts">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="charts">
          {t('charts')}
        </Title>
        <SegmentedControl
          aria-label={t('span')}
          value={String(hours)}
          onChange={(value) => setHours(spans.find((span) => String(span) === value) ?? 1)}
          data={spans.map((span) => ({ value: String(span), label: t(`hours.${span}`) }))}
        />
      </Group>
      <Text size="sm" className="quiet page-help" mb="xs">
        {t('chartsHelp')}
      </Text>
      <AnswerState reading={figures}>
        {(answer) => {
          const lines = figureLines(answer, language);
          return answer.buckets.every(({ createdCount }) => createdCount === 0) ? (
            <div className="charts-empty">
              <EmptyState icon="clock" title={t('noFigures')} />
            </div>
          ) : (
            <>
              <SimpleGrid cols={{ base: 1, md: 2 }}>
                <ThroughputChart lines={lines} />
                <TimesChart lines={lines} />
              </SimpleGrid>
              <FigureTable lines={lines} />
            </>
          );
        }}
      </AnswerState>
    </section>
  );
}
