import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readOverview } from '../../api/overview.ts';
import { useReading } from '../../api/use-reading.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { ChannelTable } from './channel-table.tsx';
import { Concerns } from './concerns.tsx';
import { ConvergenceLine } from './convergence-line.tsx';
import { FigureCharts } from './figure-charts.tsx';
import { Road } from './road.tsx';
import './overview.css';

/** Whether everything has arrived, and what needs a person. */
export default function OverviewPage(): ReactNode {
  const { t } = useTranslation('overview');
  const overview = useReading({ topic: 'overview', key: ['overview'], read: readOverview });
  return (
    <PageFrame title={t('title')} help={t('help')}>
      <AnswerState reading={overview}>
        {({ concerns, convergence, legs, channels }) => (
          <Stack gap="lg">
            <Concerns concerns={concerns} />
            <ConvergenceLine convergence={convergence} />
            <Road legs={legs} />
            <FigureCharts />
            <ChannelTable channels={channels} />
          </Stack>
        )}
      </AnswerState>
    </PageFrame>
  );
}
