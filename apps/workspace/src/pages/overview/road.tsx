import { Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leg } from '@counterfoil/contracts/administration/overview';
import { useLanguage } from '@counterfoil/ui/language';
import { useNow } from '@counterfoil/ui/use-now';
import { RoadDrawing } from './road-drawing.tsx';
import { legLines, type LegTexts } from './leg-lines.ts';
import { RoadTable } from './road-table.tsx';

interface RoadProps {
  readonly legs: readonly Leg[];
}

const secondMs = 1_000;
const narrow = '(max-width: 900px)';

/** The way of a customer, drawn with what waits on each part of it, and the same as a table. */
export function Road({ legs }: RoadProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const now = useNow(secondMs);
  const isNarrow = useMediaQuery(narrow, false, { getInitialValueInEffect: false });
  const texts: LegTexts = {
    nothingWaits: t('nothingWaits'),
    notKnown: t('notKnown'),
    waiting: (waiting) => t('waiting', { waiting }),
    atLeast: (waiting) => t('atLeast', { waiting }),
    since: (duration) => t('since', { duration }),
  };
  const lines = legLines(legs, { now, language, texts });
  return (
    <section aria-labelledby="road">
      <Title order={2} size="h4" id="road">
        {t('road')}
      </Title>
      <Text size="sm" className="quiet page-help" mb="xs">
        {t('roadHelp')}
      </Text>
      <RoadDrawing lines={lines} isVertical={isNarrow} />
      <RoadTable lines={lines} now={now} />
    </section>
  );
}
