import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '@counterfoil/contracts/administration/overview';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useNow } from '@counterfoil/ui/use-now';
import { secondText } from './durations.ts';

interface ConvergenceLineProps {
  readonly convergence: Overview['convergence'];
}

type State = Overview['convergence']['state'];

const looks: Readonly<Record<State, { icon: IconName; state: 'good' | 'warn' }>> = {
  converged: { icon: 'check', state: 'good' },
  underWay: { icon: 'truck', state: 'warn' },
  unknown: { icon: 'cloudOff', state: 'warn' },
};

const dayMs = 86_400_000;

/** The one line: whether everything has arrived, and as of when that is known. */
export function ConvergenceLine({ convergence }: ConvergenceLineProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const now = useNow(dayMs);
  const { icon, state } = looks[convergence.state];
  return (
    <section aria-labelledby="convergence">
      <Title order={2} size="h4" id="convergence" mb="xs">
        {t('convergence')}
      </Title>
      <Paper p="md" withBorder className="convergence" data-state={state}>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Icon name={icon} sizePx={28} />
          <div className="grow">
            <Text fw={700} role="status">
              {t('stateOf', { state: t(`state.${convergence.state}`), sentence: convergence.sentence })}
            </Text>
            <Text size="sm" className="figures">
              {t('asOf', { time: secondText(convergence.asOf, now, language) })}
            </Text>
          </div>
        </Group>
      </Paper>
    </section>
  );
}
